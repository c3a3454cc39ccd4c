package coop.plenum.infrastructure.machine;

import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.Revision;
import coop.plenum.api.content.State;
import coop.plenum.infrastructure.machine.Word.Pair;
import coop.plenum.infrastructure.machine.Word.Verdict;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What people say of two views: that they show the same machine, or different ones. It beats the rules, stays through every
 * sync, has revisions like all content and can be taken back. Thread-safe.
 */
@Component(service = MachineLinks.class)
public final class MachineLinks {
    private final ContentService content;
    private final AccessService access;
    private final Machines machines;

    @Activate
    public MachineLinks(
            @Reference ContentService content, @Reference AccessService access, @Reference Machines machines) {
        this.content = content;
        this.access = access;
        this.machines = machines;
    }

    /**
     * Says it, in place of what was said of these two before. Takes {@code infrastructure.machine-link.create} and {@code
     * .publish} where one of them is.
     *
     * @throws PlenumException {@code item-missing}, {@code not-a-machine}, {@code machine-link-contradicts} when what has
     *     been said of others says the opposite
     */
    public void say(Caller caller, UUID left, UUID right, Verdict verdict, String reason) {
        View one = machines.require(caller, left);
        View other = machines.require(caller, right);
        if (left.equals(right)) {
            throw PlenumException.invalid("same-item", "Two different items are expected; an item is itself anyway.");
        }
        requireNoContradiction(caller, one, other, verdict);
        Optional<Word> earlier = words(caller, left, right).stream().findFirst();
        if (earlier.isPresent()) {
            change(caller, earlier.get(), verdict, reason);
            return;
        }
        String title = shortened(one.item().title())
                + (verdict == Verdict.SAME ? " = " : " ≠ ")
                + shortened(other.item().title());
        Values values = Values.builder()
                .put(
                        "items",
                        Stream.of(left, right).sorted().map(UUID::toString).toList())
                .put("verdict", verdict.word())
                .put("reason", reason.isBlank() ? null : reason)
                .build();
        content.create(
                caller,
                new NewItem(
                        Word.TYPE,
                        place(caller, one, other),
                        title,
                        Map.of(),
                        State.PUBLISHED,
                        values,
                        Optional.empty(),
                        reason));
    }

    private void change(Caller caller, Word earlier, Verdict verdict, String reason) {
        Map<String, @Nullable Object> patch = new LinkedHashMap<>();
        patch.put("verdict", verdict.word());
        patch.put("reason", reason.isBlank() ? null : reason);
        Item word = readable(caller, earlier);
        content.update(caller, word.id(), word.revision(), ItemPatch.values(Values.of(patch), reason));
    }

    /**
     * Takes back what was said of these two; the rules alone count again.
     *
     * @throws PlenumException {@code machine-link-missing} when nothing was said
     */
    public void takeBack(Caller caller, UUID left, UUID right, String reason) {
        machines.require(caller, left);
        List<Word> words = words(caller, left, right);
        if (words.isEmpty()) {
            throw PlenumException.missing("machine-link-missing", "Nobody has said anything of these two.");
        }
        for (Word each : words) {
            Item word = readable(caller, each);
            content.delete(caller, word.id(), word.revision(), reason);
        }
    }

    /** Who said it last; empty when the caller may not read it. */
    public Optional<Subject> author(Caller caller, Word word) {
        return content.find(caller, word.item()).isEmpty()
                ? Optional.empty()
                : content.revisions(caller, word.item(), PageRequest.first(1)).items().stream()
                        .findFirst()
                        .map(Revision::author);
    }

    /** The latest first. */
    private List<Word> words(Caller caller, UUID left, UUID right) {
        Pair pair = Pair.of(left, right);
        return machines.carriers(caller).words(Set.of(left)).stream()
                .filter(word -> word.pair().equals(pair))
                .sorted(Comparator.comparing(Word::at).thenComparing(Word::item).reversed())
                .toList();
    }

    private Item readable(Caller caller, Word word) {
        return content.find(caller, word.item()).orElseGet(() -> {
            access.require(caller, Word.TYPE + ".view", word.space());
            throw PlenumException.missing("machine-link-missing", "What was said is no longer there.");
        });
    }

    /** Where one of them is, rather the first; the content service says which permission is lacking. */
    private UUID place(Caller caller, View one, View other) {
        return Stream.of(one, other)
                .map(view -> view.item().space())
                .filter(space -> access.decide(caller, Word.TYPE + ".create", space)
                                .allowed()
                        && access.decide(caller, Word.TYPE + ".publish", space).allowed())
                .findFirst()
                .orElse(one.item().space());
    }

    private void requireNoContradiction(Caller caller, View one, View other, Verdict verdict) {
        Neighbourhood around = Neighbourhood.around(List.of(one, other), machines.carriers(caller));
        if (verdict == Verdict.DIFFERENT) {
            if (Grouping.saidSame(around.words(), one.id(), other.id())) {
                throw contradicts(
                        "By what people have said of others, these two are one machine. Take that back first.");
            }
            return;
        }
        boolean apart = around.words().stream()
                .filter(word ->
                        word.verdict() == Verdict.DIFFERENT && !word.pair().equals(Pair.of(one.id(), other.id())))
                .anyMatch(word -> (near(around, one, word.one()) && near(around, other, word.other()))
                        || (near(around, one, word.other()) && near(around, other, word.one())));
        if (apart) {
            throw contradicts("A person has called two of the views that would become one machine different. Take that"
                    + " back first.");
        }
    }

    private static boolean near(Neighbourhood around, View view, UUID id) {
        return view.id().equals(id) || Grouping.saidSame(around.words(), view.id(), id);
    }

    private static PlenumException contradicts(String message) {
        return PlenumException.conflict("machine-link-contradicts", message);
    }

    private static String shortened(String title) {
        return title.length() > 100 ? title.substring(0, 99) + "…" : title;
    }
}

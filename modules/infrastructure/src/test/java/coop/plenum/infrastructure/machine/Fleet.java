package coop.plenum.infrastructure.machine;

import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.api.content.State;
import coop.plenum.infrastructure.machine.Word.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A fake of what is looked up: views in memory, found by going through all of them. */
final class Fleet implements Carriers {
    static final UUID BMC = new UUID(9, 1);
    static final UUID SSH = new UUID(9, 2);
    static final UUID NOVA = new UUID(9, 3);
    static final UUID EC2 = new UUID(9, 4);

    private final Map<UUID, View> views = new LinkedHashMap<>();
    private final List<Word> words = new ArrayList<>();
    private int questions;

    View add(UUID connection, String title, Map<String, ?> values) {
        return add(connection, title, AccessService.ROOT_SPACE, Optional.empty(), values);
    }

    View gone(UUID connection, String title, Map<String, ?> values) {
        return add(connection, title, AccessService.ROOT_SPACE, Optional.of(Instant.EPOCH), values);
    }

    View add(UUID connection, String title, UUID space, Optional<Instant> vanishedAt, Map<String, ?> values) {
        View view = View.of(new Item(
                new UUID(1, views.size() + 1L),
                "test.machine",
                space,
                title,
                Map.of(),
                State.PUBLISHED,
                Values.of(values),
                Values.empty(),
                Optional.of(
                        new Management(connection, Optional.of(title), false, Optional.empty(), vanishedAt, List.of())),
                1,
                Instant.EPOCH,
                Instant.EPOCH));
        views.put(view.id(), view);
        return view;
    }

    void say(View one, View other, Verdict verdict) {
        Word.Pair pair = Word.Pair.of(one.id(), other.id());
        words.add(new Word(
                new UUID(5, words.size() + 1L),
                AccessService.ROOT_SPACE,
                pair.one(),
                pair.other(),
                verdict,
                Optional.empty(),
                Instant.EPOCH.plusSeconds(words.size())));
    }

    List<View> all() {
        return List.copyOf(views.values());
    }

    int questions() {
        return questions;
    }

    Machine machine(View view) {
        Neighbourhood around = Neighbourhood.around(List.of(view), this);
        around.hint(view);
        return Machine.of(view, around, Grouping.of(around), all());
    }

    /** The titles of the views of its machine. */
    List<String> titles(View view) {
        return machine(view).views().stream().map(each -> each.item().title()).toList();
    }

    @Override
    public List<View> of(Collection<Identifier> identifiers) {
        questions++;
        return views.values().stream()
                .filter(view -> view.identifiers().stream().anyMatch(identifiers::contains))
                .toList();
    }

    @Override
    public List<View> named(Set<UUID> ids) {
        return views.values().stream().filter(view -> ids.contains(view.id())).toList();
    }

    @Override
    public List<Word> words(Set<UUID> ids) {
        return words.stream()
                .filter(word -> ids.contains(word.one()) || ids.contains(word.other()))
                .toList();
    }
}

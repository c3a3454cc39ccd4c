package coop.plenum.infrastructure.drift;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.Management;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.State;
import coop.plenum.infrastructure.api.ChangeDraft;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.changeset.ChangeSets;
import coop.plenum.infrastructure.drift.DriftRule.Answer;
import coop.plenum.infrastructure.resource.Resources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Managed resources that are not as they were published, and what can be done about it. Bringing back and accepting are
 * changes, with a plan and approvals; ignoring is a rule. Thread-safe.
 */
@Component(service = Drift.class)
public final class Drift {
    private static final int MOST = 1_000;
    private static final String MASK = "********";
    private static final String BRING_BACK = "Bring back";
    private static final String ACCEPT = "Accept";
    private static final Patch AS_PUBLISHED = item -> Values.empty();

    private final ContentService content;
    private final ContentTypes types;
    private final Resources resources;
    private final ChangeSets sets;
    private final DriftRules rules;

    @Activate
    public Drift(
            @Reference ContentService content,
            @Reference ContentTypes types,
            @Reference Resources resources,
            @Reference ChangeSets sets,
            @Reference DriftRules rules) {
        this.content = content;
        this.types = types;
        this.resources = resources;
        this.sets = sets;
        this.rules = rules;
    }

    /**
     * One field that is not as it was published.
     *
     * @param published empty: no value was published
     * @param observed empty: there is none
     * @param fixed it cannot change while the resource exists: to bring it back is to replace that
     * @param ignoredBy title of the rule that says that it does not matter
     */
    public record Difference(
            String field,
            String label,
            Optional<Object> published,
            Optional<Object> observed,
            boolean fixed,
            Optional<String> ignoredBy) {}

    /** A resource that has drifted. */
    public record Drifted(Item item, List<Difference> differences) {
        public boolean ignored() {
            return differences.stream().allMatch(field -> field.ignoredBy().isPresent());
        }
    }

    /** What the caller may see, by title. */
    public Page<Drifted> list(Caller caller, Optional<String> type, Optional<UUID> space, PageRequest page) {
        ItemQuery all = (type.isPresent() ? ItemQuery.ofType(type.get()) : ItemQuery.everything())
                .filter("drifted == true")
                .sort("title");
        Page<Item> items = content.list(
                caller,
                new ItemQuery(
                        all.type(), all.trait(), space, all.search(), all.filter(), all.sort(), all.total(), page));
        List<DriftRule> published = rules.published();
        return Page.of(
                items.items().stream()
                        .map(item -> new Drifted(item, differences(item, published)))
                        .toList(),
                items.next());
    }

    private List<Difference> differences(Item item, List<DriftRule> published) {
        List<String> drift = drift(item);
        Map<String, DriftRule> ignored = rules.ignored(published, item, drift);
        Map<String, Field> fields = new LinkedHashMap<>();
        types.find(item.type())
                .map(ContentType::fields)
                .orElse(List.of())
                .forEach(field -> fields.put(field.name(), field));
        return drift.stream()
                .map(name -> new Difference(
                        name,
                        Optional.ofNullable(fields.get(name)).map(Field::label).orElse(name),
                        shown(fields.get(name), item.desired(), name),
                        shown(fields.get(name), item.values(), name),
                        fields.containsKey(name) && fields.get(name).is(Field.Flag.IMMUTABLE),
                        Optional.ofNullable(ignored.get(name)).map(DriftRule::title)))
                .toList();
    }

    private static Optional<Object> shown(@Nullable Field field, Values values, String name) {
        boolean sensitive = field != null && field.is(Field.Flag.SENSITIVE);
        return values.get(name).map(value -> sensitive ? MASK : value);
    }

    private static List<String> drift(Item item) {
        return item.management().map(Management::drift).orElse(List.of());
    }

    /**
     * Drafts a change that brings back what was published.
     *
     * @param replace whether these resources may be deleted and made anew where a field cannot be changed in place
     * @throws PlenumException {@code nothing-to-change} when none of them has drifted, and as {@link ChangeSets#draft}
     */
    public Item revert(Caller caller, List<UUID> ids, boolean replace, String reason) {
        return draft(caller, ids, new Wanted(BRING_BACK, AS_PUBLISHED, replace), reason, Optional.empty());
    }

    /** Drafts a change after which what is there counts as published; nothing remote is touched. */
    public Item accept(Caller caller, List<UUID> ids, String reason) {
        return draft(caller, ids, new Wanted(ACCEPT, asItIs(field -> true), false), reason, Optional.empty());
    }

    /** Drafts what a rule says; the change bears the rule's id, which nobody else can give it. */
    Item settle(Caller caller, DriftRule rule, List<UUID> ids) {
        String reason = "Drift rule " + rule.id();
        Wanted wanted = rule.answer() == Answer.ACCEPT
                ? new Wanted(ACCEPT, asItIs(rule::concerns), false)
                : new Wanted(BRING_BACK, AS_PUBLISHED, false);
        return draft(caller, ids, wanted, reason, Optional.of(rule.id()));
    }

    private static Patch asItIs(Predicate<String> which) {
        return item -> {
            Map<String, @Nullable Object> patch = new LinkedHashMap<>();
            drift(item).stream()
                    .filter(which)
                    .forEach(name -> patch.put(name, item.values().get(name).orElse(null)));
            return Values.of(patch);
        };
    }

    /** What an update of an item asks for. */
    @FunctionalInterface
    private interface Patch {
        Values of(Item item);
    }

    /** What is asked for of each item. */
    private record Wanted(String verb, Patch patch, boolean replace) {}

    private Item draft(Caller caller, List<UUID> ids, Wanted wanted, String reason, Optional<UUID> rule) {
        if (ids.isEmpty() || ids.size() > MOST) {
            throw PlenumException.invalid("invalid-body", "From 1 to " + MOST + " items are expected.");
        }
        List<Step> steps = new ArrayList<>();
        String title = "";
        Set<UUID> places = new HashSet<>();
        for (UUID id : new LinkedHashSet<>(ids)) {
            Item item = resources.require(caller, id);
            if (!drift(item).isEmpty()) {
                title = item.title();
                places.add(item.space());
                steps.add(new Step.Update(id.toString(), id, wanted.patch().of(item), List.of(), wanted.replace()));
            }
        }
        if (steps.isEmpty()) {
            throw PlenumException.conflict("nothing-to-change", "None of these resources has drifted.");
        }
        UUID space = places.size() == 1 ? places.iterator().next() : AccessService.ROOT_SPACE;
        String what = steps.size() == 1 ? title : steps.size() + " resources";
        return sets.draft(caller, new ChangeDraft(space, wanted.verb() + ": " + what, steps, reason), rule);
    }

    /**
     * Says that drift of some fields of an item does not matter.
     *
     * @param fields empty: all of them
     * @return the rule, an item of the type {@code infrastructure.drift-rule}
     */
    public Item ignore(Caller caller, UUID id, List<String> fields, Optional<String> until, String reason) {
        Item item = resources.require(caller, id);
        List<String> named = fields.isEmpty() ? List.of() : fields;
        String what = named.isEmpty() ? "" : String.join(", ", named) + " of ";
        return content.create(
                caller,
                new NewItem(
                        DriftRule.TYPE,
                        item.space(),
                        "Ignore " + what + item.title(),
                        Map.of(),
                        State.PUBLISHED,
                        Values.builder()
                                .put("answer", "ignore")
                                .put("items", List.of(Objects.toString(item.id())))
                                .put("fields", named.isEmpty() ? null : named)
                                .put("until", until.orElse(null))
                                .build(),
                        Optional.empty(),
                        reason));
    }
}

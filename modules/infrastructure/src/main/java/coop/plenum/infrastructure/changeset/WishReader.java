package coop.plenum.infrastructure.changeset;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Item;
import coop.plenum.api.expression.Expressions;
import coop.plenum.infrastructure.api.ChangeDraft;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.api.LateValue;
import coop.plenum.infrastructure.change.ChangeKind;
import coop.plenum.infrastructure.change.ChangeSet;
import coop.plenum.infrastructure.change.ChangeSpec;
import coop.plenum.infrastructure.connection.ConnectionStore;
import coop.plenum.infrastructure.connection.FieldCheck;
import coop.plenum.infrastructure.resource.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the steps of a change: what they mean now, and which wait for which. Thread-safe. */
@Component(service = WishReader.class)
public final class WishReader {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._\\[\\]-]{1,100}");

    private final ContentService content;
    private final ContentTypes types;
    private final ConnectionStore connections;
    private final Resources resources;
    private final Expressions expressions;

    @Activate
    public WishReader(
            @Reference ContentService content,
            @Reference ContentTypes types,
            @Reference ConnectionStore connections,
            @Reference Resources resources,
            @Reference Expressions expressions) {
        this.content = content;
        this.types = types;
        this.connections = connections;
        this.resources = resources;
        this.expressions = expressions;
    }

    /**
     * @param salt of the change
     * @param begun numbers of steps that have been: their items may be gone
     * @throws PlenumException {@code invalid-change} with all problems, {@code step-cycle}
     */
    Wishes read(Caller caller, ChangeDraft draft, String salt, Set<Integer> begun) {
        Reading reading = new Reading(caller, draft, salt, begun);
        List<Wish> wishes = reading.wishes();
        SetPlanner.throwIfAny(reading.problems);
        List<String> keys = draft.steps().stream().map(Step::key).toList();
        return new Wishes(wishes, new StepGraph(keys, reading.waits));
    }

    private final class Reading {
        private final Caller caller;
        private final ChangeDraft draft;
        private final String salt;
        private final Set<Integer> begun;
        private final Map<String, Integer> numbers = new HashMap<>();
        private final Map<UUID, Integer> touched = new LinkedHashMap<>();
        private final Set<UUID> deleted = new HashSet<>();
        /** Numbers of steps that may delete their resource and make it anew. */
        private final Set<Integer> replaced = new HashSet<>();
        /** By step, the fields that go on to refer to what another one may replace, and those steps. */
        private final Map<Integer, Map<String, Set<Integer>>> follows = new HashMap<>();

        private final List<Set<Integer>> waits = new ArrayList<>();
        private final Map<UUID, Optional<String>> connectionProblems = new HashMap<>();
        private final Map<Integer, Item> items = new HashMap<>();
        private final List<Violation> problems = new ArrayList<>();

        Reading(Caller caller, ChangeDraft draft, String salt, Set<Integer> begun) {
            this.caller = caller;
            this.draft = draft;
            this.salt = salt;
            this.begun = begun;
        }

        List<Wish> wishes() {
            for (int number = 0; number < draft.steps().size(); number++) {
                waits.add(new TreeSet<>());
                register(number, draft.steps().get(number));
            }
            List<Wish> wishes = new ArrayList<>();
            for (int number = 0; number < draft.steps().size(); number++) {
                wishes.add(wish(number, draft.steps().get(number)));
            }
            items.forEach(this::waitForThoseThatReferTo);
            return wishes;
        }

        private void register(int number, Step step) {
            if (!KEY.matcher(step.key()).matches()) {
                wrong(number, "key", "invalid-value", "1 to 100 letters, digits and . _ - [ ] are expected.");
            }
            if (numbers.putIfAbsent(step.key(), number) != null) {
                wrong(number, "key", "duplicate-value", "Another step is called \"" + step.key() + "\", too.");
            }
            if (step instanceof Step.Delete delete) {
                deleted.add(delete.item());
            }
            if (step instanceof Step.Act) {
                return;
            }
            if (ChangeSet.replaces(step)) {
                replaced.add(number);
            }
            ChangeSet.item(step).ifPresent(item -> {
                Integer other = touched.putIfAbsent(item, number);
                if (other != null) {
                    wrong(
                            number,
                            "item",
                            "duplicate-value",
                            "The step \"" + draft.steps().get(other).key() + "\" is about the same item.");
                }
            });
        }

        private Wish wish(int number, Step step) {
            step.after().forEach(key -> waitFor(number, "after", key));
            if (step instanceof Step.Create create) {
                return create(number, create);
            }
            UUID id = ChangeSet.item(step).orElseThrow();
            Optional<Item> item = item(number, id);
            String type = item.map(Item::type).orElse("");
            Set<String> fields = step instanceof Step.Act act
                    ? act.parameters().asMap().keySet()
                    : types.find(type).map(StepReference::fields).orElse(Set.of());
            Map<String, String> awaits = new HashMap<>();
            Values values = ChangeSet.values(step);
            references(number, values, fields);
            item.ifPresent(now -> follow(number, now, step));
            ChangeSpec spec = new ChangeSpec(
                    ChangeSet.kind(step),
                    type,
                    item.map(resources::connectionOf).orElse(id),
                    Optional.of(id),
                    item.map(Item::space).orElse(draft.space()),
                    item.map(Item::title).orElse(step.key()),
                    StepReference.replace(values, fields, text -> placed(text, awaits)),
                    step instanceof Step.Act act ? Optional.of(act.action()) : Optional.empty(),
                    ChangeSet.replaces(step),
                    draft.reason(),
                    salt);
            return new Wish(step, spec, awaits, late(number, values), follows.getOrDefault(number, Map.of()));
        }

        private Wish create(int number, Step.Create create) {
            connectionProblems
                    .computeIfAbsent(create.connection(), this::connectionProblem)
                    .ifPresent(problem -> wrong(number, "connection", "connection-missing", problem));
            Optional<ContentType> type = types.find(create.type());
            if (type.isEmpty()) {
                wrong(number, "type", "unknown-type", "There is no content type \"" + create.type() + "\".");
            }
            Set<String> fields = type.map(StepReference::fields).orElse(Set.of());
            references(number, create.values(), fields);
            type.ifPresent(found -> kinds(number, create.values(), found));
            Map<String, String> awaits = new HashMap<>();
            ChangeSpec spec = new ChangeSpec(
                    ChangeKind.CREATE,
                    create.type(),
                    create.connection(),
                    Optional.empty(),
                    create.space().orElse(draft.space()),
                    create.title(),
                    StepReference.replace(create.values(), fields, text -> placed(text, awaits)),
                    Optional.empty(),
                    false,
                    draft.reason(),
                    salt);
            return new Wish(create, spec, awaits, late(number, create.values()), Map.of());
        }

        private Optional<String> connectionProblem(UUID id) {
            try {
                connections.require(id);
                return Optional.empty();
            } catch (PlenumException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }

        private Optional<Item> item(int number, UUID id) {
            try {
                Item item = resources.require(caller, id);
                items.put(number, item);
                return Optional.of(item);
            } catch (PlenumException e) {
                if (!begun.contains(number)) {
                    wrong(number, "item", e.code(), String.valueOf(e.getMessage()));
                }
                return Optional.empty();
            }
        }

        private void references(int number, Values values, Set<String> fields) {
            StepReference.in(values, fields)
                    .forEach((field, texts) ->
                            texts.forEach(text -> reference(number, "values/" + FieldCheck.escape(field), text)));
        }

        private void reference(int number, String place, String text) {
            StepReference.key(text).ifPresent(key -> waitFor(number, place, key));
            id(text).ifPresent(item -> {
                Integer other = touched.get(item);
                if (deleted.contains(item) && !begun.contains(number)) {
                    wrong(number, place, "reference-deleted", "It refers to what the same change deletes.");
                } else if (other != null && other != number) {
                    waits.get(number).add(other);
                }
            });
        }

        /** Waits for all that late values are made of. */
        private Set<String> late(int number, Values values) {
            Set<String> fields = LateChecks.fields(values);
            for (String field : fields) {
                String place = "values/" + FieldCheck.escape(field);
                for (LateValue late : LateValue.in(values.get(field).orElse(null))) {
                    LateChecks.problem(late, expressions)
                            .ifPresent(e -> wrong(number, place, e.code(), String.valueOf(e.getMessage())));
                    for (String end : late.ends()) {
                        reference(number, place, end);
                        if (StepReference.key(end).isEmpty()
                                && id(end).flatMap(id -> content.find(caller, id))
                                        .isEmpty()) {
                            wrong(
                                    number,
                                    place,
                                    "item-missing",
                                    "There is no item \"" + end + "\", or you may not see it.");
                        }
                    }
                }
            }
            return fields;
        }

        /** A reference to what another step makes must be to something the field may point to. */
        private void kinds(int number, Values values, ContentType type) {
            for (Field field : type.fields()) {
                StepReference.in(values, Set.of(field.name())).values().stream()
                        .flatMap(List::stream)
                        .flatMap(text -> StepReference.key(text).stream())
                        .map(numbers::get)
                        .filter(target -> target != null)
                        .map(draft.steps()::get)
                        .filter(target -> target instanceof Step.Create made
                                && !field.options().isEmpty()
                                && StepReference.fields(type).contains(field.name())
                                && !field.options().contains(made.type()))
                        .forEach(target -> wrong(
                                number,
                                "values/" + FieldCheck.escape(field.name()),
                                "wrong-type",
                                "The step \"" + target.key() + "\" makes something else than "
                                        + String.join(", ", field.options()) + "."));
            }
        }

        private void waitFor(int number, String place, String key) {
            Integer other = numbers.get(key);
            if (other == null) {
                wrong(number, place, "unknown-step", "There is no step \"" + key + "\" in this change.");
            } else {
                waits.get(number).add(other);
            }
        }

        /** What a step makes has no item yet; what it changes has. */
        private String placed(String text, Map<String, String> awaits) {
            return StepReference.key(text)
                    .map(key -> {
                        Integer other = numbers.get(key);
                        Optional<UUID> item = other == null
                                ? Optional.empty()
                                : ChangeSet.item(draft.steps().get(other));
                        if (item.isPresent()) {
                            return item.get().toString();
                        }
                        String placeholder = StepReference.placeholder(key);
                        awaits.put(placeholder, key);
                        return placeholder;
                    })
                    .orElse(text);
        }

        /** Nothing is deleted before those of the same change that refer to it, but for those that go on to. */
        private boolean goesAfter(int other, int referring) {
            return deleted.contains(ChangeSet.item(draft.steps().get(other)).orElseThrow())
                    || (replaced.contains(other)
                            && !(draft.steps().get(referring) instanceof Step.Act)
                            && follows.getOrDefault(referring, Map.of()).values().stream()
                                    .noneMatch(others -> others.contains(other)));
        }

        private void waitForThoseThatReferTo(int number, Item item) {
            Set<String> fields =
                    types.find(item.type()).map(StepReference::fields).orElse(Set.of());
            for (Values values : List.of(item.values(), item.desired())) {
                StepReference.in(values, fields).values().stream()
                        .flatMap(List::stream)
                        .flatMap(text -> id(text).stream())
                        .map(touched::get)
                        .filter(other -> other != null && other != number && goesAfter(other, number))
                        .forEach(other -> waits.get(other).add(number));
            }
        }

        /**
         * What a step keeps or gets a reference to and the same change may replace: to be pointed to what takes its place.
         */
        private void follow(int number, Item item, Step step) {
            if (!(step instanceof Step.Update update) || replaced.isEmpty()) {
                return;
            }
            Set<String> fields =
                    types.find(item.type()).map(StepReference::fields).orElse(Set.of());
            Values wanted = item.values().merge(item.desired()).merge(update.values());
            StepReference.in(wanted, fields)
                    .forEach((field, texts) -> texts.stream()
                            .flatMap(text -> step(text).stream())
                            .filter(other -> other != number && replaced.contains(other))
                            .forEach(other -> {
                                waits.get(number).add(other);
                                follows.computeIfAbsent(number, none -> new TreeMap<>())
                                        .computeIfAbsent(field, none -> new TreeSet<>())
                                        .add(other);
                            }));
        }

        private Optional<Integer> step(String reference) {
            return StepReference.key(reference)
                    .map(key -> Optional.ofNullable(numbers.get(key)))
                    .orElseGet(() -> id(reference).map(touched::get));
        }

        private Optional<UUID> id(String text) {
            try {
                return Optional.of(UUID.fromString(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private void wrong(int number, String place, String code, String message) {
            problems.add(new Violation("/steps/" + number + "/" + place, code, message));
        }
    }
}

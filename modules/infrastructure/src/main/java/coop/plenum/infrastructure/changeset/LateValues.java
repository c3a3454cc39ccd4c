package coop.plenum.infrastructure.changeset;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.expression.Expressions;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.api.LateValue;
import coop.plenum.infrastructure.change.CanonicalJson;
import coop.plenum.infrastructure.change.ChangeKind;
import coop.plenum.infrastructure.change.ChangePlanner;
import coop.plenum.infrastructure.change.ChangeSpec;
import coop.plenum.infrastructure.change.ChangeStore;
import coop.plenum.infrastructure.change.Outlook;
import coop.plenum.infrastructure.change.Plan;
import coop.plenum.infrastructure.change.Sensitivity;
import coop.plenum.infrastructure.provider.Failures;
import coop.plenum.infrastructure.resource.Resources;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Works out the values of a step that were put off until it is taken, and has the step checked as it would have been when
 * it was planned. What came out is durable before a provider hears of it, so that a second attempt asks for the same.
 * Thread-safe.
 */
@Component(service = LateValues.class)
public final class LateValues {
    private static final int LARGEST = 65_536;
    /** Before a value of another resource is looked for again: an address may take its time. */
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Duration pause;
    private final ContentService content;
    private final ContentTypes types;
    private final Expressions expressions;
    private final Engine engine;
    private final Resources resources;
    private final ChangePlanner planner;
    private final ChangeStore store;
    private final Sensitivity sensitivity;

    @Activate
    public LateValues(
            @Reference ContentService content,
            @Reference ContentTypes types,
            @Reference Expressions expressions,
            @Reference Engine engine,
            @Reference Resources resources,
            @Reference ChangePlanner planner,
            @Reference ChangeStore store,
            @Reference Sensitivity sensitivity) {
        this(content, types, expressions, engine, resources, planner, store, sensitivity, PAUSE);
    }

    /** @param pause before a value that is not there is looked for again */
    public LateValues(
            ContentService content,
            ContentTypes types,
            Expressions expressions,
            Engine engine,
            Resources resources,
            ChangePlanner planner,
            ChangeStore store,
            Sensitivity sensitivity,
            Duration pause) {
        this.pause = pause;
        this.content = content;
        this.types = types;
        this.expressions = expressions;
        this.engine = engine;
        this.resources = resources;
        this.planner = planner;
        this.store = store;
        this.sensitivity = sensitivity;
    }

    /** How far it has come. */
    sealed interface Answer {
        /**
         * @param nothing the resource is as it is wanted already
         * @param replace it is deleted and made anew
         * @param written the revision of the draft that has what came out, if it is to be remembered
         */
        record Ready(ChangeSpec spec, Item item, boolean nothing, boolean replace, OptionalLong written)
                implements Answer {}

        /** It may be known later. */
        record NotYet(String why, Duration pause) implements Answer {}
    }

    /**
     * A step that is to be taken.
     *
     * @param spec what is wanted, late values among it
     * @param item what stands for the resource
     * @param items those of the other steps, by key
     * @param replace whether its plan says that the resource is replaced
     * @param written the revision of the draft that has what came out when the step was begun
     */
    record Task(
            Item change,
            Wish wish,
            ChangeSpec spec,
            Item item,
            Map<String, UUID> items,
            boolean replace,
            OptionalLong written) {
        String key() {
            return wish.step().key();
        }
    }

    /**
     * With what came out when the step was begun. Of a draft that is a revision, which stays as it is: the draft itself may
     * have been edited since.
     */
    Answer again(Task task) {
        Values kept = store.late(task.change().id(), task.key());
        if (task.written().isPresent()) {
            Values inDraft = content.revision(
                            engine.caller(), task.item().id(), task.written().getAsLong())
                    .map(revision -> revision.snapshot().nested("values"))
                    .orElse(Values.empty());
            kept = Values.builder().putAll(inDraft).putAll(kept).build();
        }
        Map<String, @Nullable Object> values =
                new LinkedHashMap<>(task.spec().values().asMap());
        for (String field : task.wish().late()) {
            values.remove(field);
            if (kept.has(field)) {
                values.put(field, kept.get(field).orElse(null));
            }
        }
        return new Answer.Ready(task.spec().with(Values.of(values)), task.item(), false, false, OptionalLong.empty());
    }

    /**
     * Works them out anew.
     *
     * @throws PlenumException what is wrong with the step, now that all of it is known
     */
    Answer ready(Caller caller, Task task) throws InterruptedException {
        Values values;
        try {
            values = workedOut(caller, task);
        } catch (PlenumException early) {
            refresh(caller, task);
            try {
                values = workedOut(caller, task);
            } catch (PlenumException e) {
                return new Answer.NotYet(String.valueOf(e.getMessage()), pause);
            }
        }
        ChangeSpec spec = task.spec().with(values);
        try {
            Plan plan = planner.plan(caller, spec, Outlook.ALONE);
            boolean replaces = plan.action() == Plan.Action.REPLACE;
            if (replaces && !task.replace()) {
                throw PlenumException.conflict(
                        "replace-required", "This cannot be changed in place: " + String.join(" ", plan.reasons()));
            }
            boolean nothing = plan.action() == Plan.Action.NONE;
            Item item = kept(caller, task, values);
            OptionalLong written =
                    spec.kind() == ChangeKind.CREATE ? OptionalLong.of(item.revision()) : OptionalLong.empty();
            return new Answer.Ready(spec, item, nothing, replaces, written);
        } catch (ProviderException e) {
            if (e.category() == Category.TRANSIENT || e.category() == Category.THROTTLED) {
                return new Answer.NotYet(e.getMessage(), e.retryAfter().orElse(pause));
            }
            throw Failures.exception(e);
        } catch (PlenumException e) {
            throw e.violations().isEmpty() ? e : named(e);
        }
    }

    /** In one message, since nobody has a form before him to put them to. */
    private static PlenumException named(PlenumException e) {
        return new PlenumException(
                e.category(),
                e.code(),
                e.getMessage() + " "
                        + e.violations().stream().map(Violation::message).collect(Collectors.joining(" ")),
                e);
    }

    private Values workedOut(Caller caller, Task task) {
        Map<String, @Nullable Object> values =
                new LinkedHashMap<>(task.spec().values().asMap());
        for (String field : task.wish().late()) {
            try {
                values.put(field, LateValue.replace(values.get(field), late -> value(caller, task, late)));
            } catch (PlenumException e) {
                throw new PlenumException(
                        e.category(), e.code(), "\"" + field + "\" cannot be worked out: " + e.getMessage(), e);
            }
        }
        if (task.spec().kind() == ChangeKind.CREATE) {
            values.values().removeIf(value -> value == null);
        }
        if (CanonicalJson.length(values) > LARGEST) {
            throw PlenumException.invalid(
                    "expression-too-costly",
                    "What the expressions come to takes more than " + LARGEST + " characters together.");
        }
        return Values.of(values);
    }

    private @Nullable Object value(Caller caller, Task task, LateValue late) {
        Map<String, @Nullable Object> variables = new HashMap<>(late.with());
        variables.put(LateValue.VARIABLE, late.resolved(end -> live(caller, item(task, end))));
        return expressions
                .compile(late.expression(), Set.copyOf(variables.keySet()))
                .evaluate(variables);
    }

    private static UUID item(Task task, String end) {
        return StepReference.key(end)
                .map(key -> Optional.ofNullable(task.items().get(key)))
                .orElseGet(() -> Optional.of(UUID.fromString(end)))
                .orElseThrow(() -> PlenumException.missing("item-missing", "There is no \"" + end + "\" any more."));
    }

    private Map<String, Object> live(Caller caller, UUID id) {
        return content.find(caller, id)
                .map(item -> LateValue.found(item, types))
                .orElseThrow(() ->
                        PlenumException.missing("item-missing", "There is no item " + id + ", or you may not see it."));
    }

    /** What the platform knows may be older than what there is. */
    private void refresh(Caller caller, Task task) throws InterruptedException {
        Set<UUID> read = new LinkedHashSet<>();
        task.wish()
                .late()
                .forEach(field -> LateValue.in(task.spec().values().get(field).orElse(null))
                        .forEach(late -> late.ends().forEach(end -> read.add(item(task, end)))));
        for (UUID id : read) {
            try {
                Optional<Item> item = engine.find(id);
                if (item.isPresent()) {
                    resources.current(caller, item.get());
                }
            } catch (ProviderException | PlenumException e) {
                // it stays as it is known, and what is missing is told
            }
        }
    }

    /**
     * With the change, where only the engine sees it; but of a create on its draft, since a change of thousands of steps would
     * be written whole for each of them. Fields that the engine does not see of the draft are kept with the change all the
     * same.
     */
    private Item kept(Caller caller, Task task, Values values) {
        boolean drafted = task.spec().kind() == ChangeKind.CREATE;
        Set<String> sensitive = drafted ? sensitivity.of(caller, task.spec()) : Set.of();
        Map<String, @Nullable Object> inDraft = new LinkedHashMap<>();
        Map<String, @Nullable Object> inChange = new LinkedHashMap<>();
        task.wish().late().stream()
                .filter(values::has)
                .forEach(field -> (drafted && !sensitive.contains(field) ? inDraft : inChange)
                        .put(field, values.get(field).orElse(null)));
        if (!inChange.isEmpty()) {
            store.late(caller, task.change().id(), task.key(), inChange);
        }
        if (!drafted) {
            return task.item();
        }
        Item item = engine.find(task.item().id()).orElse(task.item());
        return content.update(caller, item.id(), item.revision(), ItemPatch.values(Values.of(inDraft), ""));
    }
}

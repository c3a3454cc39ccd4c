package coop.plenum.infrastructure.change;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Planner;
import coop.plenum.api.provider.Planner.Planned;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Validator;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.change.Plan.Action;
import coop.plenum.infrastructure.change.Plan.Difference;
import coop.plenum.infrastructure.connection.FieldCheck;
import coop.plenum.infrastructure.provider.Call;
import coop.plenum.infrastructure.resource.References;
import coop.plenum.infrastructure.resource.ResourceActions;
import coop.plenum.infrastructure.resource.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Works out what a change would do: looks at the resource as it is now, validates, and asks the provider, or the schema
 * where the provider has no opinion. Modifies nothing remote. Thread-safe.
 */
@Component(service = ChangePlanner.class)
public final class ChangePlanner {
    private static final Duration LOOK = Duration.ofSeconds(60);

    private final ContentTypes types;
    private final Engine engine;
    private final Resources resources;
    private final References references;
    private final ResourceActions actions;
    private final Dependents dependents;

    @Activate
    public ChangePlanner(
            @Reference ContentService content,
            @Reference ContentTypes types,
            @Reference Engine engine,
            @Reference Resources resources,
            @Reference References references,
            @Reference ResourceActions actions) {
        this.types = types;
        this.engine = engine;
        this.resources = resources;
        this.references = references;
        this.actions = actions;
        this.dependents = new Dependents(content, engine);
    }

    /**
     * Plans against the resource as it is now.
     *
     * @throws PlenumException {@code resource-vanished}, {@code resource-exists}, {@code invalid-change}
     * @throws ProviderException if the remote system could not be asked
     */
    public Plan plan(Caller cause, ChangeSpec spec) throws ProviderException, InterruptedException {
        return plan(cause, spec, Outlook.ALONE);
    }

    public Plan plan(Caller cause, ChangeSpec spec, Outlook outlook) throws ProviderException, InterruptedException {
        Plan plan = planned(cause, spec, outlook);
        return dependents
                .told(cause, spec, plan.action(), outlook.company())
                .map(plan::noticing)
                .orElse(plan);
    }

    private Plan planned(Caller cause, ChangeSpec spec, Outlook outlook)
            throws ProviderException, InterruptedException {
        Settable settable = settable(spec.type());
        Optional<Item> item = spec.item().map(this::item);
        if (item.isPresent() && !resources.current(cause, item.get())) {
            throw PlenumException.conflict(
                    "resource-vanished",
                    "The remote system no longer has \"" + spec.title()
                            + "\". Sync the connection; then delete the item or create the resource anew.");
        }
        if (spec.kind() == ChangeKind.ACT) {
            return action(cause, spec, item.orElseThrow(), outlook);
        }
        Optional<Item> seen = item.map(Item::id).map(this::item);
        Values before = seen.map(now -> settable.of(now.values())).orElse(Values.empty());
        Values after = switch (spec.kind()) {
            case CREATE -> spec.values();
            case UPDATE -> seen.map(now -> settable.wanted(now, spec.values())).orElse(spec.values());
            case DELETE, ACT, SET -> Values.empty();
        };
        List<Violation> problems = check(spec, settable, outlook);
        if (!problems.isEmpty()) {
            throw invalid(problems);
        }
        List<String> accepted = spec.kind() == ChangeKind.UPDATE
                ? seen.map(now -> settable.accepted(now, after)).orElse(List.of())
                : List.of();
        Drafting drafting = new Drafting(spec, settable, accepted, List.copyOf(outlook.late()));
        if (!outlook.late().isEmpty()) {
            Plan plan = derived(drafting, before, after);
            if (spec.replace() && plan.action() == Action.REPLACE) {
                requireComplete(drafting, after);
            }
            return plan;
        }
        Values wanted = references.external(spec.type(), after);
        ResourceRef ref = item.map(resources::ref)
                .orElseGet(() -> new ResourceRef(UUID.randomUUID(), Optional.empty(), spec.title(), wanted));
        Change change = new Change(
                spec.kind().forProvider(), ref, references.external(spec.type(), before), wanted, Optional.empty());
        Notices notices = new Notices();
        Opinion opinion = resources.handle(
                cause,
                spec.connection(),
                spec.type(),
                Call.by(cause, LOOK).telling(notices),
                (handler, context) -> ask(handler, change, outlook.absent(), notices, context));
        if (!opinion.problems().isEmpty()) {
            throw invalid(opinion.problems());
        }
        Plan plan = opinion.planned()
                .map(answer -> told(drafting, answer))
                .orElseGet(() -> derived(drafting, before, after))
                .noticing(notices);
        if (spec.replace() && plan.action() == Action.REPLACE) {
            requireComplete(drafting, after);
            requireMakable(cause, spec, wanted);
        }
        return plan;
    }

    /** What is made anew needs all that a create does: nothing is deleted that cannot come back. */
    private static void requireComplete(Drafting drafting, Values after) {
        Map<String, @Nullable Object> early = new LinkedHashMap<>(after.asMap());
        drafting.late().forEach(early.keySet()::remove);
        List<Violation> problems = FieldCheck.check(
                drafting.settable().fields(), Values.of(early), "/values", true, Set.copyOf(drafting.late()));
        if (!problems.isEmpty()) {
            throw invalid(problems);
        }
    }

    private void requireMakable(Caller cause, ChangeSpec spec, Values wanted)
            throws ProviderException, InterruptedException {
        Change create = new Change(
                Change.Kind.CREATE,
                new ResourceRef(UUID.randomUUID(), Optional.empty(), spec.title(), wanted),
                Values.empty(),
                wanted,
                Optional.empty());
        List<Violation> problems = resources.handle(
                cause,
                spec.connection(),
                spec.type(),
                Call.by(cause, LOOK),
                (handler, context) ->
                        handler instanceof Validator validator ? problems(validator, create, context) : List.of());
        if (!problems.isEmpty()) {
            throw invalid(problems);
        }
    }

    private Plan action(Caller cause, ChangeSpec spec, Item item, Outlook outlook) {
        actions.requireAvailable(
                cause, item, spec.action().orElseThrow(), outlook.early(spec.values()), outlook.late());
        return Plan.of(spec, Action.ACT, List.of(), List.of(), List.of(), List.of());
    }

    /** What all ways to a plan share. */
    private record Drafting(ChangeSpec spec, Settable settable, List<String> accepted, List<String> late) {
        Plan plan(Action action, Values before, Values after, List<String> reasons) {
            List<String> unknown = new ArrayList<>(late);
            unknown.addAll(action == Action.CREATE ? settable.observed() : List.of());
            return Plan.of(
                    spec,
                    action,
                    settable.differences(before, after, spec.kind()),
                    reasons,
                    unknown,
                    action == Action.REPLACE ? List.of() : accepted);
        }
    }

    /** What the provider thinks of a change. */
    private record Opinion(List<Violation> problems, Optional<Planned> planned) {}

    public Settable settable(String type) {
        ContentType found = types.find(type)
                .orElseThrow(
                        () -> PlenumException.missing("unknown-type", "There is no content type \"" + type + "\"."));
        return new Settable(found);
    }

    private Item item(UUID id) {
        return engine.find(id)
                .orElseThrow(() -> PlenumException.missing("item-missing", "The item has been deleted meanwhile."));
    }

    private List<Violation> check(ChangeSpec spec, Settable settable, Outlook outlook) {
        boolean create = spec.kind() == ChangeKind.CREATE;
        Values early = outlook.early(spec.values());
        List<Violation> problems =
                new ArrayList<>(FieldCheck.check(settable.fields(), early, "/values", create, outlook.late()));
        for (Field field : settable.fields()) {
            if (field.type() == FieldType.REFERENCE) {
                early.get(field.name())
                        .filter(targets -> !allExist(targets, spec.connection(), outlook.awaited()))
                        .ifPresent(targets -> problems.add(new Violation(
                                "/values/" + field.name(),
                                "reference-not-created",
                                "There is no such resource on this connection, or it has not been created yet.")));
            }
        }
        return problems;
    }

    private boolean allExist(Object targets, UUID connection, Set<String> awaited) {
        return (targets instanceof List<?> list ? list : List.of(targets))
                .stream()
                        .allMatch(target ->
                                target instanceof String id && (awaited.contains(id) || exists(id, connection)));
    }

    private boolean exists(String item, UUID connection) {
        try {
            return engine.find(UUID.fromString(item))
                    .flatMap(Item::management)
                    .filter(management -> management.connection().equals(connection))
                    .flatMap(Management::externalId)
                    .isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Opinion ask(
            ResourceHandler handler, Change change, boolean absent, Notices notices, OperationContext context)
            throws ProviderException, InterruptedException {
        if (change.kind() == Change.Kind.CREATE
                && !absent
                && handler.observe(change.ref(), context) instanceof Observed.Present present) {
            throw new ProviderException(
                    Category.CONFLICT,
                    "resource-exists",
                    "The remote system already has \"" + present.state().title()
                            + "\" with the same identity. Choose another, or sync and change that one.");
        }
        notices.begin();
        if (handler instanceof Validator validator) {
            List<Violation> problems = problems(validator, change, context);
            if (!problems.isEmpty()) {
                return new Opinion(problems, Optional.empty());
            }
        }
        return new Opinion(
                List.of(),
                handler instanceof Planner planner ? Optional.of(planner.plan(change, context)) : Optional.empty());
    }

    private static List<Violation> problems(Validator validator, Change change, OperationContext context)
            throws InterruptedException {
        return validator.validate(change, context).stream()
                .map(problem -> new Violation("/values" + problem.pointer(), problem.code(), problem.message()))
                .toList();
    }

    private static PlenumException invalid(List<Violation> problems) {
        return PlenumException.invalid(
                "invalid-change", "The change cannot be made as it is; see the errors.", problems);
    }

    private static Plan told(Drafting drafting, Planned planned) {
        if (planned instanceof Planned.Create create) {
            return drafting.plan(Action.CREATE, Values.empty(), create.after(), List.of());
        }
        if (planned instanceof Planned.Update update) {
            return drafting.plan(Action.UPDATE, update.before(), update.after(), List.of());
        }
        if (planned instanceof Planned.Replace replace) {
            return drafting.plan(Action.REPLACE, replace.before(), replace.after(), replace.reasons());
        }
        if (planned instanceof Planned.Delete delete) {
            return drafting.plan(Action.DELETE, delete.before(), Values.empty(), List.of());
        }
        return drafting.plan(Action.NONE, Values.empty(), Values.empty(), List.of());
    }

    private static Plan derived(Drafting drafting, Values before, Values after) {
        ChangeSpec spec = drafting.spec();
        if (spec.kind() != ChangeKind.UPDATE) {
            Action action = spec.kind() == ChangeKind.CREATE ? Action.CREATE : Action.DELETE;
            return drafting.plan(action, before, after, List.of());
        }
        List<Difference> differences = drafting.settable().differences(before, after, spec.kind());
        List<String> reasons = differences.stream()
                .filter(Difference::replaces)
                .map(difference -> "\"" + difference.label() + "\" cannot change once it is set.")
                .toList();
        Action action = differences.isEmpty() ? Action.NONE : reasons.isEmpty() ? Action.UPDATE : Action.REPLACE;
        return drafting.plan(action, before, after, reasons);
    }
}

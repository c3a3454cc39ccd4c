package coop.plenum.infrastructure;

import coop.plenum.api.UnitOfWork;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.State;
import coop.plenum.api.expression.Expressions;
import coop.plenum.core.content.expression.CelExpressions;
import coop.plenum.infrastructure.change.Application;
import coop.plenum.infrastructure.change.ApplyHandler;
import coop.plenum.infrastructure.change.Approvals;
import coop.plenum.infrastructure.change.ChangePlanner;
import coop.plenum.infrastructure.change.ChangeStore;
import coop.plenum.infrastructure.change.Changes;
import coop.plenum.infrastructure.change.Sensitivity;
import coop.plenum.infrastructure.changeset.ApplySetHandler;
import coop.plenum.infrastructure.changeset.ChangeSets;
import coop.plenum.infrastructure.changeset.LateValues;
import coop.plenum.infrastructure.changeset.Reversal;
import coop.plenum.infrastructure.changeset.SetPlanner;
import coop.plenum.infrastructure.changeset.WishReader;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.connection.ConnectionItems;
import coop.plenum.infrastructure.connection.ConnectionProbe;
import coop.plenum.infrastructure.connection.ConnectionSecrets;
import coop.plenum.infrastructure.connection.ConnectionStore;
import coop.plenum.infrastructure.connection.ConnectionUse;
import coop.plenum.infrastructure.connection.Connections;
import coop.plenum.infrastructure.connection.Draft;
import coop.plenum.infrastructure.drift.Drift;
import coop.plenum.infrastructure.drift.DriftHandler;
import coop.plenum.infrastructure.drift.DriftRules;
import coop.plenum.infrastructure.drift.DriftSchedule;
import coop.plenum.infrastructure.policy.Policies;
import coop.plenum.infrastructure.policy.Policy;
import coop.plenum.infrastructure.provider.OpenConnections;
import coop.plenum.infrastructure.provider.ProviderFactories;
import coop.plenum.infrastructure.provider.PublicAddress;
import coop.plenum.infrastructure.resource.ActionAttempt;
import coop.plenum.infrastructure.resource.Effects;
import coop.plenum.infrastructure.resource.References;
import coop.plenum.infrastructure.resource.ResourceActions;
import coop.plenum.infrastructure.resource.ResourceLocks;
import coop.plenum.infrastructure.resource.Resources;
import coop.plenum.infrastructure.unmanaged.Unmanaged;
import coop.plenum.infrastructure.unmanaged.UnmanagedSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The engine on fakes, wired as Declarative Services would. */
public final class Rig implements AutoCloseable {
    private static final Set<String> INTERNAL = Set.of("withheld", "late", "progress");

    public final Caller caller = new Caller(
            new Subject(Subject.Kind.USER, new UUID(0, 7), "ada"), Caller.Source.API, Optional.empty(), "test");
    public final FakeContent content = new FakeContent();
    public final FakeAccess access = new FakeAccess();
    public final FakeAudit audit = new FakeAudit();
    public final FakeSecrets secrets = new FakeSecrets();
    public final FakeOperations operations = new FakeOperations();
    public final FakeProvider remote = new FakeProvider();
    public final Engine engine = new Engine(content, access);
    public final ProviderFactories factories = new ProviderFactories();
    public final OpenConnections open =
            new OpenConnections(factories, secrets, engine, new PublicAddress("https://plenum.example"));
    public final ConnectionStore store = new ConnectionStore(engine, content);
    public final ConnectionItems items = new ConnectionItems(content, engine);
    public final ConnectionProbe probe = new ConnectionProbe(factories, open, secrets, engine);
    public final UnitOfWork whole = new FakeUnitOfWork(operations, List.of(content::snapshot, secrets::snapshot));
    public final Connections connections = new Connections(
            content, whole, new ConnectionSecrets(secrets), access, factories, store, probe, items, open);
    public final References references = new References(content, engine);
    public final Resources resources = new Resources(content, access, engine, store, open, references);
    public final Expressions expressions = new CelExpressions();
    public final UnitOfWork unit = new FakeUnitOfWork(operations, List.of());
    public final Effects effects = new Effects(audit);
    public final FakeSpaces spaces = new FakeSpaces();
    public final Policies policies = new Policies(content, spaces, engine);
    public final ResourceActions actions = new ResourceActions(access, operations, resources, policies);
    public final ActionAttempt attempt = new ActionAttempt(resources, effects);
    public final ConnectionUse use = new ConnectionUse(access, store);
    public final ChangePlanner planner = new ChangePlanner(content, content, engine, resources, references, actions);
    public final ChangeStore drafts = new ChangeStore(content, engine, operations, unit);
    public final Approvals approvals = new Approvals(access, audit, policies, drafts);
    public final Sensitivity sensitivity = new Sensitivity(content, actions);
    public final Changes changes = new Changes(
            content, access, audit, operations, store, use, resources, planner, drafts, approvals, sensitivity);
    public final ResourceLocks locks = new ResourceLocks(operations, engine);
    public final Application application =
            new Application(unit, content, engine, resources, references, effects, Duration.ofMillis(1));
    public final ApplyHandler apply =
            new ApplyHandler(access, use, content, engine, drafts, planner, application, approvals, attempt, locks);
    public final ChangeSets sets = new ChangeSets(
            content,
            access,
            operations,
            use,
            new WishReader(content, content, store, resources, expressions),
            new SetPlanner(content, planner, resources, references),
            drafts,
            approvals,
            changes,
            sensitivity);
    public final LateValues late = new LateValues(
            content, content, expressions, engine, resources, planner, drafts, sensitivity, Duration.ofMillis(1));
    public final ApplySetHandler applySet = new ApplySetHandler(
            access, unit, content, engine, drafts, planner, sets, application, approvals, attempt, locks, late);
    public final DriftRules driftRules = new DriftRules(content, spaces, engine);
    public final Drift drift = new Drift(content, content, resources, sets, driftRules);
    public final DriftHandler settleDrift = new DriftHandler(access, driftRules, drift, drafts, sets);
    public final DriftSchedule driftSchedule = new DriftSchedule(content, operations, engine, driftRules);
    public final Unmanaged unmanaged = new Unmanaged(content, spaces, engine, store);
    public final UnmanagedSchedule unmanagedSchedule = new UnmanagedSchedule(content, operations, engine, unmanaged);
    public final Reversal reversal = new Reversal(content, content, drafts, sets);

    public Rig() {
        factories.addFactory(remote);
        content.type(FakeProvider.LAMP_TYPE);
        content.type(FakeProvider.FUSE_TYPE);
        content.type(type(
                Connection.TYPE,
                List.of("provider", "settings", "syncEvery", "callsPerSecond", "concurrency"),
                List.of(
                        "secrets",
                        "pendingSecrets",
                        "previousSecrets",
                        "secretsFor",
                        "status",
                        "statusCode",
                        "statusCategory",
                        "statusMessage")));
        content.type(type(
                "infrastructure.change",
                List.of(),
                List.of(
                        "kind",
                        "resourceType",
                        "connectionId",
                        "itemId",
                        "resourceTitle",
                        "resourceSpace",
                        "values",
                        "action",
                        "replace",
                        "steps",
                        "reason",
                        "driftRule",
                        "withheld",
                        "plan",
                        "digest",
                        "status",
                        "operation",
                        "resourceId",
                        "failure",
                        "requestedBy",
                        "items",
                        "progress",
                        "late",
                        "deletions",
                        "approvals")));
        content.type(type(
                "infrastructure.drift-rule",
                List.of("answer", "types", "fields", "items", "every", "until"),
                List.of()));
        content.type(
                type("infrastructure.unmanaged-rule", List.of("answer", "types", "connections", "until"), List.of()));
        content.type(type(Policy.TYPE, List.of("types", "kinds", "approvals"), List.of()));
    }

    private static ContentType type(String name, List<String> desired, List<String> observed) {
        List<Field> fields = new ArrayList<>();
        desired.forEach(field -> fields.add(Field.of(field, FieldType.JSON, field)));
        observed.forEach(
                field -> fields.add(Field.of(field, FieldType.JSON, field).mode(Field.Mode.OBSERVED)));
        fields.replaceAll(field -> INTERNAL.contains(field.name()) ? field.flags(Field.Flag.INTERNAL) : field);
        return new ContentType(name, name, 1, fields, Set.of(), "infrastructure", false);
    }

    /** A form filled in, with a password. */
    public static Draft draft(String password) {
        return new Draft(
                Optional.of("Hall"),
                Optional.of(AccessService.ROOT_SPACE),
                Optional.of("lamps"),
                Values.of("endpoint", "https://lamps.example"),
                password.isEmpty() ? Map.of() : Map.of("password", password.toCharArray()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Values.empty());
    }

    /** A saved connection that works. */
    public Connection connection() {
        return connections.create(caller, draft("right"), false);
    }

    /** Has a policy of the root allow nothing at any hour. */
    public Item freeze() {
        List<String> days = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
        return content.create(
                caller,
                NewItem.published(Policy.TYPE, AccessService.ROOT_SPACE, "Freeze", Values.of("closedDays", days)));
    }

    public void lift(Item policy) {
        content.update(
                caller,
                policy.id(),
                policy.revision(),
                new ItemPatch(
                        Optional.empty(),
                        Values.empty(),
                        Optional.empty(),
                        Optional.of(State.ARCHIVED),
                        Values.empty(),
                        ""));
    }

    public void lamp(String id, String name, int watts) {
        remote.lamps.put(
                id,
                Values.builder()
                        .put("name", name)
                        .put("watts", watts)
                        .put("lit", false)
                        .build());
    }

    @Override
    public void close() {
        open.close();
    }
}

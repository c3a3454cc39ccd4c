package coop.plenum.infrastructure.sync;

import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationService;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.provider.ProviderFactories;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Starts syncs. When the last one was and what it found is read from its operation and not kept in the connection, so
 * that a sync with nothing new writes no revision. Thread-safe.
 */
@Component(service = Syncs.class)
public final class Syncs {
    /** In the input and the result of a sync: where what has changed begins, by type. */
    static final String CURSORS = "cursors";
    /** The same: how many syncs in a row, this one included, have not listed everything. */
    private static final String IN_A_ROW = "incremental";
    /** In the input of a sync of some types only: which; those not named are neither looked at nor marked as vanished. */
    static final String TYPES = "types";
    /** So far back a sync of all types is looked for. */
    private static final int LATEST = 50;
    /** What an incremental sync has missed stays unknown no longer than so many of them. */
    private static final long MOST_IN_A_ROW = 11;

    private final OperationService operations;
    private final AccessService access;
    private final Engine engine;
    private final ProviderFactories factories;

    @Activate
    public Syncs(
            @Reference OperationService operations,
            @Reference AccessService access,
            @Reference Engine engine,
            @Reference ProviderFactories factories) {
        this.operations = operations;
        this.access = access;
        this.engine = engine;
        this.factories = factories;
    }

    /** Starts a sync, or answers the one that is under way. Needs {@code infrastructure.connection.act}. */
    public Operation start(Caller caller, Connection connection) {
        access.require(caller, Connection.TYPE + ".act", connection.space());
        return submit(caller, connection, Values.empty());
    }

    /**
     * Lists some types only.
     *
     * @param types at least one
     * @throws PlenumException {@code unknown-type} with each that the provider of the connection does not look after
     */
    public Operation start(Caller caller, Connection connection, List<String> types) {
        access.require(caller, Connection.TYPE + ".act", connection.space());
        List<String> known =
                factories.require(connection.access().provider()).describe().resourceTypes();
        List<Violation> problems = new ArrayList<>();
        // one problem for each name is enough to be told of, and a list may be as long as a body
        for (int i = 0; i < Math.min(types.size(), known.size() + 1); i++) {
            if (!known.contains(types.get(i))) {
                problems.add(new Violation(
                        "/types/" + i,
                        "unknown-type",
                        "\"" + types.get(i) + "\" is none of the types of this connection."));
            }
        }
        if (types.isEmpty() || types.size() > known.size() || !problems.isEmpty()) {
            throw PlenumException.invalid(
                    "unknown-type",
                    "Name types that this connection has, each once: " + String.join(", ", known) + ".",
                    problems);
        }
        return submit(caller, connection, ofTypes(connection.id(), types));
    }

    /** Where the others have come to is kept, so that the next sync need not list them for this. */
    private Values ofTypes(UUID connection, List<String> types) {
        Values last = last(connection)
                .filter(operation -> operation.status() == Operation.Status.SUCCEEDED)
                .map(Operation::result)
                .orElse(Values.empty());
        Map<String, @Nullable Object> cursors =
                new LinkedHashMap<>(last.nested(CURSORS).asMap());
        types.forEach(cursors::remove);
        return Values.builder()
                .put(TYPES, types.stream().distinct().toList())
                .put(CURSORS, Values.of(cursors))
                .put(IN_A_ROW, last.integer(IN_A_ROW).orElse(0))
                .build();
    }

    /** Whether a sync looks at a type. */
    static boolean isAbout(Values input, String type) {
        List<?> types = input.list(TYPES);
        return types.isEmpty() || types.contains(type);
    }

    /** The same, but asks only for what has changed since the last one, where the provider can tell that. */
    public Operation startIncremental(Caller caller, Connection connection) {
        access.require(caller, Connection.TYPE + ".act", connection.space());
        return submit(caller, connection, sinceLast(connection.id()));
    }

    /** Starts one on the module's own account; every twelfth lists everything. */
    Operation scheduled(Connection connection) {
        return submit(engine.caller(), connection, sinceLast(connection.id()));
    }

    private Values sinceLast(UUID connection) {
        Values last = last(connection)
                .filter(operation -> operation.status() == Operation.Status.SUCCEEDED)
                .map(Operation::result)
                .orElse(Values.empty());
        long inARow = last.integer(IN_A_ROW).orElse(0) + 1;
        return last.nested(CURSORS).isEmpty() || inARow > MOST_IN_A_ROW
                ? Values.empty()
                : Values.builder()
                        .put(CURSORS, last.nested(CURSORS))
                        .put(IN_A_ROW, inARow)
                        .build();
    }

    /** @param reached where the next one begins, by type */
    static Values result(SyncTally tally, Values input, Map<String, String> reached) {
        Values.Builder result = Values.builder().putAll(tally.values());
        Map<String, @Nullable Object> cursors = new LinkedHashMap<>();
        if (!input.list(TYPES).isEmpty()) {
            cursors.putAll(input.nested(CURSORS).asMap());
        }
        cursors.putAll(reached);
        if (!cursors.isEmpty()) {
            result.put(CURSORS, Values.of(cursors))
                    .put(IN_A_ROW, input.integer(IN_A_ROW).orElse(0));
        }
        return result.build();
    }

    /** Starts the first one for who has just made the connection. */
    public void first(Caller caller, Connection connection) {
        if (connection.syncEvery().isPresent()) {
            submit(caller, connection, Values.empty());
        }
    }

    /** One at a time, so that two who ask at once get the same one. */
    private synchronized Operation submit(Caller caller, Connection connection, Values input) {
        return last(connection.id())
                .filter(operation -> !operation.status().ended() && covers(operation.input(), input))
                .orElseGet(() -> operations.submit(
                        caller,
                        OperationRequest.of(SyncHandler.KIND, "Sync " + connection.title(), connection.space(), input)
                                .about(connection.id().toString())
                                .lane("infrastructure.sync." + connection.id(), 1)));
    }

    /** Whether one that is under way looks at all that is asked for. */
    private static boolean covers(Values running, Values wanted) {
        return running.list(TYPES).isEmpty()
                || (!wanted.list(TYPES).isEmpty() && running.list(TYPES).containsAll(wanted.list(TYPES)));
    }

    /** The newest sync of a connection, whatever became of it. */
    public Optional<Operation> last(UUID connection) {
        return latest(connection, 1).stream().findFirst();
    }

    /** The newest that is about all types. */
    Optional<Operation> lastOfAll(UUID connection) {
        return latest(connection, LATEST).stream()
                .filter(operation -> operation.input().list(TYPES).isEmpty())
                .findFirst();
    }

    private List<Operation> latest(UUID connection, int most) {
        return operations
                .list(
                        engine.caller(),
                        OperationService.Filter.none().kind(SyncHandler.KIND).target(connection.toString()),
                        PageRequest.first(most))
                .items();
    }
}

package coop.plenum.infrastructure.sync;

import coop.plenum.api.PageRequest;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationService;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.connection.Connection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
    /** What an incremental sync has missed stays unknown no longer than so many of them. */
    private static final long MOST_IN_A_ROW = 11;

    private final OperationService operations;
    private final AccessService access;
    private final Engine engine;

    @Activate
    public Syncs(@Reference OperationService operations, @Reference AccessService access, @Reference Engine engine) {
        this.operations = operations;
        this.access = access;
        this.engine = engine;
    }

    /** Starts a sync, or answers the one that is under way. Needs {@code infrastructure.connection.act}. */
    public Operation start(Caller caller, Connection connection) {
        access.require(caller, Connection.TYPE + ".act", connection.space());
        return submit(caller, connection, Values.empty());
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
        if (!reached.isEmpty()) {
            result.put(CURSORS, reached).put(IN_A_ROW, input.integer(IN_A_ROW).orElse(0));
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
                .filter(operation -> !operation.status().ended())
                .orElseGet(() -> operations.submit(
                        caller,
                        OperationRequest.of(SyncHandler.KIND, "Sync " + connection.title(), connection.space(), input)
                                .about(connection.id().toString())
                                .lane("infrastructure.sync." + connection.id(), 1)));
    }

    /** The newest sync of a connection, whatever became of it. */
    public Optional<Operation> last(UUID connection) {
        return operations
                .list(
                        engine.caller(),
                        OperationService.Filter.none().kind(SyncHandler.KIND).target(connection.toString()),
                        PageRequest.first(1))
                .items()
                .stream()
                .findFirst();
    }
}

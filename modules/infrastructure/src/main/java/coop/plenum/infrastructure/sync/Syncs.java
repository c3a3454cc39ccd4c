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
        return submit(caller, connection);
    }

    /** Starts one on the module's own account. */
    Operation scheduled(Connection connection) {
        return submit(engine.caller(), connection);
    }

    /** Starts the first one for who has just made the connection. */
    public void first(Caller caller, Connection connection) {
        if (connection.syncEvery().isPresent()) {
            submit(caller, connection);
        }
    }

    /** One at a time, so that two who ask at once get the same one. */
    private synchronized Operation submit(Caller caller, Connection connection) {
        return last(connection.id())
                .filter(operation -> !operation.status().ended())
                .orElseGet(() -> operations.submit(
                        caller,
                        OperationRequest.of(
                                        SyncHandler.KIND,
                                        "Sync " + connection.title(),
                                        connection.space(),
                                        Values.empty())
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

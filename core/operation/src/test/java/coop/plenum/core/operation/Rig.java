package coop.plenum.core.operation;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.core.store.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The engine on a database, with fakes around it. */
final class Rig implements AutoCloseable {
    static final UUID SPACE = new UUID(0, 7);
    static final Caller ALICE = new Caller(
            new Subject(Subject.Kind.USER, new UUID(1, 1), "alice"),
            Caller.Source.API,
            Optional.of(new UUID(2, 2)),
            "request-1",
            Optional.of("4bf92f3577b34da6a3ce929d0e0e4736"));

    final Fakes.Access access = new Fakes.Access();
    final Fakes.Tree tree = new Fakes.Tree();
    final Fakes.Events events = new Fakes.Events();
    final Fakes.Declared permissions = new Fakes.Declared();
    final Fakes.Audits audit;
    final Database database;
    final ScheduledOperations operations;

    Rig(Database database) {
        this(database, NodeIdentity.passing());
    }

    Rig(Database database, NodeIdentity node) {
        this(database, node, Duration.ofMillis(1));
    }

    Rig(Database database, NodeIdentity node, Duration firstLook) {
        this.database = database;
        this.audit = new Fakes.Audits(database);
        access.open.add(SPACE);
        operations = new ScheduledOperations(
                database, access, tree, permissions, audit, events, node, firstLook, Duration.ofMillis(100));
    }

    /** What a handler does. */
    @FunctionalInterface
    interface Body {
        Outcome run(OperationRun run) throws InterruptedException;
    }

    OperationHandler handle(String kind, Body body) {
        OperationHandler handler = new OperationHandler() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Outcome run(OperationRun run) throws InterruptedException {
                return body.run(run);
            }
        };
        operations.addHandler(handler);
        return handler;
    }

    Operation submit(String kind) {
        return submit(OperationRequest.of(kind, "A test", SPACE, Values.of("name", "x")));
    }

    Operation submit(OperationRequest request) {
        return operations.submit(ALICE, request);
    }

    Operation find(Operation operation) {
        return operations.find(ALICE, operation.id()).orElseThrow();
    }

    Operation awaitStatus(Operation operation, Operation.Status status) {
        await(() -> find(operation).status() == status);
        return find(operation);
    }

    static void await(BooleanSupplier condition) {
        for (int i = 0; i < 3000 && !condition.getAsBoolean(); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        assertThat(condition.getAsBoolean()).as("came true within 30 s").isTrue();
    }

    @Override
    public void close() {
        operations.close();
    }
}

package coop.plenum.core.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Subject;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.operation.LogLine;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.Operation.Status;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.OperationService.Filter;
import coop.plenum.api.operation.Outcome;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

class ScheduledOperationsTest {
    @OnEachEngine
    void anOperationRunsAndLeavesItsResultLogAuditAndEvents(Database database) {
        try (Rig rig = new Rig(database)) {
            AtomicReference<Caller> caller = new AtomicReference<>();
            rig.handle("test.greet", run -> {
                caller.set(run.caller());
                run.progress(0.5, "half");
                run.log(OperationRun.Level.INFO, "hello " + run.input().requireText("name"));
                return new Outcome.Done(Values.of("answer", 42));
            });
            Operation submitted = rig.submit("test.greet");
            assertThat(submitted.status()).isEqualTo(Status.QUEUED);
            Operation done = rig.awaitStatus(submitted, Status.SUCCEEDED);
            assertThat(done.result().integer("answer")).hasValue(42);
            assertThat(done.progress()).isEqualTo(1);
            assertThat(done.message()).isEqualTo("half");
            assertThat(done.attempts()).isEqualTo(1);
            assertThat(done.requestedBy()).isEqualTo(Rig.ALICE.subject());
            assertThat(done.startedAt()).isPresent();
            assertThat(done.endedAt()).isPresent();
            assertThat(caller.get()).isEqualTo(Rig.ALICE.through(Caller.Source.OPERATION));
            Page<LogLine> log = rig.operations.log(Rig.ALICE, done.id(), PageRequest.first());
            assertThat(log.items()).singleElement().satisfies(line -> {
                assertThat(line.number()).isEqualTo(1);
                assertThat(line.message()).isEqualTo("hello x");
            });
            Rig.await(() -> rig.events.types().contains("operation.ended"));
            assertThat(rig.audit.actions()).containsExactly("operation.submit", "operation.end");
            assertThat(rig.events.types()).startsWith("operation.created").contains("operation.log");
            assertThat(rig.events.posted)
                    .allMatch(event -> event.space().equals(Optional.of(Rig.SPACE))
                            && event.permission().equals(Optional.of("operation.view")));
        }
    }

    @OnEachEngine
    void submittingIsPartOfTheSurroundingUnitOfWork(Database database) {
        try (Rig rig = new Rig(database)) {
            AtomicInteger runs = new AtomicInteger();
            rig.handle("test.count", run -> {
                runs.incrementAndGet();
                return Outcome.done();
            });
            assertThatThrownBy(() -> database.write(sql -> {
                        rig.submit("test.count");
                        throw new IllegalStateException("no");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            Operation kept = database.write(sql -> rig.submit("test.count"));
            rig.awaitStatus(kept, Status.SUCCEEDED);
            assertThat(runs).hasValue(1);
            assertThat(rig.operations
                            .list(Rig.ALICE, Filter.none(), PageRequest.first())
                            .items())
                    .hasSize(1);
        }
    }

    @OnEachEngine
    void withoutAnAuditEntryNothingIsSubmitted(Database database) {
        try (Rig rig = new Rig(database)) {
            rig.audit.stalled = true;
            assertThat(catchThrowableOfType(PlenumException.class, () -> rig.submit("test.any"))
                            .code())
                    .isEqualTo("audit-unavailable");
            assertThat(rig.operations
                            .list(Rig.ALICE, Filter.none(), PageRequest.first())
                            .items())
                    .isEmpty();
        }
    }

    @OnEachEngine
    void aPendingOperationHoldsNoThreadAndGoesOnFromItsToken(Database database) {
        try (Rig rig = new Rig(database)) {
            List<String> tokens = new ArrayList<>();
            rig.handle("test.steps", run -> {
                int step = run.resumeToken().map(Integer::parseInt).orElse(0);
                tokens.add("step " + step);
                return step == 3
                        ? Outcome.done()
                        : new Outcome.Pending(Integer.toString(step + 1), Duration.ofMillis(50));
            });
            Operation done = rig.awaitStatus(rig.submit("test.steps"), Status.SUCCEEDED);
            assertThat(tokens).containsExactly("step 0", "step 1", "step 2", "step 3");
            assertThat(done.attempts()).isEqualTo(1);
        }
    }

    @OnEachEngine
    void anOperationWaitsForItsHandler(Database database) {
        try (Rig rig = new Rig(database)) {
            Operation submitted = rig.submit("test.late");
            Rig.await(() ->
                    database.read(sql -> EntryTable.parked(sql, "test.late")).size() == 1);
            assertThat(rig.find(submitted).status()).isEqualTo(Status.QUEUED);
            rig.handle("test.late", run -> Outcome.done());
            rig.awaitStatus(submitted, Status.SUCCEEDED);
        }
    }

    @OnEachEngine
    void aRunIsSuspendedWhenItsHandlerGoesAndGoesOnWhenItIsBack(Database database) {
        try (Rig rig = new Rig(database)) {
            CountDownLatch started = new CountDownLatch(1);
            OperationHandler first = rig.handle("test.long", run -> {
                run.checkpoint("half");
                started.countDown();
                Thread.sleep(60_000);
                return Outcome.done();
            });
            Operation submitted = rig.submit("test.long");
            Rig.await(() -> started.getCount() == 0);
            rig.operations.removeHandler(first);
            Rig.await(() ->
                    database.read(sql -> EntryTable.parked(sql, "test.long")).size() == 1);
            assertThat(rig.find(submitted).status()).isEqualTo(Status.WAITING);
            AtomicReference<String> token = new AtomicReference<>();
            rig.handle("test.long", run -> {
                token.set(run.resumeToken().orElse(""));
                return Outcome.done();
            });
            rig.awaitStatus(submitted, Status.SUCCEEDED);
            assertThat(token).hasValue("half");
        }
    }

    @OnEachEngine
    void aFailureSaysWhyAndTheOperationCanBeRetriedFromItsToken(Database database) {
        try (Rig rig = new Rig(database)) {
            rig.handle("test.twice", run -> {
                if (run.resumeToken().isEmpty()) {
                    run.checkpoint("first half done");
                    throw PlenumException.conflict("no-luck", "It did not work. Try again.");
                }
                return Outcome.done();
            });
            Operation failed = rig.awaitStatus(rig.submit("test.twice"), Status.FAILED);
            assertThat(failed.failure())
                    .contains(new Operation.Failure("no-luck", "conflict", "It did not work. Try again."));
            Caller bob = new Caller(
                    new Subject(Subject.Kind.USER, new UUID(1, 2), "bob"), Caller.Source.API, Optional.empty(), "r2");
            Operation retried = rig.operations.retry(bob, failed.id());
            assertThat(retried.failure()).isEmpty();
            Operation done = rig.awaitStatus(failed, Status.SUCCEEDED);
            assertThat(done.requestedBy().name()).isEqualTo("bob");
            assertThat(done.attempts()).isEqualTo(2);
            Rig.await(() -> rig.audit.actions().size() == 4);
            assertThat(rig.audit.actions())
                    .containsExactly("operation.submit", "operation.end", "operation.retry", "operation.end");
            assertThat(rig.audit.committed.get(1).outcome()).isEqualTo(AuditEvent.Outcome.FAILURE);
            assertThat(catchThrowableOfType(PlenumException.class, () -> rig.operations.retry(bob, failed.id()))
                            .code())
                    .isEqualTo("operation-not-failed");
        }
    }

    @OnEachEngine
    void whatAModuleDidNotForeseeFailsTheOperationWithoutInternals(Database database) {
        try (Rig rig = new Rig(database)) {
            rig.handle("test.broken", run -> {
                throw new NoClassDefFoundError("com/example/Secret");
            });
            Operation failed = rig.awaitStatus(rig.submit("test.broken"), Status.FAILED);
            assertThat(failed.failure().orElseThrow().code()).isEqualTo("operation-failed");
            assertThat(failed.failure().orElseThrow().message()).doesNotContain("Secret");
        }
    }

    @OnEachEngine
    void queuedAndWaitingOperationsAreCancelledAtOnce(Database database) {
        try (Rig rig = new Rig(database)) {
            rig.handle("test.wait", run -> new Outcome.Pending("t", Duration.ofHours(1)));
            Operation queued = rig.submit("test.nobody");
            Operation waiting = rig.awaitStatus(rig.submit("test.wait"), Status.WAITING);
            assertThat(rig.operations.cancel(Rig.ALICE, queued.id()).status()).isEqualTo(Status.CANCELLED);
            assertThat(rig.operations.cancel(Rig.ALICE, waiting.id()).status()).isEqualTo(Status.CANCELLED);
            assertThat(catchThrowableOfType(PlenumException.class, () -> rig.operations.cancel(Rig.ALICE, queued.id()))
                            .code())
                    .isEqualTo("operation-ended");
            assertThat(rig.audit.actions()).contains("operation.cancel", "operation.end");
        }
    }

    @OnEachEngine
    void theHandlerHearsOfWhatIsCancelledWhileItIsNotAtIt(Database database) throws Exception {
        try (Rig rig = new Rig(database)) {
            List<String> heard = new CopyOnWriteArrayList<>();
            CountDownLatch cancelled = new CountDownLatch(1);
            rig.operations.addHandler(new OperationHandler() {
                @Override
                public String kind() {
                    return "test.lane";
                }

                @Override
                public Outcome run(OperationRun run) throws InterruptedException {
                    if (run.input().requireText("name").equals("pending")) {
                        cancelled.await();
                    }
                    return new Outcome.Pending("t", Duration.ofHours(1));
                }

                @Override
                public void cancelled(Operation operation, Caller caller) {
                    heard.add(operation.input().requireText("name") + " of "
                            + caller.subject().name());
                    throw new IllegalStateException("It cannot let go.");
                }
            });
            Operation waiting = rig.awaitStatus(inLane(rig, "waiting"), Status.WAITING);
            Operation queued = inLane(rig, "queued");
            rig.operations.cancel(Rig.ALICE, queued.id());
            rig.operations.cancel(Rig.ALICE, waiting.id());
            assertThat(rig.find(waiting).status()).isEqualTo(Status.CANCELLED);
            Operation pending = rig.awaitStatus(inLane(rig, "pending"), Status.RUNNING);
            rig.operations.cancel(Rig.ALICE, pending.id());
            cancelled.countDown();
            rig.awaitStatus(pending, Status.CANCELLED);
            Rig.await(() -> heard.size() == 3);
            assertThat(heard).containsExactly("queued of alice", "waiting of alice", "pending of alice");
        }
    }

    private static Operation inLane(Rig rig, String name) {
        return rig.submit(OperationRequest.of("test.lane", "A test", Rig.SPACE, Values.of("name", name))
                .lane("one", 1));
    }

    @OnEachEngine
    void aRunningOperationIsAskedToStopAndThenInterrupted(Database database) {
        try (Rig rig = new Rig(database)) {
            rig.handle("test.polite", run -> {
                while (!run.cancelled()) {
                    Thread.sleep(5);
                }
                return new Outcome.Cancelled();
            });
            rig.handle("test.deaf", run -> {
                Thread.sleep(60_000);
                return Outcome.done();
            });
            for (String kind : List.of("test.polite", "test.deaf")) {
                Operation running = rig.awaitStatus(rig.submit(kind), Status.RUNNING);
                assertThat(rig.operations.cancel(Rig.ALICE, running.id()).cancelRequested())
                        .isTrue();
                rig.awaitStatus(running, Status.CANCELLED);
            }
        }
    }

    @OnEachEngine
    void aLaneIsNeverWiderThanItSays(Database database) {
        try (Rig rig = new Rig(database)) {
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            rig.handle("test.lane", run -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.sleep(20);
                inside.decrementAndGet();
                return Outcome.done();
            });
            List<Operation> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(rig.submit(OperationRequest.of("test.lane", "A test", Rig.SPACE, Values.empty())
                        .lane("connection-1", 2)));
            }
            all.forEach(operation -> rig.awaitStatus(operation, Status.SUCCEEDED));
            assertThat(most.get()).isLessThanOrEqualTo(2);
        }
    }

    @OnEachEngine
    void aSpaceShowsItsOperationsAndThoseBelowItThatTheCallerMaySee(Database database) {
        try (Rig rig = new Rig(database)) {
            UUID project = new UUID(0, 8);
            UUID hidden = new UUID(0, 9);
            UUID beside = new UUID(0, 10);
            rig.tree.add(project, Rig.SPACE);
            rig.tree.add(hidden, Rig.SPACE);
            rig.access.open.addAll(List.of(project, beside));
            List<UUID> shown = new ArrayList<>();
            for (UUID space : List.of(Rig.SPACE, project, hidden, beside)) {
                UUID id = rig.submit(OperationRequest.of("test.list", "In a space", space, Values.empty()))
                        .id();
                if (space.equals(Rig.SPACE) || space.equals(project)) {
                    shown.add(0, id);
                }
            }
            assertThat(rig.operations
                            .list(Rig.ALICE, Filter.none().space(Rig.SPACE), PageRequest.first())
                            .items())
                    .extracting(Operation::id)
                    .isEqualTo(shown);
            assertThat(rig.operations
                            .list(Caller.system("test"), Filter.none().space(hidden), PageRequest.first())
                            .items())
                    .hasSize(1);
            assertThat(rig.operations
                            .list(Rig.ALICE, Filter.none().space(hidden), PageRequest.first())
                            .items())
                    .isEmpty();
        }
    }

    @OnEachEngine
    void listsAreFilteredPagedAndCutToWhatTheCallerMaySee(Database database) {
        try (Rig rig = new Rig(database)) {
            UUID elsewhere = new UUID(0, 8);
            List<UUID> mine = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                mine.add(0, rig.submit("test.list").id());
                rig.submit(OperationRequest.of("test.list", "Hidden", elsewhere, Values.empty()));
            }
            Page<Operation> first = rig.operations.list(Rig.ALICE, Filter.none(), PageRequest.first(3));
            Page<Operation> second = rig.operations.list(Rig.ALICE, Filter.none(), new PageRequest(3, first.next()));
            assertThat(first.items()).extracting(Operation::id).isEqualTo(mine.subList(0, 3));
            assertThat(second.items()).extracting(Operation::id).isEqualTo(mine.subList(3, 5));
            assertThat(second.next()).isEmpty();
            Filter filter = Filter.none().status(Status.QUEUED).kind("test.list");
            assertThat(rig.operations
                            .list(Caller.system("test"), filter, PageRequest.first())
                            .items())
                    .hasSize(10);
            Filter other = Filter.none().target("item-1");
            assertThat(rig.operations
                            .list(Rig.ALICE, other, PageRequest.first())
                            .items())
                    .isEmpty();
            Filter hers = Filter.none().requestedBy(Rig.ALICE.subject().id());
            assertThat(rig.operations
                            .list(Caller.system("test"), hers, PageRequest.first())
                            .items())
                    .hasSize(10)
                    .allSatisfy(operation -> assertThat(operation.requestedBy()).isEqualTo(Rig.ALICE.subject()));
            Filter nobodys = Filter.none().requestedBy(new UUID(0, 99));
            assertThat(rig.operations
                            .list(Caller.system("test"), nobodys, PageRequest.first())
                            .items())
                    .isEmpty();
            assertThat(catchThrowableOfType(
                                    PlenumException.class,
                                    () -> rig.operations.list(
                                            Rig.ALICE, Filter.none(), new PageRequest(3, Optional.of("rubbish"))))
                            .code())
                    .isEqualTo("invalid-cursor");
        }
    }

    @OnEachEngine
    void whoMayNotViewAnOperationDoesNotFindIt(Database database) {
        try (Rig rig = new Rig(database)) {
            Operation submitted = rig.submit("test.hidden");
            rig.access.open.clear();
            assertThat(rig.operations.find(Rig.ALICE, submitted.id())).isEmpty();
            assertThat(rig.operations
                            .list(Rig.ALICE, Filter.none(), PageRequest.first())
                            .items())
                    .isEmpty();
            assertThat(catchThrowableOfType(
                                    PlenumException.class,
                                    () -> rig.operations.log(Rig.ALICE, submitted.id(), PageRequest.first()))
                            .code())
                    .isEqualTo("operation-missing");
            assertThat(catchThrowableOfType(
                                    PlenumException.class, () -> rig.operations.cancel(Rig.ALICE, submitted.id()))
                            .code())
                    .isEqualTo("access-denied");
        }
    }

    @OnEachEngine
    void anEndThatCannotBeAuditedIsTriedAgain(Database database) {
        try (Rig rig = new Rig(database)) {
            rig.handle("test.audit", run -> {
                rig.audit.stalled = run.resumeToken().isEmpty();
                run.checkpoint("seen");
                return Outcome.done();
            });
            Operation done = rig.awaitStatus(rig.submit("test.audit"), Status.SUCCEEDED);
            assertThat(done.attempts()).isEqualTo(2);
        }
    }

    @OnEachEngine
    void whatWasRunningWhenTheEngineStoppedGoesOnAtTheNextStart(Database database) {
        Operation submitted;
        CountDownLatch started = new CountDownLatch(1);
        try (Rig rig = new Rig(database)) {
            rig.handle("test.restart", run -> {
                run.checkpoint("half");
                started.countDown();
                Thread.sleep(60_000);
                return Outcome.done();
            });
            submitted = rig.submit("test.restart");
            Rig.await(() -> started.getCount() == 0);
        }
        try (Rig rig = new Rig(database)) {
            rig.handle(
                    "test.restart",
                    run -> new Outcome.Done(Values.of("from", run.resumeToken().orElse(""))));
            assertThat(rig.awaitStatus(submitted, Status.SUCCEEDED).result().text("from"))
                    .contains("half");
        }
    }

    @OnEachEngine
    void permissionsAreDeclared(Database database) {
        try (Rig rig = new Rig(database)) {
            assertThat(rig.permissions.all())
                    .extracting(Permission::name)
                    .containsExactly("operation.view", "operation.cancel", "operation.retry");
        }
    }
}

package coop.plenum.core.operation;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.Operation.Status;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.JdbcDatabase;
import coop.plenum.core.store.Migration;
import coop.plenum.core.store.OnEachEngine;
import coop.plenum.core.store.TestDatabases;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.condition.Condition;

/** A process that works on an operation is killed (SIGKILL); another one goes on with it. */
class ResumeTest {
    private static final int STEPS = 40;

    @TempDir
    Path folder;

    @Test
    void aKilledOperationIsResumedAndDoesEachStepOnceOnH2() throws Exception {
        killAndResume(folder.toString(), () -> TestDatabases.h2(folder));
    }

    @Test
    void aKilledOperationIsResumedAndDoesEachStepOnceOnPostgresql() throws Exception {
        String url = TestDatabases.postgresqlUrl();
        killAndResume(url, () -> TestDatabases.postgresql(url));
    }

    @OnEachEngine
    void aRunWhoseExecutionWasTakenOverMayWriteNoMore(Database database) {
        try (Rig rig = new Rig(database)) {
            AtomicReference<Throwable> refused = new AtomicReference<>();
            rig.handle("test.slow", run -> {
                if (run.resumeToken().isEmpty()) {
                    run.checkpoint("first");
                    database.write(sql -> sql.update("UPDATE operation_schedule SET version = version + 1"));
                    try {
                        run.checkpoint("second");
                    } catch (PlenumException e) {
                        refused.set(e);
                    }
                    database.write(sql -> sql.update("UPDATE operation_schedule SET picked = FALSE"));
                    return Outcome.done();
                }
                return new Outcome.Done(Values.of("from", run.resumeToken().get()));
            });
            Operation submitted = rig.submit("test.slow");
            Rig.await(() -> refused.get() != null);
            // Each submission makes the engine look for what is due.
            Rig.await(() -> {
                rig.submit("test.other");
                return rig.find(submitted).status() == Status.SUCCEEDED;
            });
            Operation done = rig.find(submitted);
            assertThat(done.result().text("from")).contains("first");
            assertThat(refused.get()).hasMessageContaining("elsewhere");
        }
    }

    @Test
    void nothingGoesOnBeforeTheModulesAreUp() throws InterruptedException {
        try (JdbcDatabase database = TestDatabases.h2(folder);
                Rig rig = new Rig(database, NodeIdentity.passing(), Duration.ofSeconds(1))) {
            rig.operations.hold(Duration.ofMinutes(5));
            rig.handle("test.early", run -> Outcome.done());
            Operation submitted = rig.submit("test.early");
            Thread.sleep(1_500);
            assertThat(rig.find(submitted).status()).isEqualTo(Status.QUEUED);
            rig.operations.addModulesReady(Condition.INSTANCE);
            rig.awaitStatus(submitted, Status.SUCCEEDED);
        }
    }

    @Test
    void modulesThatNeverComeUpDoNotHoldTheRestForEver() {
        try (JdbcDatabase database = TestDatabases.h2(folder);
                Rig rig = new Rig(database, NodeIdentity.passing(), Duration.ofSeconds(1))) {
            rig.operations.hold(Duration.ofMillis(1_200));
            rig.handle("test.early", run -> Outcome.done());
            rig.awaitStatus(rig.submit("test.early"), Status.SUCCEEDED);
        }
    }

    @Test
    void aNodeKeepsItsNameAndASecondProcessOnTheFolderGetsAnother() {
        String name;
        try (NodeIdentity first = NodeIdentity.in(folder);
                NodeIdentity second = NodeIdentity.in(folder)) {
            name = first.name();
            assertThat(second.name()).isNotEqualTo(name);
        }
        try (NodeIdentity again = NodeIdentity.in(folder)) {
            assertThat(again.name()).isEqualTo(name);
        }
    }

    private void killAndResume(String place, Supplier<JdbcDatabase> reopen) throws Exception {
        UUID id = runUntilKilled(place);
        try (JdbcDatabase database = reopen.get();
                Rig rig = new Rig(database, NodeIdentity.in(folder))) {
            long before = steps(database).size();
            assertThat(before).isBetween(10L, STEPS - 1L);
            rig.handle("test.steps", run -> work(database, run));
            Rig.await(() ->
                    rig.operations.find(Rig.ALICE, id).orElseThrow().status().ended());
            Operation done = rig.operations.find(Rig.ALICE, id).orElseThrow();
            assertThat(done.status()).isEqualTo(Status.SUCCEEDED);
            assertThat(done.attempts()).isEqualTo(2);
            assertThat(steps(database))
                    .isEqualTo(LongStream.rangeClosed(1, STEPS).boxed().toList());
        }
    }

    private static List<Long> steps(Database database) {
        return database.read(sql -> sql.query("SELECT step FROM steps ORDER BY step", row -> row.number(1)));
    }

    private static Outcome work(Database database, OperationRun run) throws InterruptedException {
        for (int i = run.resumeToken().map(Integer::parseInt).orElse(0) + 1; i <= STEPS; i++) {
            int step = i;
            database.write(sql -> {
                run.checkpoint(Integer.toString(step));
                return sql.update("INSERT INTO steps VALUES (?)", step);
            });
            System.out.println("step " + step);
            Thread.sleep(5);
        }
        return Outcome.done();
    }

    private UUID runUntilKilled(String place) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        place,
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String id = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id ")) {
                    id = line.substring(3);
                } else if (line.equals("step 10")) {
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return UUID.fromString(id);
    }

    /** The process that is killed. */
    static final class Worker {
        private Worker() {}

        public static void main(String[] arguments) throws InterruptedException {
            String place = arguments[0];
            JdbcDatabase database =
                    place.startsWith("jdbc:") ? TestDatabases.postgresql(place) : TestDatabases.h2(Path.of(place));
            database.migrate("test", List.of(Migration.of(1, "Steps", "CREATE TABLE steps (step BIGINT)")));
            Rig rig = new Rig(database, NodeIdentity.in(Path.of(arguments[1])));
            rig.handle("test.steps", run -> work(database, run));
            Operation submitted = rig.submit(OperationRequest.of("test.steps", "Steps", Rig.SPACE, Values.empty()));
            System.out.println("id " + submitted.id());
            Thread.sleep(60_000);
        }
    }
}

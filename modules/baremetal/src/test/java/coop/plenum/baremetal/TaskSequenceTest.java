package coop.plenum.baremetal;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.baremetal.bmc.BmcAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TaskSequenceTest {
    private final FakeBmc bmc = new FakeBmc(new BmcAddress("127.0.0.1", 7, true));
    private final AtomicInteger given = new AtomicInteger();
    private TaskSequence tasks = new TaskSequence();

    private Step run(String key, Optional<String> token, Duration longest, Optional<String> task) throws Exception {
        ResourceRef ref = new ResourceRef(UUID.randomUUID(), Optional.of("x"), "x", Values.empty());
        ActionCall call = new ActionCall("update-firmware", Values.empty(), ref, token, new TestContext(key));
        return tasks.run(call, bmc, longest, patience -> {
            given.incrementAndGet();
            return task;
        });
    }

    private Step run(Optional<String> token) throws Exception {
        return run("k", token, Duration.ofMinutes(5), Optional.of("/tasks/1"));
    }

    @Test
    void aTaskIsWaitedForWithoutAThread() throws Exception {
        bmc.taskOver = false;
        Step.Pending begun = (Step.Pending) run(Optional.empty());
        assertThat(begun.resumeToken()).contains("/tasks/1");
        Step.Pending going = (Step.Pending) run(Optional.of(begun.resumeToken()));
        bmc.taskOver = true;
        assertThat(run(Optional.of(going.resumeToken()))).isInstanceOf(Step.Done.class);
        assertThat(given).hasValue(1);
    }

    @Test
    void whatIsDoneAtOnceIsDone() throws Exception {
        assertThat(run("k", Optional.empty(), Duration.ofMinutes(5), Optional.empty()))
                .isInstanceOf(Step.Done.class);
    }

    @Test
    void theCommandIsGivenOncePerKey() throws Exception {
        bmc.taskOver = false;
        run(Optional.empty());
        assertThat(run(Optional.empty())).isInstanceOf(Step.Pending.class);
        assertThat(given).hasValue(1);
    }

    @Test
    void anotherServerGoesOnFromTheToken() throws Exception {
        bmc.taskOver = false;
        Step.Pending begun = (Step.Pending) run(Optional.empty());
        tasks = new TaskSequence();
        assertThat(run(Optional.of(begun.resumeToken()))).isInstanceOf(Step.Pending.class);
        assertThat(given).hasValue(1);
    }

    @Test
    void aControllerThatRestartsWhileItWritesItselfIsWaitedFor() throws Exception {
        bmc.taskOver = false;
        Step.Pending begun = (Step.Pending) run(Optional.empty());
        bmc.failure = "unreachable";
        Step.Pending waiting = (Step.Pending) run(Optional.of(begun.resumeToken()));
        assertThat(waiting.message()).contains("does not answer");
        bmc.failure = "";
        bmc.taskOver = true;
        assertThat(run(Optional.of(waiting.resumeToken()))).isInstanceOf(Step.Done.class);
    }

    @Test
    void aTaskThatNeverEndsIsGivenUp() throws Exception {
        bmc.taskOver = false;
        Step.Pending begun = (Step.Pending) run("k", Optional.empty(), Duration.ofMillis(-1), Optional.of("/tasks/1"));
        Step given = run(Optional.of(begun.resumeToken()));
        ProviderException cause = ((Step.Failed) given).cause();
        assertThat(cause.code()).isEqualTo("task-not-ended");
    }
}

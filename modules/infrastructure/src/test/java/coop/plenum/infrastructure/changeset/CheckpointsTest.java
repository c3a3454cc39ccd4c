package coop.plenum.infrastructure.changeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.UnitOfWork;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.operation.OperationRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class CheckpointsTest {
    private final StepStates states = new StepStates(2);
    private final Journal journal = new Journal();
    private final Checkpoints checkpoints = new Checkpoints(journal, journal, states);

    /** A process that dies after the first write must find a step's token and what belongs to it, or neither. */
    @Test
    void aTokenIsNotWrittenBeforeWhatBelongsToIt() throws Exception {
        List<Thread> others = new ArrayList<>();
        checkpoints.keep(0, "first", () -> {
            journal.note("entry of the first");
            if (others.isEmpty()) {
                Thread other =
                        new Thread(() -> checkpoints.keep(1, "second", () -> journal.note("entry of the second")));
                others.add(other);
                other.start();
                while (states.token(1).isEmpty()) {
                    Thread.onSpinWait();
                }
            }
        });
        for (Thread other : others) {
            other.join();
        }

        assertThat(journal.units).hasSize(2);
        StepStates first = StepStates.parse(journal.tokens.get(0), 2);
        assertThat(journal.units.get(0)).containsExactly("entry of the first");
        assertThat(first.token(0)).contains("first");
        assertThat(first.token(1)).isEmpty();
        assertThat(journal.units.get(1)).containsExactly("entry of the second");
        assertThat(StepStates.parse(journal.tokens.get(1), 2).token(1)).contains("second");
    }

    @Test
    void aTokenWhoseEntryCannotBeWrittenIsTakenBack() {
        checkpoints.keep(0, "first", () -> {});
        assertThatThrownBy(() -> checkpoints.keep(0, "second", () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        checkpoints.keep(1, "other", () -> {});

        StepStates last = StepStates.parse(journal.tokens.get(journal.tokens.size() - 1), 2);
        assertThat(last.token(0)).contains("first");
        assertThat(last.token(1)).contains("other");
    }

    /** Writes down what each unit of work has made durable. */
    private static final class Journal implements UnitOfWork, OperationRun {
        private final List<List<String>> units = new ArrayList<>();
        private final List<String> tokens = new ArrayList<>();
        private List<String> open = new ArrayList<>();
        private String token = "";

        void note(String entry) {
            open.add(entry);
        }

        @Override
        public <T> T together(Supplier<T> work) {
            open = new ArrayList<>();
            T result = work.get();
            units.add(open);
            tokens.add(token);
            return result;
        }

        @Override
        public void checkpoint(String now) {
            token = now;
        }

        @Override
        public UUID id() {
            return new UUID(0, 1);
        }

        @Override
        public Caller caller() {
            return Caller.system("test");
        }

        @Override
        public UUID space() {
            return new UUID(0, 2);
        }

        @Override
        public Optional<String> target() {
            return Optional.empty();
        }

        @Override
        public Values input() {
            return Values.empty();
        }

        @Override
        public Optional<String> resumeToken() {
            return Optional.empty();
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public void progress(double fraction, String message) {}

        @Override
        public void log(Level level, String message) {}
    }
}

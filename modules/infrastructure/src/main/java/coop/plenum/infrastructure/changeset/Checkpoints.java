package coop.plenum.infrastructure.changeset;

import coop.plenum.api.operation.OperationRun;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes the states of steps durable, for many steps at once: while one writes, the others gather, and the next write
 * takes all of them along. Thread-safe.
 */
final class Checkpoints {
    private final OperationRun run;
    private final StepStates states;
    private final ReentrantLock writing = new ReentrantLock();
    private long changes;
    private long durable;

    Checkpoints(OperationRun run, StepStates states) {
        this.run = run;
        this.states = states;
    }

    /** Keeps a step's token; durable when it returns. */
    void keep(int step, String token) {
        states.keep(step, token);
        long mine = changed();
        writing.lock();
        try {
            if (durable < mine) {
                write();
            }
        } finally {
            writing.unlock();
        }
    }

    private synchronized long changed() {
        return ++changes;
    }

    private synchronized long latest() {
        return changes;
    }

    private void write() {
        long upTo = latest(); // before the text: what comes in between is written at least
        run.checkpoint(states.text());
        durable = upTo;
    }
}

package coop.plenum.infrastructure.changeset;

import coop.plenum.api.UnitOfWork;
import coop.plenum.api.operation.OperationRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes the states of steps durable, for many steps at once: while one writes, the others gather, and the next write
 * takes all of them along. Thread-safe.
 */
final class Checkpoints {
    private final UnitOfWork unit;
    private final OperationRun run;
    private final StepStates states;
    private final ReentrantLock writing = new ReentrantLock();
    private final List<Runnable> waiting = new ArrayList<>();
    private long changes;
    private long durable;

    Checkpoints(UnitOfWork unit, OperationRun run, StepStates states) {
        this.unit = unit;
        this.run = run;
        this.states = states;
    }

    /**
     * Keeps a step's token; durable when it returns. Not to be called within a unit of work: who writes for all could
     * then wait for the connection of one who waits for him.
     *
     * @param entry what is to be written with it; called on the thread of any step, perhaps more than once
     */
    void keep(int step, String token, Runnable entry) {
        states.keep(step, token);
        long mine = changed(entry);
        writing.lock();
        try {
            if (durable < mine) {
                write(entry);
            }
        } finally {
            writing.unlock();
        }
    }

    private synchronized long changed(Runnable entry) {
        waiting.add(entry);
        return ++changes;
    }

    /** What waits, and how many changes that is. */
    private record Gathered(List<Runnable> entries, long upTo) {}

    private synchronized Gathered gathered() {
        return new Gathered(List.copyOf(waiting), changes);
    }

    private synchronized void written(List<Runnable> entries) {
        entries.forEach(waiting::remove);
    }

    private void write(Runnable mine) {
        Gathered gathered = gathered(); // before the text: what comes in between is written at least
        try {
            unit.together(() -> {
                gathered.entries().forEach(Runnable::run);
                run.checkpoint(states.text());
                return run;
            });
        } catch (RuntimeException e) {
            written(List.of(mine)); // this step fails by it; the others try for themselves
            throw e;
        }
        written(gathered.entries());
        durable = gathered.upTo();
    }
}

package coop.plenum.infrastructure.changeset;

import coop.plenum.api.UnitOfWork;
import coop.plenum.api.operation.OperationRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes the states of steps durable, for many steps at once: while one writes, the others gather, and the next write
 * takes all of them along. A step's token is never written without what belongs to it. Thread-safe.
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
        Kept mine = kept(step, token, entry);
        writing.lock();
        try {
            if (durable < mine.number()) {
                write(mine);
            }
        } finally {
            writing.unlock();
        }
    }

    /** What one step keeps. */
    private record Kept(int step, String before, Runnable entry, long number) {}

    private synchronized Kept kept(int step, String token, Runnable entry) {
        String before = states.token(step).orElse("");
        states.keep(step, token);
        waiting.add(entry);
        return new Kept(step, before, entry, ++changes);
    }

    /** What waits, the states with it and with nothing that comes later, and how many changes that is. */
    private record Gathered(List<Runnable> entries, String states, long upTo) {}

    private synchronized Gathered gathered() {
        return new Gathered(List.copyOf(waiting), states.text(), changes);
    }

    private synchronized void written(List<Runnable> entries) {
        entries.forEach(waiting::remove);
    }

    private synchronized void takenBack(Kept mine) {
        waiting.remove(mine.entry());
        states.keep(mine.step(), mine.before());
    }

    private void write(Kept mine) {
        Gathered gathered = gathered();
        try {
            unit.together(() -> {
                gathered.entries().forEach(Runnable::run);
                run.checkpoint(gathered.states());
                return run;
            });
        } catch (RuntimeException e) {
            takenBack(mine); // this step fails by it; the others try for themselves
            throw e;
        }
        written(gathered.entries());
        durable = gathered.upTo();
    }
}

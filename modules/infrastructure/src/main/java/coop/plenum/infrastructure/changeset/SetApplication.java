package coop.plenum.infrastructure.changeset;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.infrastructure.changeset.StepStates.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes steps in the order of their graph, many at a time. A failure stops those that wait for it and no others; those
 * that have the longest way behind them go first.
 */
final class SetApplication {
    /** Connections bound how many are at their providers; the others write what comes before and after a call. */
    private static final int WIDTH = 96;

    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int NAMED = 5;

    /** Takes one step, or goes on with it. Called on many threads, for one step by one at a time. */
    @FunctionalInterface
    interface StepWork {
        Outcome proceed(int step) throws InterruptedException;
    }

    private record Ended(
            int step, @Nullable Outcome outcome, @Nullable Throwable failure) {}

    private record Later(int step, long at) {}

    private final OperationRun run;
    private final StepGraph graph;
    private final List<String> keys;
    private final StepStates states;
    private final StepWork work;
    private final PriorityQueue<Integer> ready;
    private final PriorityQueue<Later> later =
            new PriorityQueue<>((one, other) -> Long.compare(one.at() - other.at(), 0));
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private int running;

    SetApplication(OperationRun run, StepGraph graph, List<String> keys, StepStates states, StepWork work) {
        this.run = run;
        this.graph = graph;
        this.keys = keys;
        this.states = states;
        this.work = work;
        Comparator<Integer> longest = Comparator.comparing(step -> -graph.height(step));
        this.ready = new PriorityQueue<>(longest.thenComparing(step -> step));
    }

    /** Until all steps have ended, or it is to stop: then after those under way have come to a point to go on from. */
    Outcome proceed() throws InterruptedException {
        graph.order().stream().filter(this::mayStart).forEach(ready::add);
        ExecutorService workers = Workers.start("plenum-step", Math.min(WIDTH, Math.max(1, graph.size())));
        try {
            loop(workers);
        } finally {
            workers.shutdownNow();
            if (!workers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                run.log(OperationRun.Level.WARNING, "A step ignores that it is to stop.");
            }
        }
        return outcome();
    }

    private boolean mayStart(int step) {
        State state = states.state(step);
        return (state == State.WAITING || state == State.ACTIVE)
                && graph.before(step).stream().allMatch(earlier -> states.state(earlier) == State.DONE);
    }

    private void loop(ExecutorService workers) throws InterruptedException {
        while (running > 0 || !ready.isEmpty() || !later.isEmpty()) {
            if (run.cancelled()) {
                ready.clear();
                later.clear();
            }
            long now = System.nanoTime();
            while (!later.isEmpty() && later.peek().at() - now <= 0) {
                ready.add(later.remove().step());
            }
            while (running < WIDTH && !ready.isEmpty()) {
                start(workers, ready.remove());
            }
            long wait = later.isEmpty()
                    ? GLANCE
                    : Math.min(GLANCE, Math.max(0, later.peek().at() - now));
            Ended one = ended.poll(wait, TimeUnit.NANOSECONDS);
            while (one != null) {
                take(one);
                one = ended.poll();
            }
        }
    }

    private void start(ExecutorService workers, int step) {
        states.set(step, State.ACTIVE);
        running++;
        workers.execute(() -> {
            try {
                ended.add(new Ended(step, work.proceed(step), null));
            } catch (Throwable e) { // taken by the operation's own thread
                ended.add(new Ended(step, null, e));
            }
        });
    }

    private void take(Ended one) throws InterruptedException {
        running--;
        int step = one.step();
        if (one.failure() != null) {
            thrown(step, one.failure());
        } else if (one.outcome() instanceof Outcome.Pending pending) {
            states.keep(step, pending.resumeToken());
            later.add(new Later(step, System.nanoTime() + pending.pollAfter().toNanos()));
        } else if (one.outcome() instanceof Outcome.Failed failed) {
            failed(step, failed.message());
        } else if (one.outcome() instanceof Outcome.Done) {
            done(step);
        }
        report(step);
    }

    private void thrown(int step, Throwable failure) throws InterruptedException {
        if (failure instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof PlenumException e && !e.code().equals("operation-taken-over")) {
            failed(step, String.valueOf(e.getMessage()));
        } else if (failure instanceof RuntimeException e) {
            throw e;
        }
    }

    private void done(int step) {
        states.end(step, State.DONE, "");
        graph.after(step).stream().filter(this::mayStart).forEach(ready::add);
    }

    private void failed(int step, String message) {
        states.end(step, State.FAILED, message);
        run.log(OperationRun.Level.ERROR, keys.get(step) + ": " + message);
        Deque<Integer> skip = new ArrayDeque<>(graph.after(step));
        while (!skip.isEmpty()) {
            int next = skip.remove();
            if (states.state(next) == State.WAITING) {
                states.end(next, State.SKIPPED, "Not tried, since \"" + keys.get(step) + "\" failed.");
                skip.addAll(graph.after(next));
            }
        }
    }

    private void report(int step) {
        int done = states.count(State.DONE);
        String message = states.message(step);
        run.progress(
                (double) done / graph.size(),
                done + " of " + graph.size() + " steps done"
                        + (message.isEmpty() ? "" : "; " + keys.get(step) + ": " + message));
    }

    private Outcome outcome() {
        int failed = states.count(State.FAILED);
        int done = states.count(State.DONE);
        if (done == graph.size()) {
            return new Outcome.Done(Values.of("steps", done));
        }
        if (failed == 0) {
            return new Outcome.Cancelled();
        }
        List<String> named = new ArrayList<>();
        for (int step = 0; step < graph.size() && named.size() < NAMED; step++) {
            if (states.state(step) == State.FAILED) {
                named.add(keys.get(step) + ": " + states.message(step));
            }
        }
        return new Outcome.Failed(
                "steps-failed",
                "conflict",
                failed + " of " + graph.size() + " steps failed, " + done + " are done and "
                        + (graph.size() - done - failed) + " were not tried. " + String.join(" ", named)
                        + (failed > NAMED ? " ..." : "")
                        + " Mend the cause and apply the change again: it goes on where it stopped.");
    }
}

package coop.plenum.itest.console;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A few browsers that share work, since a page keeps only one processor busy. */
final class Browsers implements AutoCloseable {
    private static final int COUNT = 2;

    private final List<Browser> all = new ArrayList<>();
    private final BlockingQueue<Browser> idle = new LinkedBlockingQueue<>();
    private final ExecutorService workers = Executors.newFixedThreadPool(COUNT);

    Browsers(Supplier<Browser> open) {
        for (int i = 0; i < COUNT; i++) {
            all.add(open.get());
        }
        idle.addAll(all);
    }

    /** Begins when its turn comes; the answer waits for it and throws what it has thrown. */
    Runnable submit(Consumer<Browser> work) {
        Future<?> done = workers.submit(() -> {
            Browser browser = idle.remove();
            try {
                work.accept(browser);
            } finally {
                idle.add(browser);
            }
        });
        return () -> await(done);
    }

    private static void await(Future<?> done) {
        try {
            done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        workers.shutdown();
        all.forEach(Browser::close);
    }
}

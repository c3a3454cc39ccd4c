package coop.plenum.infrastructure.changeset;

import coop.plenum.api.provider.ProviderException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for the steps of one change; they last as long as the work they were started for. */
final class Workers {
    private Workers() {}

    static ExecutorService start(String name, int width) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(width, work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    static <T> T get(Future<T> future) throws ProviderException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof ProviderException failure) {
                throw failure;
            }
            if (cause instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            if (cause instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(cause);
        }
    }
}

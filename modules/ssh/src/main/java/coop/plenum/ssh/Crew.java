package coop.plenum.ssh;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.ssh.client.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Visits many hosts at once. Its threads end when idle. Thread-safe. */
final class Crew implements AutoCloseable {
    /** One that is silent must not hold up the others, and a login costs little but waiting. */
    private static final int AT_ONCE = 32;

    private static final long IDLE_SECONDS = 2;
    private static final long LOOK_MILLIS = 200;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            AT_ONCE, AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                Thread thread = new Thread(work, "ssh");
                thread.setDaemon(true);
                return thread;
            });

    Crew() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** What to do at one host. */
    @FunctionalInterface
    interface Visit<T> {
        T at(Host host, Patience patience) throws ProviderException, InterruptedException;
    }

    /** What came of it: a result or a failure. */
    record Report<T>(Host host, Optional<T> result, Optional<ProviderException> failure) {}

    /** Visits all of them, one permit each; the reports come in the same order. */
    <T> List<Report<T>> visit(List<Host> hosts, Visit<T> visit, OperationContext context) throws InterruptedException {
        AtomicBoolean cancelled = new AtomicBoolean();
        Patience patience = new Patience(context.deadline(), cancelled::get);
        List<Future<Report<T>>> futures = new ArrayList<>();
        try {
            for (Host host : hosts) {
                context.permit(1);
                futures.add(threads.submit(() -> visit(host, visit, patience)));
            }
            List<Report<T>> reports = new ArrayList<>();
            for (int i = 0; i < futures.size(); i++) {
                reports.add(await(hosts.get(i), futures.get(i), context));
            }
            return reports;
        } finally {
            cancelled.set(true);
            futures.forEach(future -> future.cancel(true));
        }
    }

    private static <T> Report<T> visit(Host host, Visit<T> visit, Patience patience) throws InterruptedException {
        try {
            return new Report<>(host, Optional.of(visit.at(host, patience)), Optional.empty());
        } catch (ProviderException e) {
            return new Report<>(host, Optional.empty(), Optional.of(e));
        }
    }

    private static <T> Report<T> await(Host host, Future<Report<T>> future, OperationContext context)
            throws InterruptedException {
        while (true) {
            try {
                return future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (context.cancelled()) {
                    throw new InterruptedException("cancelled while visiting hosts");
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof InterruptedException) {
                    throw new InterruptedException("interrupted while visiting a host");
                }
                return new Report<>(
                        host,
                        Optional.empty(),
                        Optional.of(new ProviderException(
                                Category.INTERNAL,
                                "provider-defect",
                                "The SSH provider failed at " + host.id() + ".",
                                e)));
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            var unused = threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package coop.plenum.infrastructure.provider;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ProviderFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider in use: connects on the first call, bounds how many calls run at once and how long each takes, and closes
 * the provider once the last call has ended, so that nothing is called after {@link Provider#close}. Thread-safe.
 */
public final class OpenConnection {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnection.class);
    private static final String CLOSED = "connection-closed";
    private static final int WAITING = 256;
    private static final Duration IDLE_THREAD = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ProviderFactory factory;
    private final Values settings;
    private final Credentials context;
    private final RateLimit limit;
    private final ThreadPoolExecutor pool;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable Provider provider;
    private final AtomicInteger callers = new AtomicInteger();
    private volatile Instant lastUsed = Instant.now();

    public OpenConnection(
            ProviderFactory factory, Values settings, Credentials context, int callsPerSecond, int concurrency) {
        this.factory = factory;
        this.settings = settings;
        this.context = context;
        this.limit = new RateLimit(callsPerSecond);
        this.pool = new Pool(Math.max(1, concurrency));
    }

    /**
     * Calls the provider on a thread of this connection.
     *
     * @throws ProviderException what the provider threw; TRANSIENT {@code timed-out} after the call's time,
     *     {@code connection-closed} when it was closed meanwhile; INTERNAL for any other exception
     */
    public <T> T call(Call call, ProviderCall<T> work) throws ProviderException, InterruptedException {
        try (Begun<T> begun = begin(call, work)) {
            return begun.await();
        }
    }

    /**
     * Has the provider called while the caller does something else.
     *
     * @return to be closed in any case
     * @throws ProviderException {@code connection-busy}, {@code connection-closed}
     */
    public <T> Begun<T> begin(Call call, ProviderCall<T> work) throws ProviderException {
        Instant deadline = Instant.now().plus(call.timeout());
        CallContext seen = new CallContext(call, deadline, limit, context);
        return new Begun<>(call, deadline, submit(() -> work.on(provider(), seen)));
    }

    /** A call that is under way. For one thread. */
    public final class Begun<T> implements AutoCloseable {
        private final Call call;
        private final Instant deadline;
        private final Future<T> future;

        private Begun(Call call, Instant deadline, Future<T> future) {
            this.call = call;
            this.deadline = deadline;
            this.future = future;
            callers.incrementAndGet();
        }

        /** @throws ProviderException as {@link OpenConnection#call} */
        public T await() throws ProviderException, InterruptedException {
            try {
                return future.get(
                        Math.max(0, Duration.between(Instant.now(), deadline).toMillis()), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw new ProviderException(
                        Category.TRANSIENT,
                        "timed-out",
                        "No answer within " + call.timeout().toSeconds() + " s. Check that the remote system is up.",
                        e);
            } catch (ExecutionException e) {
                throw translate(e.getCause());
            }
        }

        /** On a time-out or interruption the call must not go on unseen. */
        @Override
        public void close() {
            future.cancel(true);
            lastUsed = Instant.now();
            callers.decrementAndGet();
        }
    }

    private <T> Future<T> submit(java.util.concurrent.Callable<T> task) throws ProviderException {
        try {
            return pool.submit(task);
        } catch (RejectedExecutionException e) {
            throw pool.isShutdown()
                    ? closed(e)
                    : new ProviderException(
                            Category.THROTTLED,
                            "connection-busy",
                            "Too many calls wait for this connection. Try again later.",
                            e);
        }
    }

    private Provider provider() throws ProviderException, InterruptedException {
        Provider open = provider;
        if (open != null) {
            return open;
        }
        connecting.lockInterruptibly();
        try {
            open = provider;
            if (open == null) {
                open = factory.connect(settings, context);
                provider = open;
            }
            return open;
        } finally {
            connecting.unlock();
        }
    }

    private ProviderException translate(@Nullable Throwable cause) {
        if (cause instanceof ProviderException failure) {
            return failure;
        }
        if (cause instanceof InterruptedException) {
            return closed(cause);
        }
        LOG.warn("The provider {} failed unexpectedly.", factory.getClass().getName(), cause);
        return new ProviderException(
                Category.INTERNAL,
                "provider-failed",
                "The provider failed unexpectedly; the server's log says more.",
                cause == null ? new IllegalStateException("no cause") : cause);
    }

    /** Whether a call failed because this side closed the connection, which says nothing about the other side. */
    public static boolean wasClosed(ProviderException failure) {
        return failure.code().equals(CLOSED);
    }

    private static ProviderException closed(Throwable cause) {
        return new ProviderException(
                Category.TRANSIENT,
                CLOSED,
                "The connection was closed meanwhile, by an edit or because its module goes. Try again.",
                cause);
    }

    boolean isOf(ProviderFactory other) {
        return factory == other;
    }

    /** About to be used, so not idle. */
    void touch() {
        lastUsed = Instant.now();
    }

    boolean idleSince(Instant moment) {
        return callers.get() == 0 && lastUsed.isBefore(moment);
    }

    /** Takes no more calls; closes the provider when the running ones have ended. Does not wait. */
    void retire() {
        pool.shutdown();
    }

    /** Interrupts running calls, waits for them for some seconds and closes the provider. */
    public void close() {
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn(
                        "A call to {} ignores interruption.", factory.getClass().getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Threads end when idle; the provider is closed after the last call. */
    private final class Pool extends ThreadPoolExecutor {
        private final AtomicInteger number = new AtomicInteger();

        Pool(int width) {
            super(width, width, IDLE_THREAD.toSeconds(), TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING));
            allowCoreThreadTimeOut(true);
            setThreadFactory(this::thread);
        }

        private Thread thread(Runnable work) {
            Thread thread =
                    new Thread(work, "plenum-connection-" + context.connection() + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            // Embedded SDKs find their parts by the context class loader; it must be their own bundle's.
            thread.setContextClassLoader(factory.getClass().getClassLoader());
            return thread;
        }

        @Override
        protected void terminated() {
            // that was for the calls: a provider that is interrupted while it takes its leave keeps sessions open
            Thread.interrupted();
            Provider open = provider;
            if (open != null) {
                try {
                    open.close();
                } catch (RuntimeException e) {
                    LOG.warn("{} could not be closed.", open.getClass().getName(), e);
                }
            }
        }
    }
}

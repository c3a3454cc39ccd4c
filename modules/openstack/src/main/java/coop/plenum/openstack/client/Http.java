package coop.plenum.openstack.client;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.http.AnswerTooLargeException;
import coop.plenum.api.provider.http.BoundedBody;
import coop.plenum.api.provider.http.PinnedTrust;
import coop.plenum.api.provider.http.UntrustedCertificateException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of one connection. It begins with the first request and leaves no thread after {@link #close}: Java 17
 * cannot close its client, whose selector thread would run on until the garbage collector finds it. The client is
 * therefore made by a thread of a group, to which the selector then belongs, and the group is interrupted.
 */
final class Http implements AutoCloseable {
    private static final int THREADS = 8;
    private static final long IDLE_SECONDS = 5;
    /** How often who waits looks whether the answer is still wanted. */
    private static final long GLANCE_MILLIS = 250;
    /** More than a page of a thousand servers takes. */
    private static final int LARGEST_ANSWER = 32 * 1024 * 1024;

    private final Set<String> fingerprints;
    private final Duration timeout;
    private @Nullable Engine engine;
    private boolean closed;

    Http(Set<String> fingerprints, Duration timeout) {
        this.fingerprints = fingerprints;
        this.timeout = timeout;
    }

    /** A client with its threads; one and another are never the same. */
    private static final class Engine {
        private final HttpClient client;
        private final ThreadGroup group;
        private final ThreadPoolExecutor threads;
        private final SeenAnswers answers = new SeenAnswers();
        private int users;

        Engine(HttpClient client, ThreadGroup group, ThreadPoolExecutor threads) {
            this.client = client;
            this.group = group;
            this.threads = threads;
        }

        void stop() {
            threads.shutdownNow();
            group.interrupt();
        }
    }

    private synchronized Engine engine() throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("The connection is closed.");
        }
        Engine running = engine;
        if (running == null) {
            running = start();
            engine = running;
        }
        running.users++;
        return running;
    }

    /** Uses none of the connections any more: answers on them may be to other requests. */
    synchronized void outOfStep() {
        engine = null;
    }

    private synchronized void retire(Engine used) {
        if (engine == used) {
            engine = null;
        }
    }

    /** The last one to leave an engine that nobody will enter any more stops it. */
    private synchronized void leave(Engine used) {
        if (--used.users == 0 && engine != used) {
            used.stop();
        }
    }

    private Engine start() throws InterruptedException {
        ThreadGroup group = new ThreadGroup("openstack");
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(group, work, "openstack-http");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        CompletableFuture<HttpClient> made = new CompletableFuture<>();
        Thread maker = new Thread(group, () -> make(made, threads), "openstack-http-start");
        maker.setDaemon(true);
        maker.start();
        try {
            return new Engine(made.get(), group, threads);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The HTTP client did not start.", e);
        }
    }

    private void make(CompletableFuture<HttpClient> made, ThreadPoolExecutor threads) {
        try {
            made.complete(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(timeout)
                    .sslContext(PinnedTrust.context(fingerprints))
                    .executor(threads)
                    .build());
        } catch (RuntimeException e) {
            made.completeExceptionally(e);
        }
    }

    /**
     * Sends one request and waits for the whole answer, however slowly it trickles, until the time-out or the deadline,
     * whichever is first.
     *
     * @param whom the service, for messages
     */
    HttpResponse<byte[]> send(String whom, HttpRequest request, OperationContext context)
            throws ProviderException, InterruptedException {
        context.permit(1);
        Duration left = Duration.between(Instant.now(), context.deadline());
        Duration wait = left.compareTo(timeout) < 0 ? left : timeout;
        if (wait.isNegative() || wait.isZero()) {
            throw new ProviderException(
                    Category.TRANSIENT, "deadline-exceeded", "There was no time left to ask " + whom + ".");
        }
        Engine used = engine();
        CompletableFuture<HttpResponse<byte[]>> answer = used.client.sendAsync(
                request, RepeatedBody.handler(used.answers, () -> retire(used), BoundedBody.handler(LARGEST_ANSWER)));
        try {
            return await(answer, wait, context);
        } catch (TimeoutException e) {
            throw unreachable(whom, "it did not answer in time", e);
        } catch (ExecutionException e) {
            throw failure(whom, e.getCause() == null ? e : e.getCause());
        } finally {
            answer.cancel(true);
            leave(used);
        }
    }

    private static HttpResponse<byte[]> await(
            CompletableFuture<HttpResponse<byte[]>> answer, Duration wait, OperationContext context)
            throws TimeoutException, ExecutionException, InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            try {
                return answer.get(Math.max(1, Math.min(left, GLANCE_MILLIS)), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (context.cancelled()) {
                    throw new InterruptedException("cancelled while waiting for an answer");
                }
                if (left <= GLANCE_MILLIS) {
                    throw e;
                }
            }
        }
    }

    private static ProviderException failure(String whom, Throwable cause) {
        Optional<UntrustedCertificateException> refused = UntrustedCertificateException.in(cause);
        if (refused.isPresent()) {
            return new ProviderException(
                    Category.AUTHENTICATION,
                    "tls-untrusted",
                    "The certificate of " + whom + " is not trusted. Its SHA-256 fingerprint is "
                            + refused.get().fingerprint()
                            + ". Compare it with what the cloud's operator says, then pin it.",
                    "certificateFingerprints",
                    null,
                    cause);
        }
        if (cause instanceof SSLException) {
            return new ProviderException(
                    Category.TRANSIENT, "tls-failed", whom + " does not speak TLS that we can agree on.", cause);
        }
        if (cause instanceof ConnectException) {
            return cause.getCause() instanceof UnresolvedAddressException
                    ? new ProviderException(
                            Category.TRANSIENT,
                            "unknown-host",
                            "No address is known for the host of " + whom + ".",
                            cause)
                    : unreachable(whom, "it refused the connection", cause);
        }
        if (isRepeated(cause)) {
            return unreachable(whom, "what came was the answer to an earlier request", cause);
        }
        if (cause instanceof AnswerTooLargeException) {
            return new ProviderException(
                    Category.INTERNAL, "answer-too-large", whom + " sent an answer that is too large.", cause);
        }
        return cause instanceof IOException
                ? unreachable(whom, "the connection broke or timed out", cause)
                : new ProviderException(
                        Category.INTERNAL, "provider-defect", "The request to " + whom + " could not be made.", cause);
    }

    private static boolean isRepeated(Throwable cause) {
        return cause instanceof RepeatedBody.Repeated || cause.getCause() instanceof RepeatedBody.Repeated;
    }

    private static ProviderException unreachable(String whom, String why, Throwable cause) {
        return new ProviderException(
                Category.TRANSIENT,
                "unreachable",
                "No answer from " + whom + ": " + why + ". Check the address, the network and that the service is up.",
                cause);
    }

    @Override
    public synchronized void close() {
        closed = true;
        Engine running = engine;
        engine = null;
        if (running != null) {
            running.stop();
        }
    }
}

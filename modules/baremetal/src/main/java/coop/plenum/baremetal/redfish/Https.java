package coop.plenum.baremetal.redfish;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.http.AnswerTooLargeException;
import coop.plenum.api.provider.http.BoundedBody;
import coop.plenum.api.provider.http.PinnedTrust;
import coop.plenum.api.provider.http.UntrustedCertificateException;
import coop.plenum.baremetal.bmc.Patience;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * HTTPS for all controllers of a connection. Starts nothing before the first request and leaves nothing after
 * {@link #close}: in Java 17 a client cannot be closed and its selector thread runs until the garbage collector finds
 * the client. But that thread belongs to the group in which the client was made, and ends when it is interrupted.
 */
public final class Https implements AutoCloseable {
    private static final int THREADS = 8;
    private static final long IDLE_SECONDS = 5;
    /** More than any sane controller sends. */
    private static final int LARGEST_ANSWER = 8 * 1024 * 1024;

    private final Set<String> fingerprints;
    private final Duration timeout;
    private @Nullable Running running;
    private boolean closed;

    /** @param fingerprints of the certificates to trust; empty: what the Java runtime trusts */
    public Https(Set<String> fingerprints, Duration timeout) {
        this.fingerprints = Set.copyOf(fingerprints);
        this.timeout = timeout;
    }

    private record Running(HttpClient client, ThreadGroup group, ExecutorService threads) {}

    private synchronized HttpClient client() throws ProviderException, InterruptedException {
        if (closed) {
            throw new ProviderException(Category.TRANSIENT, "connection-closed", "The connection is closed.");
        }
        if (running == null) {
            running = start();
        }
        return running.client();
    }

    private Running start() throws InterruptedException {
        ThreadGroup group = new ThreadGroup("baremetal-https");
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(group, work, "baremetal-https");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        AtomicReference<HttpClient> made = new AtomicReference<>();
        Thread maker = new Thread(
                group,
                () -> made.set(HttpClient.newBuilder()
                        .sslContext(PinnedTrust.context(fingerprints))
                        .connectTimeout(timeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(threads)
                        .build()),
                "baremetal-https-start");
        maker.start();
        maker.join();
        HttpClient client = made.get();
        if (client == null) {
            throw new IllegalStateException("The HTTPS client did not start.");
        }
        return new Running(client, group, threads);
    }

    /**
     * Sends one request and waits for the whole answer, however slowly it trickles, no longer than the time-out.
     *
     * @param whom the controller, for messages
     */
    HttpResponse<byte[]> send(Object whom, HttpRequest.Builder request, Patience patience)
            throws ProviderException, InterruptedException {
        Duration left = Duration.between(Instant.now(), patience.deadline());
        Duration wait = left.compareTo(timeout) < 0 ? left : timeout;
        if (wait.isNegative() || wait.isZero()) {
            throw new ProviderException(
                    Category.TRANSIENT, "deadline-exceeded", "There was no time left to ask " + whom + ".");
        }
        return send(whom, request, wait);
    }

    HttpResponse<byte[]> send(Object whom, HttpRequest.Builder request, Duration wait)
            throws ProviderException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(request.build(), BoundedBody.handler(LARGEST_ANSWER));
        try {
            return answer.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unreachable(whom, "it did not answer in time", e);
        } catch (ExecutionException e) {
            throw failure(whom, e.getCause() == null ? e : e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static ProviderException failure(Object whom, Throwable cause) {
        Optional<UntrustedCertificateException> untrusted = UntrustedCertificateException.in(cause);
        if (untrusted.isPresent()) {
            return new ProviderException(
                    Category.AUTHENTICATION,
                    "tls-untrusted",
                    "The certificate of " + whom + " is not trusted. Its SHA-256 fingerprint is "
                            + untrusted.get().fingerprint()
                            + ". Compare it with what the controller itself shows, then pin it.",
                    "certificateFingerprints",
                    null,
                    cause);
        }
        if (cause instanceof SSLException) {
            return new ProviderException(
                    Category.TRANSIENT, "tls-failed", whom + " does not speak TLS that we can agree on.", cause);
        }
        if (cause instanceof HttpTimeoutException) {
            return unreachable(whom, "it did not answer in time", cause);
        }
        if (cause instanceof ConnectException) {
            boolean unknown = cause.getCause() instanceof UnresolvedAddressException;
            return unknown
                    ? new ProviderException(
                            Category.TRANSIENT,
                            "unknown-host",
                            "No address is known for the host of " + whom + ".",
                            cause)
                    : unreachable(whom, "it refused the connection", cause);
        }
        if (cause instanceof AnswerTooLargeException) {
            return new ProviderException(
                    Category.INTERNAL, "protocol-error", whom + " sent an answer that is too large.", cause);
        }
        if (cause instanceof IOException) {
            return unreachable(whom, "the connection broke", cause);
        }
        return new ProviderException(
                Category.INTERNAL, "provider-defect", "The request to " + whom + " could not be made.", cause);
    }

    /** The SHA-256 fingerprint of a certificate that was not trusted, where that was the failure. */
    public static Optional<String> fingerprint(ProviderException failure) {
        return UntrustedCertificateException.in(failure).map(UntrustedCertificateException::fingerprint);
    }

    private static ProviderException unreachable(Object whom, String why, Throwable cause) {
        return new ProviderException(
                Category.TRANSIENT,
                "unreachable",
                "No HTTPS answer from " + whom + ": " + why
                        + ". Check the address, the network and that Redfish is enabled on the controller.",
                cause);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (running != null) {
            running.threads().shutdownNow();
            running.group().interrupt();
            running = null;
        }
    }
}

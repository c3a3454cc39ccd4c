package coop.plenum.aws.account;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.http.AnswerTooLargeException;
import coop.plenum.api.provider.http.BoundedBody;
import coop.plenum.api.provider.http.UntrustedCertificateException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The way to AWS of one connection, shared by the clients of all services. Begins with the first request. Thread-safe. */
public final class Transport implements AutoCloseable {
    /** How often who waits looks whether the answer is still wanted. */
    private static final long GLANCE_MILLIS = 250;
    /** More than a page of a thousand servers takes. */
    private static final int LARGEST_ANSWER = 32 * 1024 * 1024;

    private final Settings settings;
    private @Nullable Engine engine;
    private boolean closed;

    public Transport(Settings settings) {
        this.settings = settings;
    }

    private synchronized HttpClient client() throws InterruptedException, ProviderException {
        if (closed) {
            throw new ProviderException(Category.TRANSIENT, "connection-closed", "The connection is closed.");
        }
        Engine running = engine;
        if (running == null) {
            running = Engine.start(settings);
            engine = running;
        }
        return running.client();
    }

    /** As {@link coop.plenum.aws.api.AwsAccount#send}. */
    HttpResponse<byte[]> send(String whom, HttpRequest request, OperationContext context)
            throws ProviderException, InterruptedException {
        context.permit(1);
        Duration left = Duration.between(Instant.now(), context.deadline());
        Duration wait = left.compareTo(settings.timeout()) < 0 ? left : settings.timeout();
        if (wait.isNegative() || wait.isZero()) {
            throw new ProviderException(
                    Category.TRANSIENT, "deadline-exceeded", "There was no time left to ask " + whom + ".");
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(request, BoundedBody.handler(LARGEST_ANSWER));
        try {
            return await(answer, wait, context);
        } catch (TimeoutException e) {
            throw unreachable(whom, "it did not answer in time", e);
        } catch (ExecutionException e) {
            throw failure(whom, e.getCause() == null ? e : e.getCause());
        } finally {
            answer.cancel(true);
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

    private ProviderException failure(String whom, Throwable cause) {
        Optional<UntrustedCertificateException> refused = UntrustedCertificateException.in(cause);
        if (refused.isPresent()) {
            return new ProviderException(
                    Category.AUTHENTICATION,
                    "tls-untrusted",
                    "The certificate of " + whom + " is not trusted. Its SHA-256 fingerprint is "
                            + refused.get().fingerprint()
                            + ". Compare it with what the operator says, then pin it or give its authority.",
                    "certificateFingerprints",
                    null,
                    cause);
        }
        if (cause instanceof SSLException) {
            return new ProviderException(
                    Category.TRANSIENT, "tls-failed", whom + " does not speak TLS that we can agree on.", cause);
        }
        if (cause instanceof ConnectException && cause.getCause() instanceof UnresolvedAddressException) {
            return new ProviderException(
                    Category.TRANSIENT,
                    "unknown-host",
                    "No address is known for the host of " + whom
                            + ". Check the names of the regions, the endpoint, and that this server resolves names.",
                    settings.endpoint().isPresent() ? "endpoint" : "regions",
                    null,
                    cause);
        }
        if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
            return unreachable(whom, "it refused the connection", cause);
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

    private static ProviderException unreachable(String whom, String why, Throwable cause) {
        return new ProviderException(
                Category.TRANSIENT,
                "unreachable",
                "No answer from " + whom + ": " + why + ". Check the network and, where one is given, the endpoint.",
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

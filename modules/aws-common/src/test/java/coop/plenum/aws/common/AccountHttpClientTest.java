package coop.plenum.aws.common;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.api.AwsCredentials;
import coop.plenum.testkit.FakeOperationContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

class AccountHttpClientTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration A_WHILE = Duration.ofMillis(200);

    private final Waiting account = new Waiting();
    private final AccountHttpClient client = new AccountHttpClient(account, "EC2", new ReentrantLock(true));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        account.answers.release(100);
        threads.shutdownNow();
    }

    @Test
    void aListWaitsUntilTheAnswerToAnotherIsThere() throws Exception {
        CompletableFuture<Void> first = asked(new ListContext(FakeOperationContext.create()));
        assertThat(account.cameWithin(SOON)).isTrue();
        CompletableFuture<Void> second = asked(new ListContext(FakeOperationContext.create()));
        assertThat(account.cameWithin(A_WHILE)).isFalse();
        account.answers.release();
        first.get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(account.cameWithin(SOON)).isTrue();
        account.answers.release();
        second.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void otherCallsDoNotWaitForLists() throws Exception {
        CompletableFuture<Void> list = asked(new ListContext(FakeOperationContext.create()));
        assertThat(account.cameWithin(SOON)).isTrue();
        CompletableFuture<Void> other = asked(FakeOperationContext.create());
        assertThat(account.cameWithin(SOON)).isTrue();
        account.answers.release(2);
        CompletableFuture.allOf(list, other).get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private CompletableFuture<Void> asked(OperationContext context) {
        return CompletableFuture.runAsync(
                () -> {
                    new Current(context, new AwsCredentials("AKIATEST", "secret", Optional.empty())).begin();
                    try {
                        client.prepareRequest(HttpExecuteRequest.builder()
                                        .request(SdkHttpFullRequest.builder()
                                                .method(SdkHttpMethod.POST)
                                                .uri(URI.create("http://127.0.0.1:1/"))
                                                .build())
                                        .build())
                                .call();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    } finally {
                        Current.end();
                    }
                },
                threads);
    }

    /** Answers when it is let. */
    private static final class Waiting implements AwsAccount {
        private final Semaphore came = new Semaphore(0);
        private final Semaphore answers = new Semaphore(0);

        private boolean cameWithin(Duration time) throws InterruptedException {
            return came.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public HttpResponse<byte[]> send(String whom, HttpRequest request, OperationContext context)
                throws InterruptedException {
            came.release();
            answers.acquire();
            return new Empty(request);
        }

        @Override
        public List<String> regions() {
            return List.of("eu-west-1");
        }

        @Override
        public Optional<URI> endpoint() {
            return Optional.empty();
        }

        @Override
        public Values settings() {
            return Values.empty();
        }

        @Override
        public AwsCredentials credentials(OperationContext context) {
            throw new IllegalStateException("not asked for here");
        }

        @Override
        public void refused(AwsCredentials credentials) {}
    }

    private record Empty(HttpRequest request) implements HttpResponse<byte[]> {
        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public Optional<HttpResponse<byte[]>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (name, value) -> true);
        }

        @Override
        public byte[] body() {
            return new byte[0];
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}

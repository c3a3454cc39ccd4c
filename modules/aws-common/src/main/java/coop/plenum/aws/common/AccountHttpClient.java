package coop.plenum.aws.common;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.api.AwsAccount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Has the client of AWS send its requests by way of the account, for the operation that the calling thread is at. */
final class AccountHttpClient implements SdkHttpClient {
    /** What the JDK's client sets by itself. */
    private static final Set<String> OF_THE_JDK = Set.of("host", "content-length", "connection", "expect", "upgrade");

    private final AwsAccount account;
    private final String whom;
    private final Lock lists;

    /**
     * @param whom the service, for messages
     * @param lists to be held while a request of a list is under way
     */
    AccountHttpClient(AwsAccount account, String whom, Lock lists) {
        this.account = account;
        this.whom = whom;
        this.lists = lists;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return send(request);
            }

            @Override
            public void abort() {
                // the account gives up by itself when the calling thread is interrupted
            }
        };
    }

    private HttpExecuteResponse send(HttpExecuteRequest request) throws IOException {
        HttpRequest sent = translated(request);
        try {
            OperationContext context = Current.context();
            return translated(
                    context instanceof ListContext ? sendInTurn(sent, context) : account.send(whom, sent, context));
        } catch (ProviderException e) {
            throw new Carried(e);
        } catch (InterruptedException e) {
            throw new Carried(e);
        }
    }

    private HttpResponse<byte[]> sendInTurn(HttpRequest sent, OperationContext context)
            throws ProviderException, InterruptedException {
        lists.lockInterruptibly();
        try {
            return account.send(whom, sent, context);
        } finally {
            lists.unlock();
        }
    }

    private static HttpRequest translated(HttpExecuteRequest request) throws IOException {
        SdkHttpRequest http = request.httpRequest();
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(http.getUri()).method(http.method().name(), body(request));
        http.forEachHeader((name, values) -> {
            if (!OF_THE_JDK.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        return builder.build();
    }

    private static HttpRequest.BodyPublisher body(HttpExecuteRequest request) throws IOException {
        if (request.contentStreamProvider().isEmpty()) {
            return HttpRequest.BodyPublishers.noBody();
        }
        ContentStreamProvider content = request.contentStreamProvider().get();
        try (InputStream stream = content.newStream()) {
            byte[] bytes = stream.readAllBytes();
            return bytes.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(bytes);
        }
    }

    private static HttpExecuteResponse translated(HttpResponse<byte[]> response) {
        SdkHttpFullResponse.Builder head = SdkHttpFullResponse.builder().statusCode(response.statusCode());
        response.headers().map().forEach(head::putHeader);
        return HttpExecuteResponse.builder()
                .response(head.build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(response.body())))
                .build();
    }

    @Override
    public void close() {
        // the way belongs to the account
    }

    @Override
    public String clientName() {
        return "Account";
    }
}

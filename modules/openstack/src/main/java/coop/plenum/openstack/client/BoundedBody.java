package coop.plenum.openstack.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Collects an answer, but never more of it than a page of a thousand servers can take, and nothing of one that has come
 * before: then the connection, whose next answers would be to other requests, too, is closed before anybody uses it again.
 */
final class BoundedBody implements BodySubscriber<byte[]> {
    static final int LARGEST = 32 * 1024 * 1024;

    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream so = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription flow;

    private final boolean repeated;

    private BoundedBody(boolean repeated) {
        this.repeated = repeated;
    }

    /** @param onRepeated called before the connection can be used again */
    static BodyHandler<byte[]> handler(SeenAnswers seen, Runnable onRepeated) {
        return head -> {
            boolean repeated = !seen.isNew(head.headers());
            if (repeated) {
                onRepeated.run();
            }
            return new BoundedBody(repeated);
        };
    }

    /** It was the answer to another request. */
    static final class Repeated extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** There was more. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        flow = given;
        if (repeated) {
            given.cancel();
            whole.completeExceptionally(new Repeated());
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            so.writeBytes(bytes);
        }
        Flow.Subscription given = flow;
        if (so.size() > LARGEST) {
            whole.completeExceptionally(new TooLarge());
            if (given != null) {
                given.cancel();
            }
        } else if (given != null) {
            given.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(so.toByteArray());
    }
}

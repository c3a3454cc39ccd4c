package coop.plenum.openstack.client;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The body of an answer that has come before. Nothing of it is taken in, and the connection, whose next answers would be to
 * other requests, too, is closed before anybody uses it again.
 */
final class RepeatedBody implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> refused = new CompletableFuture<>();

    private RepeatedBody() {}

    /**
     * @param onRepeated called before the connection can be used again
     * @param fresh takes in what has not come before
     */
    static BodyHandler<byte[]> handler(SeenAnswers seen, Runnable onRepeated, BodyHandler<byte[]> fresh) {
        return head -> {
            if (seen.isNew(head.headers())) {
                return fresh.apply(head);
            }
            onRepeated.run();
            return new RepeatedBody();
        };
    }

    /** It was the answer to another request. */
    static final class Repeated extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return refused;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.cancel();
        refused.completeExceptionally(new Repeated());
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        // nothing was asked for
    }

    @Override
    public void onError(Throwable failure) {
        refused.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        refused.completeExceptionally(new Repeated());
    }
}

package coop.plenum.baremetal.redfish;

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

/** Takes in an answer's body, but no more than any sane controller sends. */
final class LimitedBody implements BodySubscriber<byte[]> {
    private static final int LARGEST = 8 * 1024 * 1024;

    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    private LimitedBody() {}

    static BodyHandler<byte[]> handler() {
        return info -> new LimitedBody();
    }

    /** The body went past the limit. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void onSubscribe(Flow.Subscription taken) {
        subscription = taken;
        taken.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            content.writeBytes(part);
        }
        if (content.size() > LARGEST && subscription != null) {
            subscription.cancel();
            body.completeExceptionally(new TooLarge());
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(content.toByteArray());
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }
}

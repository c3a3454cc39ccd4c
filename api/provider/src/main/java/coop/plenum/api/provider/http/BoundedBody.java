package coop.plenum.api.provider.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes in an answer whole, but never more of it than it may have: a remote system that goes mad, or somebody in its place,
 * must not take all memory. Of what is too large the rest is not read, the connection is closed, and the answer fails with
 * an {@link AnswerTooLargeException}.
 */
public final class BoundedBody implements BodySubscriber<byte[]> {
    private final int largest;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream soFar = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    private BoundedBody(int largest) {
        this.largest = largest;
    }

    /**
     * For as many answers as one likes.
     *
     * @param largest bytes that an answer may have
     */
    public static BodyHandler<byte[]> handler(int largest) {
        return head -> new BoundedBody(largest);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            soFar.writeBytes(bytes);
        }
        Flow.Subscription given = subscription;
        if (soFar.size() > largest) {
            whole.completeExceptionally(new AnswerTooLargeException(largest));
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
        whole.complete(soFar.toByteArray());
    }
}

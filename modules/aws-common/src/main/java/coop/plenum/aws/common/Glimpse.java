package coop.plenum.aws.common;

import coop.plenum.api.provider.ProviderException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked for by a right of its own, so that it may be denied for one resource and told for the next: the
 * resource itself is there all the same.
 *
 * @param value empty when it was denied
 * @param <R> what is told
 */
public record Glimpse<R>(Optional<R> value) {
    /** Asks for it. */
    @FunctionalInterface
    public interface Question<R> {
        R ask() throws ProviderException, InterruptedException;
    }

    /** @throws ProviderException for all that is no denial */
    public static <R> Glimpse<R> of(Question<R> question) throws ProviderException, InterruptedException {
        try {
            return new Glimpse<>(Optional.of(question.ask()));
        } catch (ProviderException e) {
            if (isDenial(e)) {
                return new Glimpse<>(Optional.empty());
            }
            throw e;
        }
    }

    /** Whether the policies of the identity, or of the resource itself, do not allow it. */
    public static boolean isDenial(ProviderException e) {
        return e.code().equals(Faults.DENIED);
    }

    public boolean isDenied() {
        return value.isEmpty();
    }

    /** As the reading of an {@link Attribute} has it: null for what is not known. */
    public @Nullable R orNull() {
        return value.orElse(null);
    }

    public R orElse(R other) {
        return value.orElse(other);
    }

    /** What must be known before anything is changed. */
    public R require(String what) throws ProviderException {
        return value.orElseThrow(() -> Faults.hidden(what));
    }
}

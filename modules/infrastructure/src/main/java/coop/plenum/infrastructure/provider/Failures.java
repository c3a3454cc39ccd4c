package coop.plenum.infrastructure.provider;

import coop.plenum.api.PlenumException;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.ProviderException;
import java.util.List;
import java.util.Locale;

/** A provider's failure in the words of the platform. */
public final class Failures {
    private Failures() {}

    public static String name(ProviderException.Category category) {
        return category.name().toLowerCase(Locale.ROOT);
    }

    public static Outcome.Failed outcome(ProviderException failure) {
        return new Outcome.Failed(failure.code(), name(failure.category()), failure.getMessage());
    }

    public static PlenumException exception(ProviderException failure) {
        PlenumException.Category category = switch (failure.category()) {
            case USER -> PlenumException.Category.INVALID;
            case CONFLICT -> PlenumException.Category.CONFLICT;
            case THROTTLED -> PlenumException.Category.THROTTLED;
            case AUTHENTICATION, MISSING, TRANSIENT, UNSUPPORTED, INTERNAL -> PlenumException.Category.REMOTE;
        };
        return new PlenumException(
                category,
                failure.code(),
                failure.getMessage(),
                List.of(),
                failure.retryAfter().orElse(null),
                failure);
    }

    /** For a thread that was interrupted while it waited for a provider on a person's behalf. */
    public static PlenumException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new PlenumException(
                PlenumException.Category.UNAVAILABLE, "interrupted", "The server is stopping. Try again.", cause);
    }
}

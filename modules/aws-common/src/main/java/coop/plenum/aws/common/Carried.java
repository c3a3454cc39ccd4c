package coop.plenum.aws.common;

import coop.plenum.api.provider.ProviderException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Carries what the client of AWS does not know of through it, to be thrown anew behind it. */
final class Carried extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    Carried(ProviderException cause) {
        super(cause);
    }

    Carried(InterruptedException cause) {
        super(cause);
    }

    /** Throws what is carried, if anything is. */
    static void unload(Throwable thrown) throws ProviderException, InterruptedException {
        @Nullable Throwable at = thrown;
        while (at != null) {
            if (at instanceof Carried && at.getCause() instanceof ProviderException failure) {
                throw failure;
            }
            if (at instanceof Carried && at.getCause() instanceof InterruptedException interrupt) {
                throw interrupt;
            }
            at = at.getCause();
        }
    }
}

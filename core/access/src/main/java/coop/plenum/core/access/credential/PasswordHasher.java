package coop.plenum.core.access.credential;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Hashes and verifies passwords, a few at a time: each takes 19 MiB and a core, and many log-ins at once must not take
 * them all. Thread-safe.
 */
@Component(service = PasswordHasher.class)
public final class PasswordHasher {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore permits;

    @Activate
    public PasswordHasher() {
        this.permits =
                new Semaphore(Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors())));
    }

    public String hash(char[] password) {
        return limited(() -> Argon2.hash(password));
    }

    /** @param hash empty for an unknown login, which then takes as long as a wrong password */
    public boolean verify(Optional<String> hash, char[] password) {
        if (password.length > PasswordPolicy.MAX_LENGTH) {
            return false;
        }
        return limited(() -> {
            boolean right = Argon2.verify(hash.orElse(Argon2.NOBODY), password);
            return right && hash.isPresent();
        });
    }

    private <T> T limited(Supplier<T> work) {
        try {
            if (!permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    private static PlenumException busy() {
        return new PlenumException(
                Category.THROTTLED,
                "too-many-attempts",
                "Too many people are logging in at this moment. Try again in a few seconds.",
                List.of(),
                PATIENCE,
                null);
    }
}

package coop.plenum.example;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** What makes a remote system remote: calls take time, and some fail. Thread-safe. */
final class Faults {
    /** Names of the ways to fail. */
    static final String[] CATEGORIES = Arrays.stream(Category.values())
            .map(category -> category.name().toLowerCase(Locale.ROOT))
            .toArray(String[]::new);

    private final SimulatorSettings settings;
    private final Random random;

    Faults(SimulatorSettings settings) {
        this.settings = settings;
        this.random = new Random(settings.seed()); // the same seed fails at the same calls
    }

    /** One remote call: waits for its turn, takes its time, and fails as often as it shall. */
    void remoteCall(OperationContext context) throws ProviderException, InterruptedException {
        context.permit(1);
        Thread.sleep(settings.latencyMillis());
        if (settings.failureRate() > 0 && random.nextDouble() < settings.failureRate()) {
            throw failure(settings.failure());
        }
    }

    static ProviderException failure(Category category) {
        Duration retryAfter = category == Category.THROTTLED ? Duration.ofSeconds(2) : null;
        return new ProviderException(
                category,
                "simulated-" + category.name().toLowerCase(Locale.ROOT),
                "This failure is simulated, as the connection's settings or an action ask for.",
                null,
                retryAfter,
                null);
    }
}

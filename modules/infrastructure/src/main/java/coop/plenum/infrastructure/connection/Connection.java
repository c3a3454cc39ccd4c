package coop.plenum.infrastructure.connection;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.infrastructure.provider.ConnectionAccess;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A connection as its item says.
 *
 * @param access what it takes to open it; a change of it opens it anew
 * @param syncEvery empty: only on demand
 * @param health what the last contact gave
 */
public record Connection(Item item, ConnectionAccess access, Optional<Duration> syncEvery, Health health) {
    public static final String TYPE = "infrastructure.connection";
    public static final Duration SYNC_EVERY = Duration.ofMinutes(15);
    public static final Duration SYNC_AT_MOST_EVERY = Duration.ofSeconds(10);
    public static final String OFF = "off";
    static final int CALLS_PER_SECOND = 20;
    static final int CONCURRENCY = 4;

    public static Connection of(Item item) {
        Values values = item.values();
        SecretsFor now = SecretsFor.of(values);
        return new Connection(
                item,
                new ConnectionAccess(
                        now.provider(),
                        now.settings(),
                        secrets(values.nested("secrets")),
                        secrets(values.nested("pendingSecrets")),
                        secrets(values.nested("previousSecrets")),
                        SecretsFor.confirmed(values).differences(now),
                        number(values, "callsPerSecond", CALLS_PER_SECOND),
                        number(values, "concurrency", CONCURRENCY)),
                values.text("syncEvery").map(Connection::interval).orElse(Optional.of(SYNC_EVERY)),
                Health.of(values));
    }

    public UUID id() {
        return item.id();
    }

    public UUID space() {
        return item.space();
    }

    public String title() {
        return item.title();
    }

    /** Empty for "off"; what cannot be read counts as the default. */
    private static Optional<Duration> interval(String text) {
        if (text.equals(OFF)) {
            return Optional.empty();
        }
        try {
            Duration every = Duration.parse(text);
            return Optional.of(every.compareTo(SYNC_AT_MOST_EVERY) < 0 ? SYNC_AT_MOST_EVERY : every);
        } catch (DateTimeParseException e) {
            return Optional.of(SYNC_EVERY);
        }
    }

    private static int number(Values values, String name, int otherwise) {
        return (int) Math.max(1, Math.min(1000, values.integer(name).orElse(otherwise)));
    }

    private static Map<String, SecretRef> secrets(Values references) {
        Map<String, SecretRef> secrets = new LinkedHashMap<>();
        references.forEach((field, reference) -> {
            try {
                secrets.put(field, SecretRef.parse(String.valueOf(reference)));
            } catch (PlenumException e) {
                // Left out: opening the connection then says that the field is empty.
            }
        });
        return secrets;
    }
}

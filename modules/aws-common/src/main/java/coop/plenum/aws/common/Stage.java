package coop.plenum.aws.common;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import java.time.Duration;
import java.time.Instant;

/**
 * What a change waits for; it is the resume token, so it outlives a restart.
 *
 * @param word what is waited for
 * @param since when the waiting began
 * @param rest the external id of the resource, or what else is needed to go on
 */
public record Stage(String word, Instant since, String rest) {
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int PARTS = 3;

    public static Stage of(String word, String rest) {
        return new Stage(word, Instant.ofEpochSecond(Instant.now().getEpochSecond()), rest);
    }

    public static Stage parse(String token) throws ProviderException {
        String[] parts = token.split(":", PARTS);
        if (parts.length != PARTS || !parts[1].matches("\\d{1,12}")) {
            throw foreign();
        }
        return new Stage(parts[0], Instant.ofEpochSecond(Long.parseLong(parts[1])), parts[2]);
    }

    public static ProviderException foreign() {
        return new ProviderException(Category.INTERNAL, "invalid-resume-token", "The resume token is not one of ours.");
    }

    public boolean is(String other) {
        return word.equals(other);
    }

    public boolean isOlderThan(Duration age) {
        return since.plus(age).isBefore(Instant.now());
    }

    public Step.Pending pending(String message) {
        return new Step.Pending(word + ":" + since.getEpochSecond() + ":" + rest, POLL, message);
    }
}

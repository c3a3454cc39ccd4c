package coop.plenum.openstack.resource;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a change waits for; it is the resume token, so it outlives a restart.
 *
 * @param word what is waited for
 * @param id of the resource, or what else is needed to go on
 */
public record Stage(String word, String id) {
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Pattern MISSES = Pattern.compile("^missed (\\d+):");
    /** Looks in a row without an answer, each with tries of its own, until it is given up. */
    private static final int MOST = 30;

    /** @throws ProviderException category INTERNAL when it is not one of ours */
    public static Stage parse(String text) throws ProviderException {
        String token = MISSES.matcher(text).replaceFirst("");
        int colon = token.indexOf(':');
        if (colon <= 0) {
            throw new ProviderException(
                    Category.INTERNAL, "invalid-resume-token", "The resume token is not one of ours.");
        }
        return new Stage(token.substring(0, colon), token.substring(colon + 1));
    }

    static Optional<Stage> of(Optional<String> token) throws ProviderException {
        return token.isPresent() ? Optional.of(parse(token.get())) : Optional.empty();
    }

    public boolean is(String other) {
        return word.equals(other);
    }

    public Step.Pending pending(String message) {
        return new Step.Pending(word + ":" + id, POLL, message);
    }

    /**
     * How it goes on when a call failed. The cloud has been told and works on it, so an answer that is missing while it is
     * waited for says nothing about that: it is looked again, for some minutes.
     *
     * @param token that the call was made with; empty: nothing had been told before it
     */
    public static Step missed(Optional<String> token, ProviderException cause) {
        boolean passes = cause.category() == Category.TRANSIENT || cause.category() == Category.THROTTLED;
        if (token.isEmpty() || !passes) {
            return Step.failed(cause);
        }
        Matcher before = MISSES.matcher(token.get());
        int misses = before.find() ? Integer.parseInt(before.group(1)) + 1 : 1;
        return misses > MOST
                ? Step.failed(cause)
                : new Step.Pending(
                        "missed " + misses + ":" + before.replaceFirst(""),
                        cause.retryAfter().orElse(POLL),
                        "The cloud cannot be asked how far it is: " + cause.getMessage());
    }
}

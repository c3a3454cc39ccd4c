package coop.plenum.openstack.resource;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import java.time.Duration;

/**
 * What a change waits for; it is the resume token, so it outlives a restart.
 *
 * @param word what is waited for
 * @param id of the resource, or what else is needed to go on
 */
public record Stage(String word, String id) {
    private static final Duration POLL = Duration.ofSeconds(2);

    public static Stage parse(String token) throws ProviderException {
        int colon = token.indexOf(':');
        if (colon <= 0) {
            throw new ProviderException(
                    Category.INTERNAL, "invalid-resume-token", "The resume token is not one of ours.");
        }
        return new Stage(token.substring(0, colon), token.substring(colon + 1));
    }

    public boolean is(String other) {
        return word.equals(other);
    }

    public Step.Pending pending(String message) {
        return new Step.Pending(word + ":" + id, POLL, message);
    }
}

package coop.plenum.aws.common;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.util.List;
import java.util.Optional;

/**
 * Where a list goes on: in which region, and after which token of AWS. Regions are listed one after the other.
 *
 * @param after empty at the beginning of a region
 */
record PageToken(String region, String after) {
    private static final String PREFIX = "at:";

    /** @param regions empty string for what is the same in all */
    static PageToken parse(Optional<String> token, List<String> regions) throws ProviderException {
        if (token.isEmpty()) {
            return new PageToken(regions.get(0), "");
        }
        String text = token.get();
        int end = text.indexOf(':', PREFIX.length());
        if (!text.startsWith(PREFIX) || end < 0 || !regions.contains(text.substring(PREFIX.length(), end))) {
            throw new ProviderException(Category.USER, "invalid-page", "The page token is not one of ours.");
        }
        return new PageToken(text.substring(PREFIX.length(), end), text.substring(end + 1));
    }

    /** @param next of AWS; empty at the end of a region */
    Optional<String> next(Optional<String> next, List<String> regions) {
        if (next.isPresent()) {
            return Optional.of(PREFIX + region + ":" + next.get());
        }
        int following = regions.indexOf(region) + 1;
        return following < regions.size() ? Optional.of(PREFIX + regions.get(following) + ":") : Optional.empty();
    }
}

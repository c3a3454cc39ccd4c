package coop.plenum.aws.common;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;

/**
 * Where a resource is: its id, and the region, since most ids hold in one region only.
 *
 * @param region empty for what is the same in all regions
 */
public record Place(String region, String id) {
    private static final char SEPARATOR = '/';

    /** From an external id of a type that lives in regions. */
    public static Place regional(String externalId) {
        int end = externalId.indexOf(SEPARATOR);
        return end < 0
                ? new Place("", externalId)
                : new Place(externalId.substring(0, end), externalId.substring(end + 1));
    }

    public static Place global(String id) {
        return new Place("", id);
    }

    public String externalId() {
        return region.isEmpty() ? id : region + SEPARATOR + id;
    }

    /** What a reference leads to, as AWS calls it. */
    public static Place of(String reference) throws ProviderException {
        return References.isThere(reference)
                ? regional(References.externalId(reference))
                : new Place("", fail(reference));
    }

    private static String fail(String reference) throws ProviderException {
        throw new ProviderException(
                Category.USER, "invalid-reference", "\"" + reference + "\" leads to nothing on this connection.");
    }
}

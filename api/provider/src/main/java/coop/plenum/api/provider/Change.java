package coop.plenum.api.provider;

import coop.plenum.api.Values;
import java.util.Optional;

/**
 * One change to one resource.
 *
 * <p>A reference is {@code external:<type>:<externalId>}. While a change is validated and planned it may also be the id of
 * an item that has no resource yet: that of one which the same change will make. By the time it is applied it has one.
 *
 * @param before the values now; empty for a create
 * @param after the settable values wanted; empty for a delete
 * @param resumeToken of the {@link Step.Pending} before; empty on the first call
 */
public record Change(Kind kind, ResourceRef ref, Values before, Values after, Optional<String> resumeToken) {
    /** What is to be done. */
    public enum Kind {
        CREATE,
        UPDATE,
        DELETE
    }
}

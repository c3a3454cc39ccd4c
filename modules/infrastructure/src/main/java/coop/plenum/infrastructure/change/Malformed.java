package coop.plenum.infrastructure.change;

import coop.plenum.api.PlenumException;
import coop.plenum.api.content.Item;
import java.util.function.Supplier;

/**
 * Changes are items, and who may create them can also make an empty one by hand. Such a one must not fail in a way that
 * looks like a defect, nor stand in the way of others.
 */
final class Malformed {
    private Malformed() {}

    /** @throws PlenumException {@code malformed-change} where the change cannot be read */
    static <T> T checked(Item change, Supplier<T> read) {
        try {
            return read.get();
        } catch (RuntimeException e) {
            throw new PlenumException(
                    PlenumException.Category.CONFLICT,
                    "malformed-change",
                    "The change \"" + change.title()
                            + "\" cannot be read: it was not drafted as a change. Delete it, and"
                            + " draft it by POST /api/v1/ext/infrastructure/changes.",
                    e);
        }
    }
}

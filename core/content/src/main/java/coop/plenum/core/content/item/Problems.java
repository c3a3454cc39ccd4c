package coop.plenum.core.content.item;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with items, so that all of it is reported at once. */
final class Problems {
    private static final int MOST = 100;

    private final List<Violation> violations = new ArrayList<>();

    void add(String pointer, String code, String message) {
        if (violations.size() < MOST) {
            violations.add(new Violation(pointer, code, message));
        }
    }

    /** @throws PlenumException {@code invalid-item} if there is any */
    void throwIfAny() {
        if (!violations.isEmpty()) {
            Violation first = violations.get(0);
            throw PlenumException.invalid(
                    "invalid-item",
                    (violations.size() == 1 ? "There is a problem" : "There are " + violations.size() + " problems")
                            + " with the item, " + (violations.size() == 1 ? "" : "the first ") + "at \""
                            + first.pointer() + "\": " + first.message(),
                    violations);
        }
    }

    /** A member of an object as part of a JSON Pointer. */
    static String escape(String member) {
        return member.replace("~", "~0").replace("/", "~1");
    }
}

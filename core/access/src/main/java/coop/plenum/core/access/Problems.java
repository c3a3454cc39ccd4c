package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Collects all that is wrong with the names and titles of an input. */
final class Problems {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,189}");
    private static final int LONGEST_TITLE = 200;

    private final List<Violation> violations = new ArrayList<>();

    Problems name(String name) {
        if (!NAME.matcher(name).matches()) {
            violations.add(new Violation(
                    "/name", "invalid-name", "Use 1 to 63 letters a-z, digits and hyphens, no hyphen at the ends."));
        }
        return this;
    }

    Problems title(String pointer, String title) {
        if (title.isBlank() || title.length() > LONGEST_TITLE || title.chars().anyMatch(Character::isISOControl)) {
            violations.add(new Violation(
                    pointer,
                    "invalid-title",
                    "Use 1 to " + LONGEST_TITLE + " characters, not only white space, no control characters."));
        }
        return this;
    }

    Problems email(String email) {
        if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
            violations.add(new Violation("/email", "invalid-email", "Write an address such as ann@example.org."));
        }
        return this;
    }

    /** @throws PlenumException with all of them, if there are any */
    void refuse(String code, String what) {
        if (!violations.isEmpty()) {
            throw PlenumException.invalid(code, what + " is not valid: see the list of errors.", violations);
        }
    }

    static PlenumException stale(String what, long expected, long current) {
        return new PlenumException(
                PlenumException.Category.STALE,
                "stale-revision",
                "The " + what + " has been changed: revision " + current + " is the current one, not " + expected
                        + ". Read it again and repeat the change.");
    }
}

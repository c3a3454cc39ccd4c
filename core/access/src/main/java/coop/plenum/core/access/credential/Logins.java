package coop.plenum.core.access.credential;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form of login names: lower case, so that no two differ by case alone. */
public final class Logins {
    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,127}");

    private Logins() {}

    /** The stored form; empty when the text cannot be anybody's login. */
    public static Optional<String> normalize(String login) {
        return Optional.of(login.strip().toLowerCase(Locale.ROOT))
                .filter(normal -> LOGIN.matcher(normal).matches());
    }

    /** @throws PlenumException {@code invalid-login} */
    public static String require(String login) {
        return normalize(login).orElseThrow(() -> {
            String message =
                    "A login begins with a letter or digit, and has at most 128 letters a-z, digits and . _ @ + -";
            return PlenumException.invalid(
                    "invalid-login", message, List.of(new Violation("/login", "invalid-login", message)));
        });
    }
}

package coop.plenum.openstack.dns;

import coop.plenum.api.PlenumException.Violation;
import java.util.Optional;
import java.util.regex.Pattern;

/** What may be the name of a zone or of a record set. */
final class DomainNames {
    private static final int LONGEST = 253;
    /** A star may stand first, and services and keys begin with underscores. */
    private static final Pattern NAME =
            Pattern.compile("(?:\\*\\.)?(?:(?!-)[A-Za-z0-9_-]{1,63}(?<!-)\\.)+(?!-)[A-Za-z0-9-]{1,63}(?<!-)");

    private DomainNames() {}

    static Optional<Violation> problem(String name) {
        if (name.endsWith(".")) {
            return Optional.of(
                    new Violation("/name", "invalid-value", "The name is written without the dot at its end."));
        }
        return name.length() <= LONGEST && NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        new Violation("/name", "invalid-value", "A whole name such as www.example.com is expected."));
    }
}

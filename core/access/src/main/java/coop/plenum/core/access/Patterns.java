package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.core.access.model.PermissionSet;
import coop.plenum.core.store.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Permission patterns as they are stored, and the test whether they mean anything. */
final class Patterns {
    private static final String CODE = "unknown-permission";

    private Patterns() {}

    static String write(Set<String> patterns) {
        return Json.writeAny(patterns.stream().sorted().toList());
    }

    static Set<String> read(String json) {
        Set<String> patterns = new LinkedHashSet<>();
        if (Json.readAny(json) instanceof List<?> list) {
            list.forEach(element -> patterns.add(String.valueOf(element)));
        }
        return patterns;
    }

    /**
     * @param known permissions that exist, or that the role has had before
     * @throws PlenumException {@code unknown-permission}, with all of them
     */
    static void check(Set<String> patterns, Predicate<String> known) {
        List<Violation> violations = new ArrayList<>();
        int index = 0;
        for (String pattern : patterns) {
            if (!PermissionSet.wellFormed(pattern)) {
                violations.add(new Violation(
                        "/permissions/" + index,
                        CODE,
                        "\"" + pattern + "\" is no permission; write a name such as item.view, or *, *.view, item.*"));
            } else if (!PermissionSet.wildcard(pattern) && !known.test(pattern)) {
                violations.add(new Violation(
                        "/permissions/" + index,
                        CODE,
                        "No permission named " + pattern + " exists; is its module installed?"));
            }
            index++;
        }
        if (!violations.isEmpty()) {
            throw PlenumException.invalid(CODE, violations.size() + " of the permissions are unknown.", violations);
        }
    }
}

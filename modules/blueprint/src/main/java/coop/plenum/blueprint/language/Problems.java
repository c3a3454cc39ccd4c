package coop.plenum.blueprint.language;

import coop.plenum.api.PlenumException;
import coop.plenum.blueprint.yaml.Place;
import java.util.ArrayList;
import java.util.List;

/** Collects all that is wrong. Not for use by several threads. */
public final class Problems {
    /** Enough to correct; a text of a thousand mistakes gets no answer of a thousand. */
    private static final int MOST = 100;

    private final List<Problem> problems = new ArrayList<>();

    void add(Place place, String pointer, String code, String message) {
        if (problems.size() < MOST) {
            problems.add(new Problem(place, pointer, code, message));
        }
    }

    public List<Problem> all() {
        return List.copyOf(problems);
    }

    /** @throws PlenumException {@code invalid-blueprint} with all that is wrong */
    public void check() {
        if (!problems.isEmpty()) {
            throw PlenumException.invalid(
                    "invalid-blueprint",
                    "The blueprint cannot be used as it is; see the errors.",
                    problems.stream().map(Problem::violation).toList());
        }
    }

    /** A name as part of a JSON Pointer (RFC 6901). */
    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}

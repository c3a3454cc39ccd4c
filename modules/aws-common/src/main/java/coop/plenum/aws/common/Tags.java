package coop.plenum.aws.common;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Tags as people see them: without the name, which is a field, and without AWS's and Plenum's own. */
public final class Tags {
    public static final String NAME = "Name";
    private static final String OF_AWS = "aws:";
    private static final String OF_PLENUM = "plenum:";

    private Tags() {}

    /** From a client's objects. */
    public static <G> Map<String, String> of(Collection<G> tags, Function<G, String> key, Function<G, String> value) {
        Map<String, String> map = new TreeMap<>();
        tags.forEach(tag -> map.put(key.apply(tag), value.apply(tag)));
        return map;
    }

    /** To a client's objects. */
    public static <G> Set<G> to(Map<String, String> tags, java.util.function.BiFunction<String, String, G> tag) {
        Set<G> all = new java.util.LinkedHashSet<>();
        new TreeMap<>(tags).forEach((key, value) -> all.add(tag.apply(key, value)));
        return all;
    }

    static Map<String, String> ofPeople(Map<String, String> tags) {
        Map<String, String> some = new TreeMap<>(tags);
        some.keySet().removeIf(Tags::isTaken);
        return some;
    }

    /** Whether people cannot set it as a tag. */
    public static boolean isTaken(String key) {
        return key.equals(NAME) || key.startsWith(OF_AWS) || key.startsWith(OF_PLENUM);
    }

    /** What stands for something else is refused: it would be wanted and never be seen. */
    static void requireOfPeople(Values values) throws ProviderException {
        for (String key : values.nested("tags").asMap().keySet()) {
            if (isTaken(key)) {
                throw Faults.user(
                        "tags",
                        key.equals(NAME)
                                ? "The tag Name is the field name; set that."
                                : "The tag \"" + key + "\" cannot be set: what begins with aws: or plenum: is taken.");
            }
        }
    }

    static Map<String, String> wanted(Values values) {
        Map<String, String> wanted = new TreeMap<>();
        values.nested("tags").forEach((key, value) -> {
            if (!isTaken(key)) {
                wanted.put(key, String.valueOf(value));
            }
        });
        return wanted;
    }

    /** Those that are there and no longer wanted. */
    static Set<String> unwanted(Map<String, String> there, Map<String, String> wanted) {
        Set<String> unwanted = new TreeSet<>(ofPeople(there).keySet());
        unwanted.removeAll(wanted.keySet());
        return unwanted;
    }
}

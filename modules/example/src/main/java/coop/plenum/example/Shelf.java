package coop.plenum.example;

import coop.plenum.api.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The resources of one kind, by number. Only what was changed takes memory: the rest is computed when looked at. An
 * effect with a key that was seen before is not repeated. Thread-safe.
 */
final class Shelf {
    private static final int REMEMBERED = 10_000;
    private static final Pattern TRAILING_DIGITS = Pattern.compile("[0-9]{1,9}$");

    private final String prefix;
    private final int original;
    private final IntFunction<Values> generator;
    private final TreeMap<Integer, Optional<Values>> changed = new TreeMap<>();
    private final Map<String, Integer> done = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };
    private int next;

    Shelf(String prefix, int count, IntFunction<Values> generator) {
        this.prefix = prefix;
        this.original = count;
        this.generator = generator;
        this.next = count;
    }

    /** {@code srv-000017}; written by hand since a list of 100,000 makes many. */
    static String id(String prefix, int number) {
        String digits = String.valueOf(number);
        return prefix + "-" + "0".repeat(Math.max(0, 6 - digits.length())) + digits;
    }

    String id(int number) {
        return id(prefix, number);
    }

    /** One more than the highest number ever given. */
    synchronized int size() {
        return next;
    }

    synchronized Optional<Values> get(int number) {
        Optional<Values> here = changed.get(number);
        if (here != null) {
            return here;
        }
        return number >= 0 && number < original ? Optional.of(generator.apply(number)) : Optional.empty();
    }

    /** The number behind an external id; empty also for those of another shelf. */
    Optional<Integer> number(String externalId) {
        if (!externalId.startsWith(prefix + "-")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.valueOf(externalId.substring(prefix.length() + 1)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Finds by a field that is unique on this shelf; generated names end in their number. */
    synchronized Optional<Integer> find(String field, String name) {
        return Stream.concat(trailingNumber(name).stream(), changed.keySet().stream())
                .filter(number -> get(number)
                        .flatMap(values -> values.get(field))
                        .filter(name::equals)
                        .isPresent())
                .findFirst();
    }

    private static Optional<Integer> trailingNumber(String name) {
        Matcher digits = TRAILING_DIGITS.matcher(name);
        return digits.find() ? Optional.of(Integer.valueOf(digits.group())) : Optional.empty();
    }

    synchronized int create(String key, Values values) {
        return done.computeIfAbsent(key, seen -> {
            changed.put(next, Optional.of(values));
            return next++;
        });
    }

    /** Changes once per key, if the resource is there. */
    synchronized void change(String key, int number, UnaryOperator<Values> how) {
        if (done.putIfAbsent(key, number) == null) {
            change(number, how);
        }
    }

    synchronized void change(int number, UnaryOperator<Values> how) {
        get(number).ifPresent(values -> changed.put(number, Optional.of(how.apply(values))));
    }

    synchronized void remove(int number) {
        changed.put(number, Optional.empty());
    }

    synchronized boolean knows(String key) {
        return done.containsKey(key);
    }
}

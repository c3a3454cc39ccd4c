package coop.plenum.example;

import coop.plenum.api.Values;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The resources of one kind, by number. Only what was changed takes memory: the rest is computed when looked at. An
 * effect with a key that was seen before is not repeated. Thread-safe.
 */
final class Shelf {
    private static final int REMEMBERED = 10_000;
    private static final Pattern MOMENT = Pattern.compile("([0-9a-f-]{36}):([0-9]{1,15})");
    private static final Pattern TRAILING_DIGITS = Pattern.compile("[0-9]{1,9}$");

    private final String prefix;
    private final int original;
    private final IntFunction<Values> generator;
    private final String identity;
    private final TreeMap<Integer, Optional<Values>> changed = new TreeMap<>();
    /** Which of those that were changed bear a name. */
    private final Map<Object, TreeSet<Integer>> named = new HashMap<>();

    private final Map<String, Integer> done = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };
    private int next;
    /** The numbers of what was touched, the oldest first; which one that is, counted from the beginning, is {@code first}. */
    private final ArrayDeque<Integer> touched = new ArrayDeque<>();

    private long first;
    private final String life = UUID.randomUUID().toString();

    /** @param identity the field that tells one from the others */
    Shelf(String prefix, String identity, int count, IntFunction<Values> generator) {
        this.prefix = prefix;
        this.identity = identity;
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

    /** Finds by what tells one from the others; generated names end in their number. */
    synchronized Optional<Integer> find(String name) {
        return trailingNumber(name)
                .filter(number -> get(number)
                        .flatMap(values -> values.get(identity))
                        .filter(name::equals)
                        .isPresent())
                .or(() -> Optional.ofNullable(named.get(name)).map(TreeSet::first));
    }

    private void put(int number, Optional<Values> values) {
        touched.addLast(number);
        if (touched.size() > REMEMBERED) {
            touched.removeFirst();
            first++;
        }
        Optional<Values> before =
                Optional.ofNullable(changed.put(number, values)).flatMap(now -> now);
        before.flatMap(was -> was.get(identity))
                .ifPresent(name -> named.computeIfPresent(name, (same, numbers) -> {
                    numbers.remove(number);
                    return numbers.isEmpty() ? null : numbers;
                }));
        values.flatMap(is -> is.get(identity))
                .ifPresent(name ->
                        named.computeIfAbsent(name, none -> new TreeSet<>()).add(number));
    }

    private static Optional<Integer> trailingNumber(String name) {
        Matcher digits = TRAILING_DIGITS.matcher(name);
        return digits.find() ? Optional.of(Integer.valueOf(digits.group())) : Optional.empty();
    }

    /** Names this moment. */
    synchronized String moment() {
        return life + ":" + (first + touched.size());
    }

    /** What was touched since a {@link #moment}, each once; empty when that is not known, such as of another shelf. */
    synchronized Optional<Set<Integer>> touchedSince(String moment) {
        Matcher parts = MOMENT.matcher(moment);
        if (!parts.matches() || !parts.group(1).equals(life)) {
            return Optional.empty();
        }
        long since = Long.parseLong(parts.group(2)) - first;
        return since < 0
                ? Optional.empty()
                : Optional.of(touched.stream().skip(since).collect(Collectors.toCollection(TreeSet::new)));
    }

    synchronized int create(String key, Values values) {
        return done.computeIfAbsent(key, seen -> {
            put(next, Optional.of(values));
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
        get(number).ifPresent(values -> put(number, Optional.of(how.apply(values))));
    }

    synchronized void remove(int number) {
        put(number, Optional.empty());
    }

    synchronized boolean knows(String key) {
        return done.containsKey(key);
    }
}

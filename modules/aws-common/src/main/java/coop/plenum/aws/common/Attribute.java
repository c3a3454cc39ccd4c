package coop.plenum.aws.common;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a field of a content type is told by AWS. What is empty there is absent here.
 *
 * @param target content type that a reference points to; else empty
 * @param global whether the target's ids are the same in all regions
 * @param created whether it is set when the resource is made
 * @param updated whether it can be changed later
 * @param observed whether AWS tells it
 * @param <T> the client's object
 */
public record Attribute<T>(
        String field,
        Reading<T> reading,
        String target,
        boolean global,
        boolean created,
        boolean updated,
        boolean observed) {

    /** Takes the value out of the client's object: a text, a number, an instant, a list, a map; an id of a reference. */
    @FunctionalInterface
    public interface Reading<T> {
        @Nullable
        Object of(T there);
    }

    /** Stands for where the resource is, which the client's objects do not tell. */
    private static final Reading<Object> WHERE = there -> null;

    /** The region; told for what follows something else, or set once. */
    @SuppressWarnings("unchecked") // it reads nothing of what it is given
    static <T> Attribute<T> region(boolean chosen) {
        return new Attribute<>("region", (Reading<T>) WHERE, "", false, chosen, false, true);
    }

    /** One that is only told. */
    public static <T> Attribute<T> told(String field, Reading<T> reading) {
        return new Attribute<>(field, reading, "", false, false, false, true);
    }

    /** One that is set once. */
    public static <T> Attribute<T> fixed(String field, Reading<T> reading) {
        return new Attribute<>(field, reading, "", false, true, false, true);
    }

    /** One that can be changed. */
    public static <T> Attribute<T> free(String field, Reading<T> reading) {
        return new Attribute<>(field, reading, "", false, true, true, true);
    }

    /** One that is set once and never told. */
    public static <T> Attribute<T> secretive(String field) {
        return new Attribute<>(field, there -> null, "", false, true, false, false);
    }

    /** One that can be changed and is never told, such as a password. */
    public static <T> Attribute<T> untold(String field) {
        return new Attribute<>(field, there -> null, "", false, true, true, false);
    }

    /** A reference to what is in the same region. */
    public Attribute<T> to(String type) {
        return new Attribute<>(field, reading, type, false, created, updated, observed);
    }

    /** A reference to what is the same in all regions. */
    public Attribute<T> toGlobal(String type) {
        return new Attribute<>(field, reading, type, true, created, updated, observed);
    }

    Optional<Object> value(T there, String region) {
        if (reading == WHERE) {
            return Optional.of(region);
        }
        return observed ? here(reading.of(there), region) : Optional.empty();
    }

    private Optional<Object> here(@Nullable Object there, String region) {
        if (there instanceof Collection<?> some) {
            List<?> list = target.isEmpty()
                    ? List.copyOf(some)
                    : some.stream().map(id -> reference(id, region)).sorted().toList();
            return list.isEmpty() ? Optional.empty() : Optional.of(list);
        }
        if (there == null || there.equals("") || there.equals(Map.of())) {
            return Optional.empty();
        }
        if (there instanceof Instant instant) {
            return Optional.of(instant.toString());
        }
        return Optional.of(target.isEmpty() ? there : reference(there, region));
    }

    private String reference(Object id, String region) {
        return References.to(target, new Place(global ? "" : region, String.valueOf(id)).externalId());
    }

    /** {@code IN_USE} there, {@code in-use} here. */
    public static @Nullable String word(@Nullable String there) {
        return there == null
                ? null
                : there.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }
}

package coop.plenum.core.content.query;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.core.content.field.FieldCodec;
import coop.plenum.core.store.Dialect;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list: by one value, then by id in the same direction; items without the value come last in both
 * directions.
 */
record Sort(Target target, boolean descending) {
    static final String DEFAULT = "-updatedAt";

    /** @throws PlenumException {@code invalid-sort} */
    static Sort of(Schema schema, String text) {
        boolean descending = text.startsWith("-");
        String name = text.substring(descending ? 1 : 0);
        Target target = (name.startsWith("values.") ? schema.field(name.substring(7)) : schema.named(name))
                .orElseThrow(() -> invalid("There is no field \"" + name + "\" to sort by here."));
        if (target.name().equals("createdAt") && target.index() == null) {
            // Ids carry the time of creation, so their order is the same, and they have an index anyway.
            target = schema.named("id").orElseThrow();
        }
        if (target.index() == null || target.several() || !target.codec().can(FieldCodec.Use.ORDER)) {
            throw invalid("\"" + name + "\" cannot be sorted by.");
        }
        return new Sort(target, descending);
    }

    private static PlenumException invalid(String message) {
        return PlenumException.invalid(
                "invalid-sort", message, List.of(new Violation("/sort", "invalid-sort", message)));
    }

    boolean byId() {
        return target.column().equals("t.id");
    }

    String direction() {
        return descending ? " DESC" : "";
    }

    /** The comparison that is true for what comes later. */
    String later() {
        return descending ? "<" : ">";
    }

    String order() {
        return byId() ? "t.id" + direction() : target.key() + direction() + ", t.id" + direction();
    }

    /** The order in memory, of rows of several tables, as the engine has it. */
    <T> Comparator<Hit<T>> comparator(Dialect dialect) {
        Comparator<Hit<T>> within = Comparator.<Hit<T>, Object>comparing(
                        hit -> hit.key() == null ? "" : hit.key(), (a, b) -> compare(a, b, dialect))
                .thenComparing(Hit::id, Sort::unsigned);
        return Comparator.<Hit<T>>comparingInt(hit -> hit.key() == null ? 1 : 0)
                .thenComparing(descending ? within.reversed() : within);
    }

    private static int compare(Object a, Object b, Dialect dialect) {
        if (a instanceof String left && b instanceof String right) {
            return dialect == Dialect.H2 ? left.compareTo(right) : byCodePoints(left, right);
        }
        if (a instanceof Long left && b instanceof Long right) {
            return left.compareTo(right);
        }
        if (a instanceof BigDecimal left && b instanceof BigDecimal right) {
            return left.compareTo(right);
        }
        if (a instanceof Instant left && b instanceof Instant right) {
            return left.compareTo(right);
        }
        if (a instanceof Boolean left && b instanceof Boolean right) {
            return left.compareTo(right);
        }
        if (a instanceof UUID left && b instanceof UUID right) {
            return unsigned(left, right);
        }
        throw new IllegalArgumentException(a.getClass() + " and " + b.getClass());
    }

    private static int byCodePoints(String left, String right) {
        int i = 0;
        while (i < left.length() && i < right.length()) {
            int difference = Integer.compare(left.codePointAt(i), right.codePointAt(i));
            if (difference != 0) {
                return difference;
            }
            i += Character.charCount(left.codePointAt(i));
        }
        return Integer.compare(left.length(), right.length());
    }

    private static int unsigned(UUID left, UUID right) {
        int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
    }

    /** A row with its place in the order. */
    record Hit<T>(
            T what, UUID id, @Nullable Object key, @Nullable Object shown) {}
}

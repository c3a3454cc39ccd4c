package coop.plenum.api.content;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A field of a content type. Build with {@link #of}.
 *
 * @param name {@code camelCase}, a letter first, at most 40 characters
 * @param label for people
 * @param help one sentence, may be empty
 * @param flags what else holds
 * @param options values of an enum, or the types a reference may point to
 * @param unit of a quantity, a UCUM code such as {@code GiBy}, {@code W}, {@code Cel}; else empty
 */
public record Field(
        String name,
        FieldType type,
        String label,
        String help,
        Mode mode,
        Set<Flag> flags,
        List<String> options,
        String unit) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]{0,39}");

    /** Whose word counts. */
    public enum Mode {
        /** Set by people or blueprints. */
        DESIRED,
        /** Reported by a provider, read-only. */
        OBSERVED,
        /** Settable, and reported back; the two may drift apart. */
        BOTH
    }

    /** Independent properties of a field. */
    public enum Flag {
        /** Several values. */
        MULTIPLE,
        /** Of several values: their order means nothing. They are kept in one order, however they come. */
        UNORDERED,
        REQUIRED,
        /** No two items of the type have the same value. */
        UNIQUE,
        /** Cannot change once set; for a provider: changing it replaces the resource. */
        IMMUTABLE,
        /** Found by full-text search. */
        SEARCHABLE,
        /** Shown only with the permission {@code <type>.view-sensitive}. */
        SENSITIVE,
        /**
         * Of a field that a module reports itself, in a type that it brings: shown to this module alone, whatever others may
         * do.
         */
        INTERNAL,
        /**
         * Of a field that a provider reports: stays as it is when an observation leaves it out. For what a provider has
         * done and the remote system does not remember.
         */
        KEPT
    }

    public Field {
        if (!NAME.matcher(name).matches()) {
            throw PlenumException.invalid(
                    "invalid-field-name",
                    "\"" + name + "\" is not a field name: letters and digits, a small letter first.");
        }
        Objects.requireNonNull(type);
        flags = Set.copyOf(flags);
        options = List.copyOf(options);
    }

    public static Field of(String name, FieldType type, String label) {
        return new Field(name, type, label, "", Mode.DESIRED, Set.of(), List.of(), "");
    }

    public Field mode(Mode how) {
        return new Field(name, type, label, help, how, flags, options, unit);
    }

    public Field flags(Flag... which) {
        return new Field(name, type, label, help, mode, Set.of(which), options, unit);
    }

    public Field options(String... which) {
        return new Field(name, type, label, help, mode, flags, List.of(which), unit);
    }

    public Field unit(String code) {
        return new Field(name, type, label, help, mode, flags, options, code);
    }

    public Field help(String sentence) {
        return new Field(name, type, label, sentence, mode, flags, options, unit);
    }

    public boolean is(Flag flag) {
        return flags.contains(flag);
    }

    public boolean settable() {
        return mode != Mode.OBSERVED;
    }

    /** Whether two values mean the same: numbers by what they are worth, lists in any order where that means nothing. */
    public boolean same(@Nullable Object one, @Nullable Object other) {
        if (is(Flag.UNORDERED) && one instanceof List<?> first && other instanceof List<?> second) {
            List<@Nullable Object> left = new ArrayList<>(second);
            return first.size() == second.size() && first.stream().allMatch(element -> taken(left, element));
        }
        return Values.same(one, other);
    }

    private static boolean taken(List<@Nullable Object> from, @Nullable Object one) {
        for (int i = 0; i < from.size(); i++) {
            if (Values.same(from.get(i), one)) {
                from.remove(i);
                return true;
            }
        }
        return false;
    }
}

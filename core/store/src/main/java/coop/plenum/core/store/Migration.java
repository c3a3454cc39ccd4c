package coop.plenum.core.store;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A step of a schema.
 *
 * @param version from 1, without gaps, never changed once released
 * @param statements by engine, run in order
 */
public record Migration(int version, String description, Function<Dialect, List<String>> statements) {
    /** The same statements on every engine; {@code ${uuid}}, {@code ${timestamp}}, {@code ${text}}, {@code ${bytes}} stand for types. */
    public static Migration of(int version, String description, String... statements) {
        return new Migration(
                version,
                description,
                dialect -> Arrays.stream(statements).map(dialect::types).toList());
    }
}

package coop.plenum.core.store;

import java.util.Collections;
import java.util.List;

/** What differs between the engines. */
public enum Dialect {
    H2,
    POSTGRESQL;

    /** Replaces the type place-holders of {@link Migration#of}. On H2 texts and bytes hold 1,048,576 at most. */
    public String types(String statement) {
        return statement
                .replace("${uuid}", "UUID")
                .replace("${timestamp}", "TIMESTAMP(6) WITH TIME ZONE")
                .replace("${text}", this == H2 ? "CHARACTER VARYING" : "TEXT")
                .replace("${bytes}", this == H2 ? "VARBINARY" : "BYTEA");
    }

    /**
     * An insert that updates the other columns when the key exists.
     *
     * @param keys the columns of a primary key or unique constraint
     * @param columns all columns, keys included, in the order of the arguments
     */
    public String upsert(String table, List<String> keys, List<String> columns) {
        String names = String.join(", ", columns);
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        if (this == H2) {
            return "MERGE INTO " + table + " (" + names + ") KEY (" + String.join(", ", keys) + ") VALUES (" + marks
                    + ")";
        }
        List<String> rest =
                columns.stream().filter(column -> !keys.contains(column)).toList();
        String action = rest.isEmpty()
                ? "NOTHING"
                : "UPDATE SET "
                        + String.join(
                                ", ",
                                rest.stream()
                                        .map(column -> column + " = EXCLUDED." + column)
                                        .toList());
        return "INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ") ON CONFLICT ("
                + String.join(", ", keys) + ") DO " + action;
    }
}

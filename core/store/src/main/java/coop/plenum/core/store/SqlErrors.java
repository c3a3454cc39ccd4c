package coop.plenum.core.store;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What the engines' errors mean to callers. */
final class SqlErrors {
    private static final Set<Integer> H2_CONFLICTS =
            Set.of(ErrorCode.DEADLOCK_1, ErrorCode.CONCURRENT_UPDATE_1, ErrorCode.LOCK_TIMEOUT_1);
    private static final Set<Integer> H2_GONE = Set.of(
            ErrorCode.DATABASE_IS_CLOSED,
            ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
            ErrorCode.IO_EXCEPTION_1,
            ErrorCode.IO_EXCEPTION_2,
            ErrorCode.OBJECT_CLOSED,
            ErrorCode.CONNECTION_BROKEN_1,
            ErrorCode.FILE_CORRUPTED_1,
            ErrorCode.DATABASE_ALREADY_OPEN_1);

    private static final Set<Integer> H2_RESHAPED = Set.of(
            ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1,
            ErrorCode.TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2,
            ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1,
            ErrorCode.COLUMN_NOT_FOUND_1,
            ErrorCode.INDEX_NOT_FOUND_1);
    /** An undefined table, column or object; a plan that was made for another table. */
    private static final Set<String> POSTGRESQL_RESHAPED = Set.of("42P01", "42703", "42704", "0A000");

    /** Of both engines. */
    private static final String CANCELLED = "57014";

    private SqlErrors() {}

    static PlenumException translate(SQLException e) {
        if (conflict(e)) {
            return new PlenumException(
                    Category.CONFLICT,
                    "write-conflict",
                    "Somebody else changed the same data at the same time. Try again.",
                    e);
        }
        if (state(e).equals(CANCELLED)) {
            return new PlenumException(
                    Category.INVALID,
                    "query-too-long",
                    "The database was at this for too long, and it was ended. Ask for less: with a narrower filter, without a"
                            + " total, without a search for parts of a text, in a smaller space.",
                    e);
        }
        if (diskFull(e)) {
            return noSpace(e);
        }
        if (unavailable(e)) {
            return new PlenumException(
                    Category.UNAVAILABLE,
                    "database-unavailable",
                    "The database does not answer. Try again; if it stays so, see the server's log and the database.",
                    e);
        }
        return switch (state(e).length() < 2 ? "" : state(e).substring(0, 2)) {
            case "22" ->
                new PlenumException(
                        Category.INVALID,
                        "invalid-value",
                        "A value does not fit into the database: too large, or no text.",
                        e);
            case "23" ->
                state(e).equals("23505")
                        ? new PlenumException(Category.CONFLICT, "duplicate-key", "There is already one like it.", e)
                        : new PlenumException(
                                Category.CONFLICT,
                                "constraint-violated",
                                "The change contradicts other data: something it needs is gone, or something needs it.",
                                e);
            default ->
                new PlenumException(
                        Category.INTERNAL,
                        "database-failure",
                        "The database refused a statement of Plenum's. This is a defect; the server's log has the cause.",
                        e);
        };
    }

    static PlenumException noSpace(@Nullable SQLException cause) {
        return new PlenumException(
                Category.UNAVAILABLE,
                "database-unavailable",
                "The database's disk is full: nothing can be saved. Free some space; Plenum goes on by itself.",
                List.of(),
                null,
                cause);
    }

    /** True if the same unit of work may succeed when it is run again. */
    static boolean conflict(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof SQLException e
                        && (state(e).equals("40001")
                                || state(e).equals("40P01")
                                || H2_CONFLICTS.contains(e.getErrorCode())));
    }

    /**
     * True if a table, column or index was not there. Content types come and go while others read: whoever looks again
     * hears from the registry that it has gone. Tables that ought to be there are a defect still.
     */
    static boolean reshaped(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> takenApart(cause)
                        || (cause instanceof SQLException e
                                && (H2_RESHAPED.contains(e.getErrorCode()) || POSTGRESQL_RESHAPED.contains(state(e)))));
    }

    /** H2 drops a table that another statement has just found: what is left is an object without its database. */
    private static boolean takenApart(Throwable cause) {
        return cause instanceof NullPointerException
                && Stream.of(cause.getStackTrace())
                        .findFirst()
                        .filter(frame -> frame.getClassName().startsWith("org.h2."))
                        .isPresent();
    }

    /** True if the connection, and perhaps the whole database, is of no more use. */
    static boolean unavailable(SQLException e) {
        if (conflict(e)) {
            return false; // H2's deadlocks, too, are caused by an exception of its store
        }
        String state = state(e);
        return state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.equals("58030")
                || state.equals("25006")
                || e instanceof SQLTransientConnectionException
                || H2_GONE.contains(e.getErrorCode())
                || diskFull(e)
                || ioFailed(e);
    }

    static boolean diskFull(SQLException e) {
        return state(e).equals("53100")
                || causes(e)
                        .anyMatch(cause -> cause instanceof IOException
                                && String.valueOf(cause.getMessage()).contains("No space left on device"));
    }

    /** H2 reports a broken store as a general error; what tells is the cause. */
    private static boolean ioFailed(SQLException e) {
        return causes(e)
                .anyMatch(cause -> cause instanceof IOException
                        || cause.getClass().getName().equals("org.h2.mvstore.MVStoreException"));
    }

    /** H2's chains of causes can be circular. */
    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20);
    }

    static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}

package coop.plenum.core.store;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements within one unit of work. Arguments are bound by position: {@code String}, {@code UUID}, {@code Long},
 * {@code Integer}, {@code Double}, {@code Boolean}, {@code BigDecimal}, {@code Instant} (to the microsecond), {@code byte[]}, enums by
 * name, {@code Optional} of these, {@code null} (where only the argument could tell a type, as in {@code ? IS NULL},
 * cast it). The drivers keep prepared statements, so the same text is parsed once per connection. Results are read
 * whole: cut long ones into pages by key. Valid until the work ends, on its thread.
 *
 * <p>A text that cannot be stored is refused with {@code invalid-text}.
 */
public final class Sql {
    private final Connection connection;
    private final Dialect dialect;
    /** What may be under way, for whoever wants to end it. */
    private volatile @Nullable PreparedStatement running;

    Sql(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** For what this class lacks; neither close nor commit it. */
    public Connection connection() {
        return connection;
    }

    public int update(String statement, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement prepared = prepare(statement, arguments)) {
            return prepared.executeUpdate();
        }
    }

    /**
     * One statement with many rows of arguments.
     *
     * @return rows changed by each, or {@link java.sql.Statement#SUCCESS_NO_INFO}
     */
    public int[] batch(String statement, List<@Nullable Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (@Nullable Object[] row : rows) {
                bind(prepared, row);
                prepared.addBatch();
            }
            return prepared.executeBatch();
        } catch (BatchUpdateException e) {
            // What went wrong is in the next exception; this one says that something did.
            throw e.getNextException() == null ? e : e.getNextException();
        }
    }

    public <T> List<T> query(String statement, Row.Mapper<T> mapper, @Nullable Object... arguments)
            throws SQLException {
        try (PreparedStatement prepared = prepare(statement, arguments);
                ResultSet result = prepared.executeQuery()) {
            Row row = new Row(result, dialect);
            List<T> all = new ArrayList<>();
            while (result.next()) {
                all.add(mapper.map(row));
            }
            return all;
        }
    }

    /** The first row, if there is one. */
    public <T> Optional<T> one(String statement, Row.Mapper<T> mapper, @Nullable Object... arguments)
            throws SQLException {
        try (PreparedStatement prepared = prepare(statement, arguments);
                ResultSet result = prepared.executeQuery()) {
            return result.next() ? Optional.of(mapper.map(new Row(result, dialect))) : Optional.empty();
        }
    }

    /** Ends the statement that is under way on the unit's own thread, if one is. */
    void cancel() {
        PreparedStatement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                // It has ended by itself, or its connection has; if neither, it is told so again.
            }
        }
    }

    private PreparedStatement prepare(String statement, @Nullable Object... arguments) throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(statement);
        running = prepared;
        try {
            bind(prepared, arguments);
            return prepared;
        } catch (SQLException | RuntimeException e) {
            prepared.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement prepared, @Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            if (argument instanceof Optional<?> optional) {
                argument = optional.orElse(null);
            }
            if (argument instanceof Instant instant) {
                // Both engines would round, each in its own way.
                prepared.setObject(i + 1, instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
            } else if (argument instanceof String text) {
                Texts.requireStorable(text);
                prepared.setString(i + 1, text);
            } else if (argument instanceof Enum<?> constant) {
                prepared.setString(i + 1, constant.name());
            } else {
                prepared.setObject(i + 1, argument);
            }
        }
    }
}

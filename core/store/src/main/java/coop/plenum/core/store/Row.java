package coop.plenum.core.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The current row of a result. Columns by position from 1, in the order of the select list. A column that may be NULL is
 * read by a method that says so; of the others, NULL is an empty text, 0, false, and otherwise an error.
 */
public final class Row {
    private final ResultSet result;
    private final Dialect dialect;

    Row(ResultSet result, Dialect dialect) {
        this.result = result;
        this.dialect = dialect;
    }

    /** Makes one thing of a row. */
    @FunctionalInterface
    public interface Mapper<T> {
        T map(Row row) throws SQLException;
    }

    public String text(int column) throws SQLException {
        String value = result.getString(column);
        return value == null ? "" : value;
    }

    public @Nullable String textOrNull(int column) throws SQLException {
        return result.getString(column);
    }

    public Optional<String> optionalText(int column) throws SQLException {
        return Optional.ofNullable(result.getString(column));
    }

    public long number(int column) throws SQLException {
        return result.getLong(column);
    }

    public int integer(int column) throws SQLException {
        return result.getInt(column);
    }

    public @Nullable Long numberOrNull(int column) throws SQLException {
        long value = result.getLong(column);
        return result.wasNull() ? null : value;
    }

    public double real(int column) throws SQLException {
        return result.getDouble(column);
    }

    public @Nullable BigDecimal decimalOrNull(int column) throws SQLException {
        return result.getBigDecimal(column);
    }

    public boolean flag(int column) throws SQLException {
        return result.getBoolean(column);
    }

    public @Nullable Boolean flagOrNull(int column) throws SQLException {
        boolean value = result.getBoolean(column);
        return result.wasNull() ? null : value;
    }

    public UUID uuid(int column) throws SQLException {
        return Objects.requireNonNull(result.getObject(column, UUID.class));
    }

    public Optional<UUID> optionalUuid(int column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, UUID.class));
    }

    public Instant instant(int column) throws SQLException {
        return optionalInstant(column).orElseThrow();
    }

    public Optional<Instant> optionalInstant(int column) throws SQLException {
        if (dialect == Dialect.H2) {
            // In one step; the driver of PostgreSQL does not know the type.
            return Optional.ofNullable(result.getObject(column, Instant.class));
        }
        return Optional.ofNullable(result.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    public byte[] bytes(int column) throws SQLException {
        return Objects.requireNonNull(result.getBytes(column));
    }
}

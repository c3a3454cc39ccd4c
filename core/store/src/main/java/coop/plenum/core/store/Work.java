package coop.plenum.core.store;

import java.sql.SQLException;

/** What is done in a unit of work. */
@FunctionalInterface
public interface Work<T> {
    T run(Sql sql) throws SQLException;
}

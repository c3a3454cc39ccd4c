package coop.plenum.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** An open unit of work: a connection in the hands of one thread, in a transaction or not. */
final class Unit {
    private final Connection connection;
    private final Sql sql;
    private List<Runnable> afterCommit = new ArrayList<>();
    private boolean writing;
    private boolean doomed;

    Unit(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.sql = new Sql(connection, dialect);
    }

    Sql sql() {
        return sql;
    }

    Connection connection() {
        return connection;
    }

    boolean writing() {
        return writing;
    }

    /** A part of the work has failed: whatever the rest thinks, nothing will be committed. */
    void doom() {
        doomed = true;
    }

    boolean doomed() {
        return doomed;
    }

    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void begin() throws SQLException {
        afterCommit = new ArrayList<>();
        doomed = false;
        connection.setAutoCommit(false);
        writing = true;
    }

    /** @return what is to be done now */
    List<Runnable> commit() throws SQLException {
        connection.commit();
        end();
        return afterCommit;
    }

    void rollback() throws SQLException {
        try {
            connection.rollback();
        } finally {
            end();
        }
    }

    private void end() throws SQLException {
        writing = false;
        connection.setAutoCommit(true);
    }
}

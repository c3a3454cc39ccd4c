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
    private volatile boolean writing;
    private boolean doomed;
    private boolean committed;

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

    void commit() throws SQLException {
        connection.commit();
        committed = true;
        end();
    }

    /** Whether there is something of it that has to reach the disk. */
    boolean committed() {
        return committed;
    }

    /** What is to be done now that all has reached the disk. */
    List<Runnable> takeAfterCommit() {
        List<Runnable> actions = afterCommit;
        afterCommit = new ArrayList<>();
        committed = false;
        return actions;
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

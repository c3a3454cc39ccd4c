package coop.plenum.core.store;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * What is below a connection to an embedded H2. It is public, but in packages that H2's bundle does not export: hence by
 * reflection.
 */
record H2Session(Object session) {
    static H2Session of(Connection connection) throws SQLException {
        return new H2Session(existing(get(connection.unwrap(JdbcConnection.class), "getSession")));
    }

    /** True while a statement waits for a row or a table that another session holds. */
    boolean waits() {
        return !Integer.valueOf(0).equals(get(session, "getBlockingSessionId"))
                || get(session, "getWaitForLock") != null;
    }

    MVStore store() {
        Object database = existing(get(session, "getDatabase"));
        return (MVStore) existing(get(existing(get(database, "getStore")), "getMvStore"));
    }

    private static @Nullable Object get(Object target, String getter) {
        try {
            return target.getClass().getMethod(getter).invoke(target);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException("This version of H2 has no " + getter + ".", e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Object existing(@Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("The connection is closed.");
        }
        return value;
    }
}

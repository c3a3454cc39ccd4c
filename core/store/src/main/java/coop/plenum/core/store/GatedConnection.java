package coop.plenum.core.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection to H2 whose writes pass a {@link WriteGate}. Queries that take no locks go past it. */
final class GatedConnection implements InvocationHandler {
    private static final Set<String> ENDS = Set.of("commit", "rollback", "setAutoCommit", "close");
    private static final String EXECUTE = "execute";

    private final Object target;
    private final H2Session session;
    private final WriteGate gate;

    private GatedConnection(Object target, H2Session session, WriteGate gate) {
        this.target = target;
        this.session = session;
        this.gate = gate;
    }

    static Connection of(Connection connection, WriteGate gate) throws SQLException {
        return proxy(Connection.class, new GatedConnection(connection, H2Session.of(connection), gate));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        String name = method.getName();
        if (target instanceof Statement ? name.startsWith(EXECUTE) : ENDS.contains(name)) {
            return gate.pass(session, () -> call(method, arguments));
        }
        Object result = call(method, arguments);
        if (result instanceof Statement statement
                && target instanceof Connection
                && !(arguments != null && arguments.length > 0 && arguments[0] instanceof String sql && reads(sql))) {
            Class<? extends Statement> type =
                    statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
            return proxy(type, new GatedConnection(statement, session, gate));
        }
        return result;
    }

    private static boolean reads(String sql) {
        return sql.regionMatches(true, 0, "SELECT", 0, 6)
                && !sql.toUpperCase(Locale.ROOT).contains("FOR UPDATE");
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws SQLException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException refused) {
                throw refused;
            }
            if (e.getCause() instanceof RuntimeException broken) {
                throw broken;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(GatedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

package coop.plenum.core.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database that has each query of its reads explained, with the arguments that it is run with, before it runs it. */
public final class ExplainedDatabase implements Database {
    private final Database database;
    private final List<Plan> plans = new ArrayList<>();

    public ExplainedDatabase(Database database) {
        this.database = database;
    }

    /** A statement, and how the engine goes about it. */
    public record Plan(String statement, String text) {}

    /** What was explained since the last call. */
    public List<Plan> plans() {
        List<Plan> taken = List.copyOf(plans);
        plans.clear();
        return taken;
    }

    @Override
    public <T> T read(Work<T> work) {
        return database.read(sql -> work.run(new Sql(explained(sql.connection()), sql.dialect())));
    }

    @Override
    public ReadLimit limitReads(Duration most) {
        return database.limitReads(most);
    }

    private Connection explained(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                ExplainedDatabase.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    Object answer = call(connection, method, arguments);
                    return method.getName().equals("prepareStatement")
                            ? explained(connection, (PreparedStatement) answer, String.valueOf(arguments[0]))
                            : answer;
                });
    }

    private PreparedStatement explained(Connection connection, PreparedStatement prepared, String text) {
        TreeMap<Integer, @Nullable Object> bound = new TreeMap<>();
        return (PreparedStatement) Proxy.newProxyInstance(
                ExplainedDatabase.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> {
                    if (method.getName().startsWith("set") && arguments.length == 2) {
                        bound.put((Integer) arguments[0], arguments[1]);
                    } else if (method.getName().equals("executeQuery")) {
                        plans.add(new Plan(text, explain(connection, text, bound)));
                    }
                    return call(prepared, method, arguments);
                });
    }

    private static String explain(Connection connection, String text, Map<Integer, @Nullable Object> bound)
            throws SQLException {
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + text)) {
            for (var argument : bound.entrySet()) {
                explain.setObject(argument.getKey(), argument.getValue());
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet result = explain.executeQuery()) {
                while (result.next()) {
                    lines.add(result.getString(1));
                }
            }
            return lines.stream().collect(Collectors.joining("\n"));
        }
    }

    private static @Nullable Object call(Object target, java.lang.reflect.Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public Dialect dialect() {
        return database.dialect();
    }

    @Override
    public <T> T write(Work<T> work) {
        return database.write(work);
    }

    @Override
    public <T> T writeDetached(Work<T> work) {
        return database.writeDetached(work);
    }

    @Override
    public void afterCommit(Runnable action) {
        database.afterCommit(action);
    }

    @Override
    public void migrate(String owner, List<Migration> migrations) {
        database.migrate(owner, migrations);
    }

    @Override
    public DataSource dataSource() {
        return database.dataSource();
    }
}

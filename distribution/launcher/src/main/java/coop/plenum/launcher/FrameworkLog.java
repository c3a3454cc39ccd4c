package coop.plenum.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerConsumer;
import org.slf4j.event.Level;

/**
 * What the framework, its components and its events log, told to the log of everything else: without a log service they
 * write to the terminal, which nobody reads later. Thread-safe.
 */
final class FrameworkLog implements LogService {
    private static final String FRAMEWORK = "org.osgi.framework";
    private static final String UNNAMED = Logger.ROOT_LOGGER_NAME;

    private final org.slf4j.Logger log = org.slf4j.LoggerFactory.getLogger(FRAMEWORK);

    @Override
    public Logger getLogger(String name) {
        return getLogger(name, Logger.class);
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return getLogger(type.getName(), Logger.class);
    }

    @Override
    public <L extends Logger> L getLogger(String name, Class<L> type) {
        Object logger = Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new Calls(org.slf4j.LoggerFactory.getLogger(name)));
        return type.cast(logger);
    }

    @Override
    public <L extends Logger> L getLogger(Class<?> type, Class<L> loggerType) {
        return getLogger(type.getName(), loggerType);
    }

    @Override
    public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> type) {
        return getLogger(name.equals(UNNAMED) ? String.valueOf(bundle.getSymbolicName()) : name, type);
    }

    @Override
    @Deprecated
    public void log(int level, String message) {
        log(level, message, null);
    }

    @Override
    @Deprecated
    public void log(int level, String message, @Nullable Throwable exception) {
        write(log, level(level), message, exception);
    }

    @Override
    @Deprecated
    public void log(@Nullable ServiceReference<?> service, int level, String message) {
        log(level, message, null);
    }

    @Override
    @Deprecated
    public void log(@Nullable ServiceReference<?> service, int level, String message, @Nullable Throwable exception) {
        log(level, message, exception);
    }

    /** @param level as in {@link LogLevel}, of which the numbers of the older methods are the places */
    private static Level level(int level) {
        LogLevel[] levels = LogLevel.values();
        return Calls.named(levels[Math.max(0, Math.min(level, levels.length - 1))].name());
    }

    /** The arguments fill the braces of the message; an exception at the end is told with its trace. */
    private static void write(org.slf4j.Logger log, Level level, String message, @Nullable Object... arguments) {
        switch (level) {
            case ERROR -> log.error(message, arguments);
            case WARN -> log.warn(message, arguments);
            case INFO -> log.info(message, arguments);
            case DEBUG -> log.debug(message, arguments);
            case TRACE -> log.trace(message, arguments);
        }
    }

    /** A logger has the same handful of methods for each of its levels. */
    private record Calls(org.slf4j.Logger log) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object logger, Method method, @Nullable Object @Nullable [] arguments)
                throws Exception {
            String name = method.getName();
            if (method.getDeclaringClass() == Object.class) {
                return method.invoke(this, arguments);
            }
            if (arguments == null) {
                return name.equals("getName")
                        ? log.getName()
                        : log.isEnabledForLevel(
                                named(name.substring("is".length(), name.length() - "Enabled".length())));
            }
            Level level = named(name);
            if (arguments[0] instanceof LoggerConsumer<?> consumer) {
                if (log.isEnabledForLevel(level)) {
                    consumer.accept((Logger) logger);
                }
            } else {
                write(log, level, String.valueOf(arguments[0]), rest(arguments));
            }
            return null;
        }

        private static Level named(String level) {
            return level.equalsIgnoreCase(LogLevel.AUDIT.name())
                    ? Level.INFO
                    : Level.valueOf(level.toUpperCase(Locale.ROOT));
        }

        private static @Nullable Object[] rest(@Nullable Object[] arguments) {
            if (arguments.length == 2 && arguments[1] instanceof Object[] several) {
                return several;
            }
            @Nullable Object[] rest = new Object[arguments.length - 1];
            System.arraycopy(arguments, 1, rest, 0, rest.length);
            return rest;
        }
    }
}

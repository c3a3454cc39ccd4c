package coop.plenum.launcher;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest lines of the log in memory, for those who may read them in the API. Registered as a service of JDK types,
 * since the launcher shares no others with the core: a list of maps with {@code sequence}, {@code time}, {@code level},
 * {@code logger}, {@code message} and sometimes {@code cause}, oldest first.
 */
final class RecentLog extends UnsynchronizedAppenderBase<ILoggingEvent> implements Supplier<List<Map<String, Object>>> {
    /** Of the appender, by which it is found again. */
    static final String NAME = "recent";

    private static final int LINES = 2_000;
    private static final int MESSAGE = 1_000;
    private static final int CAUSE = 300;

    private record Line(
            long sequence,
            Instant time,
            String level,
            String logger,
            String message,
            @Nullable String cause) {
        Map<String, Object> toMap() {
            Map<String, Object> map = new HashMap<>();
            map.put("sequence", sequence);
            map.put("time", time);
            map.put("level", level);
            map.put("logger", logger);
            map.put("message", message);
            if (cause != null) {
                map.put("cause", cause);
            }
            return map;
        }
    }

    private final Deque<Line> lines = new ArrayDeque<>();
    private long sequence;

    /** The one that the logging was set up with; none where a configuration of its own was given. */
    static Optional<RecentLog> find() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                        && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(NAME) instanceof RecentLog recent
                ? Optional.of(recent)
                : Optional.empty();
    }

    @Override
    protected void append(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        String cause = thrown == null ? null : cut(thrown.getClassName() + ": " + thrown.getMessage(), CAUSE);
        String message = cut(String.valueOf(event.getFormattedMessage()), MESSAGE);
        Instant time = event.getInstant() == null ? Instant.ofEpochMilli(event.getTimeStamp()) : event.getInstant();
        synchronized (lines) {
            sequence++;
            lines.addLast(new Line(sequence, time, event.getLevel().toString(), event.getLoggerName(), message, cause));
            if (lines.size() > LINES) {
                lines.removeFirst();
            }
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "...";
    }

    @Override
    public List<Map<String, Object>> get() {
        List<Line> copy;
        synchronized (lines) {
            copy = new ArrayList<>(lines);
        }
        return copy.stream().map(Line::toMap).toList();
    }
}

package coop.plenum.core.rest;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The latest lines of the server's log, as long as the launcher keeps them: a {@code Supplier} of a list of maps, oldest
 * first, registered with the property {@code plenum.log=recent}.
 */
public final class ServerLog {
    public static final String PERMISSION = "system.logs.view";

    /** Severities, the least first. */
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /**
     * A line.
     *
     * @param sequence grows by one with each line since the start
     * @param cause what was thrown, without its trace
     */
    public record Line(
            long sequence, Instant time, Level level, String logger, String message, Optional<String> cause) {}

    private final Supplier<Optional<List<Map<String, Object>>>> lines;

    /** @param lines oldest first; empty if none are kept */
    public ServerLog(Supplier<Optional<List<Map<String, Object>>>> lines) {
        this.lines = lines;
    }

    /** Over the launcher's service, where there is one. */
    @SuppressWarnings("unchecked") // the launcher's half of this contract; both come in one distribution
    static ServerLog of(@Nullable Supplier<?> service) {
        return new ServerLog(
                () -> service == null ? Optional.empty() : Optional.of((List<Map<String, Object>>) service.get()));
    }

    /**
     * The newest first.
     *
     * @param atLeast lines of this level and above
     * @param text in message, cause or logger, whatever the case of letters
     */
    public Page<Line> latest(@Nullable Level atLeast, @Nullable String text, PageRequest page) {
        List<Map<String, Object>> kept = lines.get()
                .orElseThrow(() -> PlenumException.missing(
                        "log-not-kept", "The log goes where a configuration of its own says; read it there."));
        long before = page.after().map(ServerLog::sequence).orElse(Long.MAX_VALUE);
        String wanted = text == null ? "" : text.toLowerCase(Locale.ROOT);
        List<Line> found = new ArrayList<>();
        for (int i = kept.size() - 1; i >= 0 && found.size() <= page.limit(); i--) {
            Line line = line(kept.get(i));
            if (line.sequence() < before
                    && (atLeast == null || line.level().compareTo(atLeast) >= 0)
                    && contains(line, wanted)) {
                found.add(line);
            }
        }
        if (found.size() <= page.limit()) {
            return Page.of(found, Optional.empty());
        }
        List<Line> cut = found.subList(0, page.limit());
        return Page.of(cut, Optional.of(String.valueOf(cut.get(cut.size() - 1).sequence())));
    }

    private static long sequence(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw PlenumException.invalid("invalid-cursor", "\"after\" must be the \"next\" of the page before.");
        }
    }

    private static boolean contains(Line line, String wanted) {
        return wanted.isEmpty()
                || line.message().toLowerCase(Locale.ROOT).contains(wanted)
                || line.logger().toLowerCase(Locale.ROOT).contains(wanted)
                || line.cause()
                        .filter(cause -> cause.toLowerCase(Locale.ROOT).contains(wanted))
                        .isPresent();
    }

    private static Line line(Map<String, Object> map) {
        return new Line(
                ((Number) map.get("sequence")).longValue(),
                (Instant) map.get("time"),
                Level.valueOf(String.valueOf(map.get("level"))),
                String.valueOf(map.get("logger")),
                String.valueOf(map.get("message")),
                Optional.ofNullable(map.get("cause")).map(String::valueOf));
    }
}

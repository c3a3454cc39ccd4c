package coop.plenum.console.web;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What browsers refused to do because of the page's policy. Anybody can send such reports, so all is bounded: the latest
 * are kept, a line is logged now and then, and of addresses nothing is kept that may hold a secret.
 */
@Component(service = CspReports.class)
public final class CspReports {
    /** Under the console. */
    static final String PATH = "/csp-report";

    static final int MAX_BODY = 16 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(CspReports.class);
    private static final int KEPT = 50;
    private static final int MAX_TEXT = 200;
    private static final long LINE_EVERY_NANOS = 10_000_000_000L;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x21-\\x7e]+");
    private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);
    private static final Pattern OPAQUE = Pattern.compile("(?i)(data|blob|filesystem|javascript):.*", Pattern.DOTALL);

    /**
     * One report.
     *
     * @param page address of the page, without query and fragment
     * @param directive the part of the policy that was broken
     * @param blocked what was refused: an address, or a word such as {@code inline}
     * @param source file whose code did it
     */
    public record Report(
            Instant time,
            String page,
            String directive,
            String blocked,
            Optional<String> source,
            Optional<Long> line) {}

    private final LongSupplier nanoTime;
    private final Deque<Report> latest = new ArrayDeque<>();
    private long total;
    private long unlogged;
    private long loggedAt;

    @Activate
    public CspReports() {
        this(System::nanoTime);
    }

    CspReports(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.loggedAt = nanoTime.getAsLong() - LINE_EVERY_NANOS;
    }

    /** False if it is no report. */
    boolean take(byte[] body) {
        try {
            if (JSON.std.mapFrom(body).get("csp-report") instanceof Map<?, ?> report) {
                keep(read(report));
                return true;
            }
            return false;
        } catch (IOException malformed) {
            return false;
        }
    }

    private static Report read(Map<?, ?> report) {
        Object directive = report.get("effective-directive");
        return new Report(
                Instant.now(),
                address(report.get("document-uri")),
                address(directive == null ? report.get("violated-directive") : directive),
                address(report.get("blocked-uri")),
                Optional.of(address(report.get("source-file"))).filter(text -> !text.isEmpty()),
                Optional.ofNullable(report.get("line-number") instanceof Number line ? line.longValue() : null));
    }

    private static String address(@Nullable Object value) {
        String text = value instanceof String given ? given : "";
        String plain = UNPRINTABLE
                .matcher(OPAQUE.matcher(QUERY.matcher(text).replaceFirst("")).replaceFirst("$1:"))
                .replaceAll(" ")
                .strip();
        return plain.length() > MAX_TEXT ? plain.substring(0, MAX_TEXT) : plain;
    }

    private synchronized void keep(Report report) {
        total++;
        latest.addFirst(report);
        if (latest.size() > KEPT) {
            latest.removeLast();
        }
        long now = nanoTime.getAsLong();
        if (now - loggedAt >= LINE_EVERY_NANOS) {
            LOG.warn(
                    "A browser refused {} ({}) on {}; {} more since the last such line.",
                    report.blocked(),
                    report.directive(),
                    report.page(),
                    unlogged);
            loggedAt = now;
            unlogged = 0;
        } else {
            unlogged++;
        }
    }

    /** How many have come since the console was started. */
    public synchronized long total() {
        return total;
    }

    /** The newest first. */
    public synchronized List<Report> latest() {
        return List.copyOf(latest);
    }
}

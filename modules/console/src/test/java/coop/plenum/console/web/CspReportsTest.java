package coop.plenum.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CspReportsTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(CspReports.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong now = new AtomicLong();
    private final CspReports reports = new CspReports(now::get);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
    }

    private boolean take(String body) {
        return reports.take(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aReportIsCountedAndKept() {
        assertThat(take("""
                        {"csp-report": {"document-uri": "http://h/console/inventory", "effective-directive": "img-src",
                         "blocked-uri": "http://elsewhere/a.png", "source-file": "http://h/console/assets/a.js",
                         "line-number": 12}}""")).isTrue();
        assertThat(reports.total()).isEqualTo(1);
        assertThat(reports.latest()).singleElement().satisfies(report -> {
            assertThat(report.page()).isEqualTo("http://h/console/inventory");
            assertThat(report.directive()).isEqualTo("img-src");
            assertThat(report.blocked()).isEqualTo("http://elsewhere/a.png");
            assertThat(report.source()).contains("http://h/console/assets/a.js");
            assertThat(report.line()).contains(12L);
        });
    }

    @Test
    void queriesFragmentsAndInlineDataAreNotKept() {
        take("""
                {"csp-report": {"document-uri": "http://h/console/setup?a=secret1#token=secret2",
                 "violated-directive": "img-src", "blocked-uri": "data:text/plain,secret3",
                 "source-file": "blob:http://h/secret4", "script-sample": "secret5"}}""");
        assertThat(reports.latest().toString()).doesNotContain("secret").contains("data:", "blob:", "/console/setup");
        assertThat(lines.list.toString()).doesNotContain("secret");
    }

    @Test
    void aReportCannotForgeALineOfTheLog() {
        take("{\"csp-report\": {\"document-uri\": \"http://h/\\r\\n2026 ERROR forged\", \"blocked-uri\": \"inline\"}}");
        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage()).doesNotContain("\n", "\r"));
    }

    @Test
    void whateverIsNoReportIsRefused() {
        assertThat(take("")).isFalse();
        assertThat(take("[]")).isFalse();
        assertThat(take("{}")).isFalse();
        assertThat(take("{\"csp-report\": 3}")).isFalse();
        assertThat(take("{\"csp-report\": {")).isFalse();
        assertThat(reports.total()).isZero();
    }

    @Test
    void membersOfAnotherKindAreTakenAsAbsent() {
        assertThat(take("{\"csp-report\": {\"document-uri\": 3, \"line-number\": \"x\", \"source-file\": []}}"))
                .isTrue();
        assertThat(reports.latest()).singleElement().satisfies(report -> {
            assertThat(report.page()).isEmpty();
            assertThat(report.source()).isEmpty();
            assertThat(report.line()).isEqualTo(Optional.empty());
        });
    }

    @Test
    void aFloodIsCountedButKeptAndLoggedWithinBounds() {
        for (int i = 0; i < 1000; i++) {
            take("{\"csp-report\": {\"blocked-uri\": \"" + "x".repeat(10_000) + "\"}}");
        }
        assertThat(reports.total()).isEqualTo(1000);
        assertThat(reports.latest())
                .hasSize(50)
                .allSatisfy(report -> assertThat(report.blocked()).hasSize(200));
        assertThat(lines.list).hasSize(1);

        now.addAndGet(10_000_000_000L);
        take("{\"csp-report\": {\"blocked-uri\": \"inline\"}}");
        assertThat(lines.list).hasSize(2);
        assertThat(lines.list.get(1).getFormattedMessage()).contains("999 more");
    }
}

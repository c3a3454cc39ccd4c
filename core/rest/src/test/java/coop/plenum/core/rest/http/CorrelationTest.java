package coop.plenum.core.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CorrelationTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @Test
    void aRequestHasItsOwnIdAndItsTrace() {
        assertThat(Correlation.choose("my-request-1", PARENT)).isEqualTo("my-request-1");
        assertThat(Correlation.trace(PARENT)).contains(TRACE);
    }

    @Test
    void aTraceStandsForAMissingId() {
        assertThat(Correlation.choose(null, PARENT)).isEqualTo(TRACE);
        assertThat(Correlation.choose("<script>", PARENT)).isEqualTo(TRACE);
        assertThat(Correlation.choose(null, null)).hasSize(36);
    }

    @Test
    void onlyALaterVersionHasSomethingAtTheEnd() {
        assertThat(Correlation.trace(PARENT + "-more")).isEmpty();
        assertThat(Correlation.trace("cc" + PARENT.substring(2))).contains(TRACE);
        assertThat(Correlation.trace("cc" + PARENT.substring(2) + "-more")).contains(TRACE);
        assertThat(Correlation.trace("cc" + PARENT.substring(2) + "more")).isEmpty();
    }

    @Test
    void whatIsNoTraceIsNone() {
        assertThat(Correlation.trace(null)).isEmpty();
        assertThat(Correlation.trace("ff" + PARENT.substring(2))).isEmpty();
        assertThat(Correlation.trace("00-" + "0".repeat(32) + "-00f067aa0ba902b7-01"))
                .isEmpty();
        assertThat(Correlation.trace("00-" + TRACE + "-" + "0".repeat(16) + "-01"))
                .isEmpty();
        assertThat(Correlation.trace(PARENT.toUpperCase(java.util.Locale.ROOT))).isEmpty();
    }
}

package coop.plenum.core.rest.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Times in answers")
class TimesTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2026-11-26T10:00:00Z",
                "2026-11-26T10:00:07Z",
                "2026-11-26T10:00:00.000001Z",
                "2026-11-26T10:20:30.500Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z"
            })
    @DisplayName("are written as RFC 3339 has them")
    void edges(String text) {
        assertThat(Times.text(Instant.parse(text))).isEqualTo(text);
    }

    @Test
    @DisplayName("are written as the platform itself writes them")
    void likeThePlatform() {
        Random random = new Random(20261126);
        for (int i = 0; i < 10_000; i++) {
            Instant instant =
                    Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000) * 1_000L);
            assertThat(Times.text(instant)).isEqualTo(instant.toString());
        }
    }
}

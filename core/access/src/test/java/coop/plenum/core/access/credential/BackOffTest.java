package coop.plenum.core.access.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coop.plenum.api.PlenumException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class BackOffTest {
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final BackOff backOff = new BackOff(() -> now);

    @Test
    void theWaitDoublesUpToALimit() {
        fail("ann", "192.0.2.1", 4);
        long longest = 0;
        for (long expected : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            longest = wait("ann", "192.0.2.1").toSeconds();
            assertThat(longest).isEqualTo(expected);
            now = now.plusSeconds(longest);
            backOff.admit("ann", "192.0.2.1");
        }
        assertThat(longest).isEqualTo(300);
    }

    @Test
    void successStartsAnew() {
        fail("ann", "192.0.2.1", 3);
        backOff.admit("ann", "192.0.2.1");
        backOff.succeeded("ann", "192.0.2.1");
        fail("ann", "192.0.2.1", 4);
        assertThat(wait("ann", "192.0.2.1")).isPositive();
    }

    @Test
    void manyAtTheSameTimeGetNoMoreTries() {
        int admitted = 0;
        for (int i = 0; i < 100; i++) {
            try {
                backOff.admit("ann", "192.0.2.1");
                admitted++;
            } catch (PlenumException e) {
                assertThat(e.category()).isEqualTo(PlenumException.Category.THROTTLED);
            }
        }
        assertThat(admitted).isEqualTo(4);
    }

    @Test
    void oneAddressCannotTryManyAccounts() {
        for (int i = 0; i < 20; i++) {
            backOff.admit("user" + i, "192.0.2.1");
        }
        assertThat(wait("user20", "192.0.2.1")).isEqualTo(Duration.ofSeconds(1));
        backOff.admit("user20", "192.0.2.2");
    }

    @Test
    void manyAddressesTogetherAreSlowedButNobodyIsLockedOut() {
        for (int i = 0; i < 14; i++) {
            String address = "198.51.100." + i;
            if (i < 10) {
                backOff.admit("ann", address);
            } else {
                now = now.plus(wait("ann", address));
                backOff.admit("ann", address);
            }
        }
        Duration wait = wait("ann", "192.0.2.1");
        assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(5));
        for (int i = 0; i < 500; i++) {
            now = now.plusMillis(8);
            attempt("ann", "203.0.113." + i);
        }
        now = now.plusSeconds(1);
        assertThatCode(() -> backOff.admit("ann", "192.0.2.1")).doesNotThrowAnyException();
    }

    @Test
    void failuresAreForgotten() {
        fail("ann", "192.0.2.1", 4);
        now = now.plus(Duration.ofMinutes(16));
        fail("ann", "192.0.2.1", 4);
    }

    private void fail(String login, String address, int times) {
        for (int i = 0; i < times; i++) {
            backOff.admit(login, address);
        }
    }

    private void attempt(String login, String address) {
        try {
            backOff.admit(login, address);
        } catch (PlenumException e) {
            assertThat(e.code()).isEqualTo("too-many-attempts");
        }
    }

    private Duration wait(String login, String address) {
        Duration[] wait = new Duration[1];
        assertThatExceptionOfType(PlenumException.class)
                .isThrownBy(() -> backOff.admit(login, address))
                .satisfies(e -> wait[0] = e.retryAfter().orElseThrow());
        return wait[0];
    }
}

package coop.plenum.infrastructure.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.infrastructure.Rig;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OpenConnectionsTest {
    private static final UUID ID = UUID.randomUUID();
    private final Rig rig = new Rig();
    private final ConnectionAccess access = access("https://lamps.example");

    @AfterEach
    void close() {
        rig.close();
    }

    private static ConnectionAccess access(String endpoint) {
        return new ConnectionAccess("lamps", Values.of("endpoint", endpoint), Map.of(), 1000, 2);
    }

    private int handlers(OpenConnection open) throws Exception {
        return open.call(
                Call.by(rig.caller, Duration.ofSeconds(10)),
                (provider, context) -> provider.handlers().size());
    }

    @Test
    void aConnectionIsOpenedOnceAndOnlyWhenItIsUsed() throws Exception {
        OpenConnection open = rig.open.open(ID, access);
        assertThat(rig.remote.connected).hasValue(0);
        handlers(open);
        handlers(rig.open.open(ID, access));

        assertThat(rig.remote.connected).hasValue(1);
    }

    @Test
    void otherSettingsOpenItAnewAndCloseTheOldOne() throws Exception {
        handlers(rig.open.open(ID, access));
        handlers(rig.open.open(ID, access("https://other.example")));

        assertThat(rig.remote.connected).hasValue(2);
        rig.close();
        assertThat(rig.remote.closed).hasValue(2);
    }

    @Test
    void aProviderThatGoesIsClosed() throws Exception {
        handlers(rig.open.open(ID, access));
        rig.factories.removeFactory(rig.remote);

        assertThat(rig.remote.closed).hasValue(1);
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        handlers(rig.open.open(ID, access));
        rig.open.closeIdle(Instant.now().minusSeconds(60));
        assertThat(rig.remote.closed).hasValue(0);
        rig.open.closeIdle(Instant.now().plusSeconds(60));

        assertThat(rig.remote.closed).hasValue(1);
    }

    @Test
    void nothingIsCalledAfterClose() throws Exception {
        OpenConnection open = rig.open.open(ID, access);
        handlers(open);
        rig.open.close(ID);

        assertThatThrownBy(() -> handlers(open))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.code()).isEqualTo("connection-closed"));
    }

    @Test
    void closingInterruptsACallAndWaitsForItsEnd() throws Exception {
        OpenConnection open = rig.open.open(ID, access);
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                open.call(Call.by(rig.caller, Duration.ofSeconds(60)), (provider, context) -> {
                    started.countDown();
                    new CountDownLatch(1).await();
                    return 0;
                });
            } catch (ProviderException | InterruptedException e) {
                thrown.set(e);
            }
        });
        caller.start();
        started.await();
        rig.close();
        caller.join(10_000);

        assertThat(thrown.get()).hasMessageContaining("closed");
        assertThat(rig.remote.closed).hasValue(1);
    }

    @Test
    void aCallThatTakesTooLongIsTransient() {
        OpenConnection open = rig.open.open(ID, access);

        assertThatThrownBy(() -> open.call(Call.by(rig.caller, Duration.ofMillis(50)), (provider, context) -> {
                    new CountDownLatch(1).await();
                    return 0;
                }))
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.category()).isEqualTo(Category.TRANSIENT);
                    assertThat(e.code()).isEqualTo("timed-out");
                });
    }

    @Test
    void aBugOfAProviderIsAnInternalFailureWithoutItsMessage() {
        OpenConnection open = rig.open.open(ID, access);

        assertThatThrownBy(() -> open.call(Call.by(rig.caller, Duration.ofSeconds(10)), (provider, context) -> {
                    throw new IllegalStateException("s3cret");
                }))
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.category()).isEqualTo(Category.INTERNAL);
                    assertThat(e.getMessage()).doesNotContain("s3cret");
                });
    }

    @Test
    void callsAreSpacedAfterTheFirstSecondsWorth() {
        RateLimit limit = new RateLimit(2);
        long now = 5_000_000_000L;

        assertThat(limit.reserve(1, now)).isZero();
        assertThat(limit.reserve(1, now)).isZero();
        assertThat(limit.reserve(1, now)).isEqualTo(500_000_000L);
        assertThat(limit.reserve(1, now)).isEqualTo(1_000_000_000L);
    }
}

package coop.plenum.infrastructure.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.Observation;
import coop.plenum.api.provider.Metrics;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import coop.plenum.infrastructure.resource.ResourceMetrics.Measured;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ResourceMetricsTest {
    private final Rig rig = new Rig();
    private final ResourceMetrics metrics = new ResourceMetrics(rig.access, rig.resources);
    private UUID lamp;

    @BeforeEach
    void observeALamp() {
        UUID connection = rig.connection().id();
        rig.lamp("lamp-1", "desk", 5);
        rig.content.observe(
                rig.caller,
                connection,
                List.of(new Observation(
                        Optional.empty(),
                        FakeProvider.LAMP,
                        "lamp-1",
                        AccessService.ROOT_SPACE,
                        "desk",
                        Map.of(),
                        rig.remote.lamps.get("lamp-1"))));
        lamp = rig.content.ofType(FakeProvider.LAMP).get(0).id();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whatTheRemoteSystemHasMeasuredIsTold() {
        Measured measured = metrics.measure(rig.caller, lamp, Duration.ofHours(3));

        assertThat(Duration.between(measured.from(), measured.to())).isEqualTo(Duration.ofHours(3));
        assertThat(measured.step()).isEqualTo(Duration.ofMinutes(5));
        assertThat(measured.metrics()).extracting(Metrics.Metric::name).containsExactly("brightness", "heat");
        assertThat(measured.series().get(0).points())
                .extracting(Metrics.Point::value)
                .containsExactly(400.0, 410.0);
    }

    @Test
    void whoMayNotSeeTheResourceIsNotToldWhatIsMeasuredOfIt() {
        rig.access.deny(FakeProvider.LAMP + ".view");

        assertThatThrownBy(() -> metrics.measure(rig.caller, lamp, Duration.ofHours(3)))
                .isInstanceOf(PlenumException.class)
                .hasMessageContaining(FakeProvider.LAMP + ".view");
    }

    @Test
    void aWhileThatIsTooShortOrTooLongIsRefused() {
        for (Duration last : List.of(Duration.ofMinutes(1), Duration.ofDays(365), Duration.ofHours(-1))) {
            assertThatThrownBy(() -> metrics.measure(rig.caller, lamp, last)).hasMessageContaining("PT15M");
        }
    }

    @Test
    void aFailureOfTheRemoteSystemKeepsItsCategory() {
        rig.remote.failures.add(new ProviderException(Category.THROTTLED, "throttled", "Too often."));

        assertThatThrownBy(() -> metrics.measure(rig.caller, lamp, Duration.ofHours(3)))
                .isInstanceOfSatisfying(
                        PlenumException.class,
                        thrown -> assertThat(thrown.category()).isEqualTo(PlenumException.Category.THROTTLED));
    }

    @Test
    void pointsAreWholeStepsApartAndNotTooMany() {
        for (Duration last : List.of(Duration.ofMinutes(15), Duration.ofHours(30), Duration.ofDays(30))) {
            Duration step = ResourceMetrics.step(last);
            assertThat(step.toSeconds() % 300).isZero();
            assertThat(last.dividedBy(step)).isLessThanOrEqualTo(300);
        }
    }
}

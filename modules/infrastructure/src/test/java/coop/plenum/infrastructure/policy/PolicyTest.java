package coop.plenum.infrastructure.policy;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A policy")
final class PolicyTest {
    private static Policy policy(Values values) {
        return Policy.of(new Item(
                UUID.randomUUID(),
                Policy.TYPE,
                AccessService.ROOT_SPACE,
                "Weekend",
                Map.of(),
                State.PUBLISHED,
                values,
                Values.empty(),
                Optional.empty(),
                1,
                Instant.EPOCH,
                Instant.EPOCH));
    }

    @Test
    @DisplayName("that says nothing demands nothing")
    void empty() {
        Policy policy = policy(Values.empty());

        assertThat(policy.approvals()).isZero();
        assertThat(policy.concerns("example.server", "delete")).isTrue();
        assertThat(policy.closedAt(Instant.now())).isEmpty();
        assertThat(policy.deletesPerDay()).isEmpty();
    }

    @ParameterizedTest(name = "{0} from {1} to {2} at {3}: {4}")
    @CsvSource({
        // 2026-11-27 is a Friday, and Berlin is an hour ahead of UTC.
        "fri,  0, 24, 2026-11-27T12:00:00Z, true",
        "fri,  0, 24, 2026-11-26T22:59:59Z, false",
        "fri,  0, 24, 2026-11-26T23:00:00Z, true",
        "fri, 16, 20, 2026-11-27T14:59:59Z, false",
        "fri, 16, 20, 2026-11-27T15:00:00Z, true",
        "fri, 16, 20, 2026-11-27T18:59:59Z, true",
        "fri, 16, 20, 2026-11-27T19:00:00Z, false",
        "fri, 22,  6, 2026-11-27T21:00:00Z, true",
        "fri, 22,  6, 2026-11-28T04:59:59Z, true",
        "fri, 22,  6, 2026-11-28T05:00:00Z, false",
        "fri, 22,  6, 2026-11-27T04:00:00Z, false"
    })
    @DisplayName("closes some hours of some days, in its own time zone")
    void hours(String day, int from, int until, Instant moment, boolean closed) {
        Policy policy = policy(Values.builder()
                .put("closedDays", List.of(day))
                .put("closedFrom", from)
                .put("closedUntil", until)
                .put("timeZone", "Europe/Berlin")
                .build());

        assertThat(policy.closedAt(moment).isPresent()).isEqualTo(closed);
    }

    @Test
    @DisplayName("with a time zone that does not exist allows nothing, and says why")
    void unknownZone() {
        Policy policy = policy(Values.builder()
                .put("closedDays", List.of("fri"))
                .put("timeZone", "Atlantis/Capital")
                .build());

        assertThat(policy.closedAt(Instant.now()))
                .hasValueSatisfying(why -> assertThat(why).contains("Atlantis/Capital"));
    }
}

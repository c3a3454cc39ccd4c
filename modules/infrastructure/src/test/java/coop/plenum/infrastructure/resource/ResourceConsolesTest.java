package coop.plenum.infrastructure.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.Observation;
import coop.plenum.api.provider.ConsoleAccess.Console;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import coop.plenum.infrastructure.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ResourceConsolesTest {
    private final Rig rig = new Rig();
    private final ResourceConsoles consoles =
            new ResourceConsoles(rig.access, rig.resources, rig.policies, rig.effects);
    private UUID connection;
    private UUID lamp;

    @BeforeEach
    void observeALamp() {
        connection = rig.connection().id();
        lamp = observed(FakeProvider.LAMP, "lamp-1", 5);
    }

    private UUID observed(String type, String externalId, int watts) {
        rig.lamp(externalId, externalId, watts);
        Values values = type.equals(FakeProvider.LAMP) ? rig.remote.lamps.get(externalId) : Values.empty();
        rig.content.observe(
                rig.caller,
                connection,
                List.of(new Observation(
                        Optional.empty(), type, externalId, AccessService.ROOT_SPACE, externalId, Map.of(), values)));
        return rig.content.ofType(type).stream()
                .filter(item -> item.title().equals(externalId))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private PlenumException refused(UUID id) {
        return catchThrowableOfType(PlenumException.class, () -> consoles.open(rig.caller, id));
    }

    private void policy(List<String> kinds) {
        rig.content.create(
                rig.caller,
                NewItem.published(
                        Policy.TYPE,
                        AccessService.ROOT_SPACE,
                        "Four eyes",
                        Values.of(Map.of("approvals", 1, "kinds", kinds))));
    }

    @Test
    void theAddressIsGivenToWhoAskedAndStandsInNoAuditEntry() {
        Console console = consoles.open(rig.caller, lamp);

        assertThat(console.address()).hasToString(FakeProvider.CONSOLE + "lamp-1");
        assertThat(console.until()).contains(Instant.EPOCH.plusSeconds(60));
        assertThat(rig.audit.entries()).containsExactly("resource.console INTENT", "resource.console SUCCESS");
        assertThat(rig.audit.events())
                .allSatisfy(event -> assertThat(event.toString()).doesNotContain(FakeProvider.CONSOLE));
        assertThat(console.toString()).doesNotContain(FakeProvider.CONSOLE);
    }

    @Test
    void whoMayOnlySeeTheResourceIsToldWhatIsLackingAndGetsNone() {
        rig.access.deny(FakeProvider.LAMP + ".act");

        assertThat(consoles.offer(rig.caller, lamp).orElseThrow().unavailable().orElseThrow())
                .contains(FakeProvider.LAMP + ".act");
        assertThatThrownBy(() -> consoles.open(rig.caller, lamp)).hasMessageContaining(FakeProvider.LAMP + ".act");
        assertThat(rig.remote.consoles).hasValue(0);
        assertThat(rig.audit.entries()).isEmpty();
    }

    @Test
    void whatIsOffSaysSo() {
        UUID dark = observed(FakeProvider.LAMP, "lamp-2", 0);

        assertThat(consoles.offer(rig.caller, dark).orElseThrow().unavailable()).contains("The lamp has no power.");
        assertThat(refused(dark).code()).isEqualTo("console-unavailable");
        assertThat(rig.remote.consoles).hasValue(0);
        assertThat(consoles.offer(rig.caller, lamp).orElseThrow().unavailable()).isEmpty();
    }

    @Test
    void whatHasNoConsoleOffersNone() {
        rig.remote.fuses = List.of("fuse-1");
        UUID fuse = observed(FakeProvider.FUSE, "fuse-1", 0);

        assertThat(consoles.offer(rig.caller, fuse)).isEmpty();
        assertThat(refused(fuse).code()).isEqualTo("no-console");
    }

    @Test
    void whereEverythingHasToBeApprovedNoConsoleIsOpened() {
        policy(List.of());

        assertThat(consoles.offer(rig.caller, lamp).orElseThrow().unavailable().orElseThrow())
                .contains("Four eyes");
        assertThat(refused(lamp).code()).isEqualTo("console-closed");
        assertThat(rig.remote.consoles).hasValue(0);
    }

    @Test
    void inClosedHoursNoConsoleIsOpened() {
        rig.freeze();

        assertThat(consoles.offer(rig.caller, lamp).orElseThrow().unavailable().orElseThrow())
                .contains("Freeze");
        assertThat(refused(lamp).code()).isEqualTo("change-window-closed");
        assertThat(rig.remote.consoles).hasValue(0);
        assertThat(rig.audit.entries()).isEmpty();
    }

    @Test
    void aPolicyThatNamesOtherKindsLeavesConsolesOpen() {
        policy(List.of("create", "update", "delete", "act"));

        consoles.open(rig.caller, lamp);

        assertThat(rig.remote.consoles).hasValue(1);
    }

    @Test
    void aFailureOfTheRemoteSystemKeepsItsCategoryAndIsWrittenDown() {
        rig.remote.failures.add(FakeProvider.failure(Category.CONFLICT));
        assertThat(refused(lamp).category()).isEqualTo(PlenumException.Category.CONFLICT);

        rig.remote.failures.add(FakeProvider.failure(Category.TRANSIENT));
        assertThat(refused(lamp).category()).isEqualTo(PlenumException.Category.REMOTE);

        assertThat(rig.audit.entries())
                .containsExactly(
                        "resource.console INTENT",
                        "resource.console FAILURE",
                        "resource.console INTENT",
                        "resource.console UNKNOWN");
    }
}

package coop.plenum.baremetal.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.TestContext;
import coop.plenum.baremetal.TestCredentials;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.BootDevice;
import coop.plenum.baremetal.bmc.BootOverride;
import coop.plenum.baremetal.bmc.EventLog;
import coop.plenum.baremetal.bmc.Health;
import coop.plenum.baremetal.bmc.Inventory;
import coop.plenum.baremetal.bmc.Machine;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.bmc.PowerCommand;
import coop.plenum.baremetal.bmc.PowerState;
import coop.plenum.baremetal.bmc.Sensor;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class RedfishBmcTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Patience patience = Patience.of(new TestContext());
    private FakeRedfishService service;
    private Https https;

    @AfterEach
    void stop() {
        if (https != null) {
            https.close();
        }
        if (service != null) {
            service.close();
        }
    }

    private RedfishBmc bmc(Maker maker) {
        return bmc(maker, "admin", FakeRedfishService.PASSWORD, Set.of(FakeRedfishService.fingerprint()), TIMEOUT);
    }

    private RedfishBmc bmc(Maker maker, String user, String password, Set<String> pins, Duration timeout) {
        service = new FakeRedfishService(maker);
        https = new Https(pins, timeout);
        return new RedfishBmc(
                new BmcAddress("127.0.0.1", service.port(), true), new TestCredentials(user, password), https);
    }

    @ParameterizedTest
    @EnumSource
    void everyMakersMachineIsRead(Maker maker) throws Exception {
        Inventory inventory = bmc(maker).inventory(patience);
        assertThat(inventory.controller().protocolVersion()).isEqualTo("1.17.0");
        assertThat(inventory.controller().firmwareVersion()).contains("7.10.30");
        assertThat(inventory.controller().macAddress()).contains("aa:bb:cc:00:00:01");
        assertThat(inventory.machines()).hasSize(1);
        Machine machine = inventory.machines().get(0);
        assertThat(machine.system()).isEmpty();
        assertThat(machine.hostname()).isEmpty();
        assertThat(machine.power()).isEqualTo(PowerState.OFF);
        assertThat(machine.health()).isEqualTo(Health.WARNING);
        assertThat(machine.hardware().model()).contains("Server " + maker);
        assertThat(machine.hardware().cores()).hasValue(64);
        assertThat(machine.hardware().memoryGibibytes()).contains(new BigDecimal("511.5"));
        assertThat(machine.hardware().uuid()).contains("8f0c1a3e-0001-4000-8000-0123456789ab");
        assertThat(machine.nics()).singleElement().satisfies(nic -> {
            assertThat(nic.macAddress()).contains("aa:bb:cc:00:11:22");
            assertThat(nic.link()).contains(true);
            assertThat(nic.speedMegabits()).hasValue(25000);
        });
        assertThat(machine.sensors()).extracting(Sensor::name).containsExactly("Inlet", "Fan 1");
        Sensor inlet = machine.sensors().get(0);
        assertThat(inlet.reading()).contains(new BigDecimal("39.5"));
        assertThat(inlet.unit()).isEqualTo("Cel");
        assertThat(inlet.health()).isEqualTo(Health.WARNING);
        assertThat(inlet.thresholds().upperCritical()).contains(new BigDecimal("45"));
    }

    @ParameterizedTest
    @EnumSource
    void everyMakersEventLogIsFoundAndReadOverAllItsPages(Maker maker) throws Exception {
        EventLog log = bmc(maker).inventory(patience).machines().get(0).log();
        assertThat(log.count()).isEqualTo(FakeTree.EVENTS);
        assertThat(log.newest()).hasSize(20);
        assertThat(log.newest().get(0).message()).isEqualTo("Event " + FakeTree.EVENTS);
        assertThat(log.newest().get(0).severity()).isEqualTo(Health.CRITICAL);
        assertThat(log.newest().get(0).time()).contains(Instant.parse("2026-03-01T09:23:00Z"));
    }

    @ParameterizedTest
    @EnumSource
    void everyMakersPowerIsSwitched(Maker maker) throws Exception {
        RedfishBmc bmc = bmc(maker);
        bmc.power("", PowerCommand.ON, patience);
        assertThat(bmc.power("", patience)).isEqualTo(PowerState.ON);
        bmc.power("", PowerCommand.RESET, patience);
        bmc.power("", PowerCommand.SOFT_OFF, patience);
        assertThat(bmc.power("", patience)).isEqualTo(PowerState.OFF);
        assertThat(service.resets())
                .containsExactly("On", "ForceRestart", maker == Maker.ILO ? "PushPowerButton" : "GracefulShutdown");
    }

    @ParameterizedTest
    @EnumSource
    void everyMakersBootDeviceIsSetAndReset(Maker maker) throws Exception {
        RedfishBmc bmc = bmc(maker);
        bmc.boot("", new BootOverride(BootDevice.PXE, false, true), patience);
        assertThat(bmc.inventory(patience).machines().get(0).boot())
                .contains(new BootOverride(BootDevice.PXE, false, true));
        bmc.boot("", BootOverride.NONE, patience);
        assertThat(bmc.inventory(patience)
                        .machines()
                        .get(0)
                        .boot()
                        .orElseThrow()
                        .device())
                .isEqualTo(BootDevice.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void everyMakersIdentifyLightIsLit(Maker maker) throws Exception {
        RedfishBmc bmc = bmc(maker);
        assertThat(bmc.identify("", 5, patience)).as("puts itself out").isFalse();
        assertThat(bmc.inventory(patience).machines().get(0).indicator()).contains(true);
        bmc.identify("", 0, patience);
        assertThat(bmc.inventory(patience).machines().get(0).indicator()).contains(false);
    }

    @ParameterizedTest
    @EnumSource
    void everyMakersRefusalOfThePasswordIsToldApart(Maker maker) {
        RedfishBmc bmc = bmc(maker, "admin", "wrong", Set.of(FakeRedfishService.fingerprint()), TIMEOUT);
        assertThatThrownBy(() -> bmc.greet(patience)).satisfies(is(Category.AUTHENTICATION, "wrong-credentials"));
    }

    @ParameterizedTest
    @EnumSource
    void everyMakersSessionIsEndedOnClose(Maker maker) throws Exception {
        RedfishBmc bmc = bmc(maker);
        bmc.greet(patience);
        bmc.power("", patience);
        assertThat(service.openSessions()).isEqualTo(1);
        bmc.close();
        assertThat(service.openSessions()).isZero();
    }

    @Test
    void iloHasNoPowerCycleAndSaysSo() {
        RedfishBmc bmc = bmc(Maker.ILO);
        assertThatThrownBy(() -> bmc.power("", PowerCommand.CYCLE, patience))
                .satisfies(is(Category.UNSUPPORTED, "power-command-unsupported"));
    }

    @Test
    void aViewerMayReadButNotSwitch() throws Exception {
        RedfishBmc bmc = bmc(
                Maker.STANDARD,
                "viewer",
                FakeRedfishService.PASSWORD,
                Set.of(FakeRedfishService.fingerprint()),
                TIMEOUT);
        assertThat(bmc.inventory(patience).machines()).hasSize(1);
        assertThatThrownBy(() -> bmc.power("", PowerCommand.ON, patience))
                .satisfies(is(Category.AUTHENTICATION, "insufficient-privilege"))
                .hasMessageContaining("The user may not do this.");
    }

    @Test
    void anExpiredSessionIsOpenedAgainOnce() throws Exception {
        RedfishBmc bmc = bmc(Maker.STANDARD);
        bmc.greet(patience);
        service.expireSessions();
        assertThat(bmc.power("", patience)).isEqualTo(PowerState.OFF);
        assertThat(service.openSessions()).isEqualTo(1);
    }

    @Test
    void aBusyServiceIsAskedAgainOnceAndThenReported() throws Exception {
        RedfishBmc bmc = bmc(Maker.STANDARD);
        bmc.greet(patience);
        service.busy(1);
        assertThat(bmc.power("", patience)).isEqualTo(PowerState.OFF);
        service.busy(2);
        assertThatThrownBy(() -> bmc.power("", patience)).satisfies(is(Category.TRANSIENT, "controller-busy"));
    }

    @Test
    void aSilentServiceIsUnreachable() {
        RedfishBmc bmc = impatient();
        service.slow("/redfish/v1/");
        assertThatThrownBy(() -> bmc.greet(patience)).satisfies(is(Category.TRANSIENT, "unreachable"));
    }

    @Test
    void anAnswerThatNeverEndsIsUnreachable() {
        RedfishBmc bmc = impatient();
        service.trickle("/redfish/v1/Systems?$expand=.($levels=1)");
        assertThatThrownBy(() -> bmc.greet(patience)).satisfies(is(Category.TRANSIENT, "unreachable"));
    }

    private RedfishBmc impatient() {
        return bmc(
                Maker.STANDARD,
                "admin",
                FakeRedfishService.PASSWORD,
                Set.of(FakeRedfishService.fingerprint()),
                Duration.ofMillis(800));
    }

    @Test
    void aPageForPeopleIsReportedWithoutItsMarkup() {
        RedfishBmc bmc = bmc(Maker.STANDARD);
        service.breakPath("/redfish/v1/Systems?$expand=.($levels=1)");
        assertThatThrownBy(() -> bmc.greet(patience))
                .satisfies(is(Category.TRANSIENT, "controller-failed"))
                .hasMessageNotContaining("<html>");
    }

    @Test
    void anUntrustedCertificateIsRefusedAndItsFingerprintTold() {
        RedfishBmc bmc = bmc(Maker.STANDARD, "admin", FakeRedfishService.PASSWORD, Set.of(), TIMEOUT);
        assertThatThrownBy(() -> bmc.greet(patience))
                .satisfies(is(Category.AUTHENTICATION, "tls-untrusted"))
                .hasMessageContaining(FakeRedfishService.fingerprint());
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void anotherPinIsRefused() {
        RedfishBmc bmc = bmc(Maker.STANDARD, "admin", FakeRedfishService.PASSWORD, Set.of("ab".repeat(32)), TIMEOUT);
        assertThatThrownBy(() -> bmc.present(patience)).satisfies(is(Category.AUTHENTICATION, "tls-untrusted"));
    }

    @Test
    void aChangeInBetweenIsReadAndTriedAgain() throws Exception {
        RedfishBmc bmc = bmc(Maker.SUPERMICRO);
        service.conflict(1);
        bmc.boot("", new BootOverride(BootDevice.DISK, true, true), patience);
        assertThat(service.system().get("Boot"))
                .isEqualTo(Map.of(
                        "BootOrder",
                        List.of("Boot0001", "Boot0002", "Boot0003"),
                        "BootSourceOverrideEnabled",
                        "Continuous",
                        "BootSourceOverrideTarget",
                        "Hdd",
                        "BootSourceOverrideMode",
                        "UEFI"));
    }

    @Test
    void aTaskIsFollowedToItsEnd() throws Exception {
        RedfishBmc bmc = bmc(Maker.STANDARD);
        service.asTasks("Completed");
        String task = bmc.power("", PowerCommand.ON, patience).orElseThrow();
        assertThat(bmc.finished(task, patience)).isFalse();
        assertThat(bmc.finished(task, patience)).isTrue();
    }

    @Test
    void aTaskThatFailsSaysWhy() throws Exception {
        RedfishBmc bmc = bmc(Maker.STANDARD);
        service.asTasks("Exception");
        String task = bmc.power("", PowerCommand.ON, patience).orElseThrow();
        assertThat(bmc.finished(task, patience)).isFalse();
        assertThatThrownBy(() -> bmc.finished(task, patience))
                .satisfies(is(Category.INTERNAL, "task-failed"))
                .hasMessageContaining("The power supply is missing.");
    }

    @Test
    void severalSystemsOfOneServiceAreSeveralMachines() throws Exception {
        RedfishBmc bmc = bmc(Maker.ILO);
        service.resources()
                .put(
                        "/redfish/v1/Systems/2",
                        Map.of("@odata.id", "/redfish/v1/Systems/2", "Id", "blade 2", "PowerState", "On"));
        service.resources()
                .put(
                        "/redfish/v1/Systems",
                        Map.of(
                                "Members",
                                List.of(Map.of("@odata.id", FakeTree.SYSTEM)),
                                "Members@odata.nextLink",
                                "/redfish/v1/Systems?page=2"));
        service.resources()
                .put(
                        "/redfish/v1/Systems?page=2",
                        Map.of("Members", List.of(Map.of("@odata.id", "/redfish/v1/Systems/2"))));
        assertThat(bmc.inventory(patience).machines())
                .extracting(Machine::system)
                .containsExactly("1", "blade 2");
        assertThat(bmc.power("blade 2", patience)).isEqualTo(PowerState.ON);
        assertThatThrownBy(() -> bmc.power("blade 3", patience)).satisfies(is(Category.MISSING, "machine-missing"));
    }

    @Test
    void closingLeavesNoThread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        bmc(Maker.STANDARD).greet(patience);
        https.close();
        service.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread)) {
                thread.join(5_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private static Consumer<Throwable> is(Category category, String code) {
        return thrown -> {
            assertThat(thrown).isInstanceOf(ProviderException.class);
            assertThat(((ProviderException) thrown).code()).isEqualTo(code);
            assertThat(((ProviderException) thrown).category()).isEqualTo(category);
        };
    }
}

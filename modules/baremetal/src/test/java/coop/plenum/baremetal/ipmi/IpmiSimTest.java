package coop.plenum.baremetal.ipmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.Simulators;
import coop.plenum.baremetal.TestContext;
import coop.plenum.baremetal.TestCredentials;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.BootDevice;
import coop.plenum.baremetal.bmc.BootOverride;
import coop.plenum.baremetal.bmc.Controller;
import coop.plenum.baremetal.bmc.EventLogClearing;
import coop.plenum.baremetal.bmc.Health;
import coop.plenum.baremetal.bmc.Inventory;
import coop.plenum.baremetal.bmc.Machine;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.bmc.PowerCommand;
import coop.plenum.baremetal.bmc.PowerState;
import coop.plenum.baremetal.bmc.Sensor;
import coop.plenum.baremetal.bmc.VirtualMedia;
import java.math.BigDecimal;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client against OpenIPMI's simulator: real packets, real authentication. */
@Timeout(60)
class IpmiSimTest {
    private static final int COUNT = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Set<String> UNSUPPORTED = Set.of("power-command-unsupported", "ability-missing");
    private static Simulators simulators;

    private final Patience patience = Patience.of(new TestContext());

    @BeforeAll
    static void start() {
        simulators = Simulators.start(COUNT);
    }

    @AfterAll
    static void stop() {
        if (simulators != null) {
            simulators.close();
        }
    }

    private static IpmiBmc bmc(int number, String user, String password) {
        return new IpmiBmc(
                new BmcAddress("127.0.0.1", simulators.port(number), true),
                new TestCredentials(user, password),
                TIMEOUT);
    }

    private static IpmiBmc bmc(int number) {
        return bmc(number, "ipmiusr", Simulators.PASSWORD);
    }

    @Test
    void powerGoesOnAndOffAndTheSimulatorWasToldSo() throws Exception {
        IpmiBmc bmc = bmc(1);
        bmc.power("", PowerCommand.ON, patience);
        assertThat(bmc.power("", patience)).isEqualTo(PowerState.ON);
        bmc.power("", PowerCommand.OFF, patience);
        assertThat(bmc.power("", patience)).isEqualTo(PowerState.OFF);
        assertThat(simulators.actions(1)).containsSubsequence("set power 1", "set power 0");
        assertThat(simulators.read(1, "power")).isEqualTo("0");
    }

    @Test
    void softOffAndResetReachTheSimulator() throws Exception {
        IpmiBmc bmc = bmc(2);
        bmc.power("", PowerCommand.ON, patience);
        bmc.power("", PowerCommand.RESET, patience);
        bmc.power("", PowerCommand.SOFT_OFF, patience);
        assertThat(bmc.power("", patience)).isEqualTo(PowerState.OFF);
        assertThat(simulators.actions(2)).anyMatch(line -> line.startsWith("set reset"));
    }

    @Test
    void theBootDeviceIsSet() throws Exception {
        bmc(3).boot("", new BootOverride(BootDevice.PXE, true, true), patience);
        assertThat(simulators.read(3, "boot")).isEqualTo("pxe");
        bmc(3).boot("", BootOverride.NONE, patience);
        assertThat(simulators.read(3, "boot")).isIn("none", "default");
    }

    @Test
    void theIdentifyLightIsLit() throws Exception {
        assertThat(bmc(3).identify("", 5, patience)).isTrue();
        assertThat(simulators.actions(3)).anyMatch(line -> line.startsWith("set identify"));
    }

    @Test
    void theInventoryNamesTheMachineItsSensorsAndItsController() throws Exception {
        Inventory inventory = bmc(4).inventory(patience);
        assertThat(inventory.controller().protocolVersion()).isEqualTo("2.0");
        assertThat(inventory.controller().firmwareVersion()).contains("9.08");
        Machine machine = inventory.machines().get(0);
        assertThat(machine.hardware().manufacturer()).contains("ACME");
        assertThat(machine.hardware().model()).contains("Server-4");
        assertThat(machine.hardware().serialNumber()).contains("SN000004");
        assertThat(machine.hardware().assetTag()).contains("asset-SN000004");
        assertThat(machine.hardware().uuid()).isPresent();
        assertThat(machine.power()).isEqualTo(PowerState.OFF);
        assertThat(machine.health()).isEqualTo(Health.OK);
        assertThat(machine.sensors())
                .extracting(Sensor::name)
                .containsExactly("CPU_Temp", "Inlet_Temp", "Fan1", "Fan2");
        Sensor temperature = machine.sensors().get(0);
        assertThat(temperature.reading()).contains(new BigDecimal("40"));
        assertThat(temperature.unit()).isEqualTo("Cel");
        assertThat(temperature.thresholds().upperWarning()).contains(new BigDecimal("80"));
        assertThat(temperature.thresholds().upperCritical()).contains(new BigDecimal("90"));
        assertThat(machine.sensors().get(2).reading()).contains(new BigDecimal("6000"));
        assertThat(machine.sensors().get(2).unit()).isEqualTo("{rev}/min");
    }

    @Test
    void anOverheatedSensorMakesTheMachineCriticalAndLeavesEvents() throws Exception {
        simulators.control(5, "sensor_set_value 0x20 0 1 91 1");
        Machine machine = bmc(5).inventory(patience).machines().get(0);
        assertThat(machine.sensors().get(0).reading()).contains(new BigDecimal("91"));
        assertThat(machine.sensors().get(0).health()).isEqualTo(Health.CRITICAL);
        assertThat(machine.health()).isEqualTo(Health.CRITICAL);
        assertThat(machine.log().count()).isEqualTo(2);
        assertThat(machine.log().newest().get(0).message()).isEqualTo("CPU_Temp: upper critical going high");
        assertThat(machine.log().newest().get(0).severity()).isEqualTo(Health.CRITICAL);
        assertThat(machine.log().newest().get(1).severity()).isEqualTo(Health.WARNING);
    }

    @Test
    void theNetworkSettingsOfTheControllerAreReadAsIpmitoolHasSetThem() throws Exception {
        simulators.ipmitool(7, "lan", "set", "1", "ipaddr", "10.1.2.3");
        simulators.ipmitool(7, "lan", "set", "1", "netmask", "255.255.0.0");
        simulators.ipmitool(7, "lan", "set", "1", "defgw", "ipaddr", "10.1.0.1");
        simulators.ipmitool(7, "lan", "set", "1", "macaddr", "02:00:00:00:00:07");
        simulators.ipmitool(7, "lan", "set", "1", "vlan", "id", "42");
        Controller controller = bmc(7).inventory(patience).controller();
        assertThat(controller.lan().address()).contains("10.1.2.3");
        assertThat(controller.lan().netmask()).contains("255.255.0.0");
        assertThat(controller.lan().gateway()).contains("10.1.0.1");
        assertThat(controller.lan().vlan()).hasValue(42);
        assertThat(controller.macAddress()).contains("02:00:00:00:00:07");
        assertThat(bmc(8).inventory(patience).controller().lan().vlan()).isEmpty();
    }

    @Test
    void theEventLogIsClearedAndIpmitoolSeesIt() throws Exception {
        simulators.control(9, "sensor_set_value 0x20 0 1 91 1");
        assertThat(simulators.ipmitool(9, "sel", "info")).containsPattern("Entries +: 2");
        bmc(9).ability(EventLogClearing.class, patience).clear("", patience);
        assertThat(simulators.ipmitool(9, "sel", "info")).containsPattern("Entries +: 0");
        assertThat(bmc(9).inventory(patience).machines().get(0).log().count()).isZero();
    }

    @Test
    void aViewerMayNotClearTheEventLog() throws Exception {
        BmcAddress address = new BmcAddress("127.0.0.1", simulators.port(10), true);
        TestCredentials viewer = new TestCredentials("viewer", "viewer");
        try (Session session = Session.open(address, viewer, Privilege.USER, TIMEOUT, patience)) {
            assertThatThrownBy(() -> EventLogEraser.clear(session)).satisfies(code("insufficient-privilege"));
        }
    }

    @Test
    void anNmiThatTheControllerDoesNotKnowIsToldApart() {
        // the simulator has none, and says so as real controllers do
        assertThat(simulators.ipmitool(11, "chassis", "power", "diag")).contains("failed");
        assertThatThrownBy(() -> bmc(11).power("", PowerCommand.NMI, patience))
                .satisfies(code("power-command-unsupported"));
    }

    @Test
    void whatIpmiCannotDoIsToldApart() {
        assertThatThrownBy(() -> bmc(12).ability(VirtualMedia.class, patience)).satisfies(code("ability-missing"));
    }

    @Test
    void aWrongPasswordIsToldApart() {
        assertThatThrownBy(() -> bmc(6, "ipmiusr", "wrong").greet(patience)).satisfies(code("wrong-credentials"));
    }

    @Test
    void anUnknownUserIsToldApart() {
        assertThatThrownBy(() -> bmc(6, "nobody", Simulators.PASSWORD).greet(patience))
                .satisfies(code("wrong-credentials"));
    }

    /** The simulator gives a session any level that it asks for, so this one asks for no more than a viewer has. */
    @Test
    void aViewerMayReadButNotSwitch() throws Exception {
        BmcAddress address = new BmcAddress("127.0.0.1", simulators.port(6), true);
        TestCredentials viewer = new TestCredentials("viewer", "viewer");
        try (Session session = Session.open(address, viewer, Privilege.USER, TIMEOUT, patience)) {
            assertThat(Chassis.status(session).power()).isEqualTo(PowerState.OFF);
            assertThatThrownBy(() -> Chassis.control(session, PowerCommand.ON))
                    .satisfies(code("insufficient-privilege"));
        }
        assertThat(simulators.actions(6)).noneMatch(line -> line.startsWith("set power"));
    }

    @Test
    void anOperatorMaySwitch() throws Exception {
        bmc(7, "operator", "operator").power("", PowerCommand.ON, patience);
        assertThat(simulators.read(7, "power")).isEqualTo("1");
    }

    @Test
    void aClosedPortIsUnreachable() throws Exception {
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        IpmiBmc bmc = new IpmiBmc(
                new BmcAddress("127.0.0.1", port, true),
                new TestCredentials("ipmiusr", Simulators.PASSWORD),
                Duration.ofSeconds(1));
        assertThatThrownBy(() -> bmc.greet(patience)).satisfies(code("unreachable"));
    }

    @Test
    void aSilentPortIsUnreachable() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            IpmiBmc bmc = new IpmiBmc(
                    new BmcAddress("127.0.0.1", silent.getLocalPort(), true),
                    new TestCredentials("ipmiusr", Simulators.PASSWORD),
                    Duration.ofSeconds(1));
            assertThatThrownBy(() -> bmc.greet(patience)).satisfies(code("unreachable"));
        }
    }

    @Test
    void twentyControllersAreReadAtOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(COUNT);
        try {
            List<Callable<Inventory>> reads = new ArrayList<>();
            for (int number = 1; number <= COUNT; number++) {
                IpmiBmc bmc = bmc(number);
                reads.add(() -> bmc.inventory(Patience.of(new TestContext())));
            }
            List<Future<Inventory>> inventories = pool.invokeAll(reads);
            for (int i = 0; i < COUNT; i++) {
                assertThat(inventories.get(i).get().machines().get(0).hardware().model())
                        .contains("Server-" + (i + 1));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static java.util.function.Consumer<Throwable> code(String code) {
        return thrown -> {
            assertThat(thrown).isInstanceOf(ProviderException.class);
            assertThat(((ProviderException) thrown).code()).isEqualTo(code);
            assertThat(((ProviderException) thrown).category())
                    .isEqualTo(
                            code.equals("unreachable")
                                    ? Category.TRANSIENT
                                    : UNSUPPORTED.contains(code) ? Category.UNSUPPORTED : Category.AUTHENTICATION);
        };
    }
}

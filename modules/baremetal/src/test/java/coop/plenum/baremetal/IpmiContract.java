package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.baremetal.bmc.PartKind;
import coop.plenum.testkit.ProviderContract;
import coop.plenum.testkit.ProviderFixture;
import coop.plenum.testkit.ProviderFixture.OutOfReach;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Bare metal over IPMI keeps the rules of the provider API. */
final class IpmiContract extends ProviderContract {
    private static final String NOT_BY_IPMI = "IPMI has nothing of the kind; RedfishContract proves it.";

    private static Simulators simulators;
    private static DatagramSocket silent;

    @BeforeAll
    static void start() throws Exception {
        silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        simulators = Simulators.start(3);
    }

    @AfterAll
    static void stop() {
        silent.close();
        if (simulators != null) {
            simulators.close();
        }
    }

    @Override
    protected ProviderFactory factory() {
        return new BareMetalProviderFactory();
    }

    @Override
    protected ProviderFixture fixture() {
        String nobody = "127.0.0.1:" + silent.getLocalPort();
        return RedfishContract.stages(known(nobody))
                .acting(States.MACHINE_TYPE, "set-boot-device", Values.of("device", "pxe"))
                .acting(States.MACHINE_TYPE, "identify", Values.of("seconds", 0))
                .unproven(States.MACHINE_TYPE, "send-nmi", "The simulators know none; IpmiSimTest has that told apart.")
                .unproven(States.BMC_TYPE, "update-firmware", NOT_BY_IPMI)
                .unproven(PartKind.BIOS.type(), "set-bios-settings", NOT_BY_IPMI)
                .unproven(PartKind.VIRTUAL_MEDIA.type(), "insert-media", NOT_BY_IPMI);
    }

    private static ProviderFixture known(String nobody) {
        return ProviderFixture.of(
                        settings("127.0.0.1:" + simulators.port(1) + "-" + simulators.port(3)),
                        Map.of("password", Simulators.PASSWORD))
                .refusing(Map.of("password", "not-the-password"))
                .outOfReach(new OutOfReach(settings(nobody), States.MACHINE_TYPE, nobody))
                .notChanging(Stream.concat(
                                Stream.of(States.BMC_TYPE, States.NIC_TYPE, States.SENSOR_TYPE),
                                Arrays.stream(PartKind.values()).map(PartKind::type))
                        .toArray(String[]::new));
    }

    private static Values settings(String addresses) {
        return Values.builder()
                .put("protocol", "ipmi")
                .put("addresses", List.of(addresses))
                .put("username", "ipmiusr")
                .build();
    }
}

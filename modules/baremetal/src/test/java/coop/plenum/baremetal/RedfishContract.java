package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.baremetal.bmc.PartKind;
import coop.plenum.baremetal.redfish.FakeRedfishService;
import coop.plenum.baremetal.redfish.Maker;
import coop.plenum.testkit.ProviderContract;
import coop.plenum.testkit.ProviderFixture;
import coop.plenum.testkit.ProviderFixture.Creatable;
import coop.plenum.testkit.ProviderFixture.OutOfReach;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Bare metal over Redfish keeps the rules of the provider API. */
final class RedfishContract extends ProviderContract {
    private static FakeRedfishService standard;
    private static FakeRedfishService ilo;
    /** Its machine is on when the kit has switched those of the others off. */
    private static FakeRedfishService running;

    private static ServerSocket silent;

    @BeforeAll
    static void start() throws Exception {
        silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        standard = new FakeRedfishService(Maker.STANDARD);
        ilo = new FakeRedfishService(Maker.ILO);
        running = new FakeRedfishService(Maker.IDRAC);
        running.become("8f0c1a3e-0001-4000-8000-0123456789ac", "aa:bb:cc:00:11:33", "192.0.2.8");
    }

    @AfterAll
    static void stop() throws Exception {
        silent.close();
        standard.close();
        ilo.close();
        running.close();
    }

    @Override
    protected ProviderFactory factory() {
        return new BareMetalProviderFactory();
    }

    @Override
    protected ProviderFixture fixture() {
        String nobody = "127.0.0.1:" + silent.getLocalPort();
        ProviderFixture fixture = known(nobody)
                .acting(States.MACHINE_TYPE, "set-boot-device", Values.of("device", "pxe"))
                .acting(States.MACHINE_TYPE, "identify", Values.of("seconds", 0))
                .acting(States.MACHINE_TYPE, "send-nmi", Values.of("mayCrash", true))
                .acting(States.BMC_TYPE, "update-firmware", Values.of("image", "https://images.example/bmc.bin"))
                .acting(
                        PartKind.BIOS.type(),
                        "set-bios-settings",
                        Values.of("settings", Map.of("Virtualization", "Disabled")))
                .acting(
                        PartKind.VIRTUAL_MEDIA.type(),
                        "insert-media",
                        Values.of("image", "https://images.example/rescue.iso"));
        return stages(fixture);
    }

    /** Those that ask for a note are for stages that the platform keeps, and no controller. */
    static ProviderFixture stages(ProviderFixture fixture) {
        ProviderFixture all = fixture;
        for (String action : List.of("take-into-use", "release", "retire")) {
            all = all.unproven(
                    States.MACHINE_TYPE, action, "The stage is kept by the platform; LifecycleTest goes through all.");
        }
        return all;
    }

    private static ProviderFixture known(String nobody) {
        return ProviderFixture.of(
                        settings(
                                "auto",
                                "127.0.0.1:" + standard.port(),
                                "127.0.0.1:" + ilo.port(),
                                "127.0.0.1:" + running.port()),
                        Map.of("password", FakeRedfishService.PASSWORD))
                .refusing(Map.of("password", "not-the-password"))
                .outOfReach(new OutOfReach(settings("redfish", nobody), States.MACHINE_TYPE, nobody))
                .notChanging(Stream.concat(
                                Stream.of(States.BMC_TYPE, States.NIC_TYPE, States.SENSOR_TYPE),
                                Arrays.stream(PartKind.values())
                                        .filter(kind -> kind != PartKind.SUBSCRIPTION)
                                        .map(PartKind::type))
                        .toArray(String[]::new))
                .creating(new Creatable(
                        PartKind.SUBSCRIPTION.type(),
                        "127.0.0.1:" + standard.port() + " https://events.example/bmc",
                        Values.builder()
                                .put("bmc", "external:baremetal.bmc:127.0.0.1:" + standard.port())
                                .put("destination", "https://events.example/bmc")
                                .put("registryPrefixes", List.of("ResourceEvent"))
                                .put("retryPolicy", "suspend-retries")
                                .build(),
                        Values.of("retryPolicy", "retry-forever")));
    }

    /** A fake gets no readier by waiting. */
    @Override
    protected Duration longestPause() {
        return Duration.ofMillis(5);
    }

    private static Values settings(String protocol, String... addresses) {
        return Values.builder()
                .put("protocol", protocol)
                .put("addresses", List.of(addresses))
                .put("username", "admin")
                .put("tlsTrust", "pinned")
                .put("certificateFingerprints", List.of(FakeRedfishService.fingerprint()))
                .build();
    }
}

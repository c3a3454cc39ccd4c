package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.baremetal.redfish.FakeRedfishService;
import coop.plenum.baremetal.redfish.Maker;
import coop.plenum.testkit.ProviderContract;
import coop.plenum.testkit.ProviderFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Bare metal over Redfish keeps the rules of the provider API. */
final class RedfishContract extends ProviderContract {
    private static FakeRedfishService standard;
    private static FakeRedfishService ilo;

    @BeforeAll
    static void start() {
        standard = new FakeRedfishService(Maker.STANDARD);
        ilo = new FakeRedfishService(Maker.ILO);
    }

    @AfterAll
    static void stop() {
        standard.close();
        ilo.close();
    }

    @Override
    protected ProviderFactory factory() {
        return new BareMetalProviderFactory();
    }

    @Override
    protected ProviderFixture fixture() {
        Values settings = Values.builder()
                .put("protocol", "auto")
                .put("addresses", List.of("127.0.0.1:" + standard.port(), "127.0.0.1:" + ilo.port()))
                .put("username", "admin")
                .put("tlsTrust", "pinned")
                .put("certificateFingerprints", List.of(FakeRedfishService.fingerprint()))
                .build();
        return ProviderFixture.of(settings, Map.of("password", FakeRedfishService.PASSWORD))
                .refusing(Map.of("password", "not-the-password"))
                .notChanging(States.BMC_TYPE, States.NIC_TYPE, States.SENSOR_TYPE);
    }
}

package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.testkit.ProviderContract;
import coop.plenum.testkit.ProviderFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Bare metal over IPMI keeps the rules of the provider API. */
final class IpmiContract extends ProviderContract {
    private static Simulators simulators;

    @BeforeAll
    static void start() {
        simulators = Simulators.start(3);
    }

    @AfterAll
    static void stop() {
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
        Values settings = Values.builder()
                .put("protocol", "ipmi")
                .put("addresses", List.of("127.0.0.1:" + simulators.port(1) + "-" + simulators.port(3)))
                .put("username", "ipmiusr")
                .build();
        return ProviderFixture.of(settings, Map.of("password", Simulators.PASSWORD))
                .refusing(Map.of("password", "not-the-password"))
                .notChanging(States.BMC_TYPE, States.NIC_TYPE, States.SENSOR_TYPE);
    }
}

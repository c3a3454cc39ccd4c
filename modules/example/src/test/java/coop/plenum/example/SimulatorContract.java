package coop.plenum.example;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.testkit.ProviderContract;
import coop.plenum.testkit.ProviderFixture;
import coop.plenum.testkit.ProviderFixture.Creatable;
import coop.plenum.testkit.ProviderFixture.OutOfReach;
import java.util.Locale;
import java.util.Map;

/** The simulator keeps the rules of the provider API. */
final class SimulatorContract extends ProviderContract {
    private final SimulatorFactory factory = new SimulatorFactory();

    @Override
    protected ProviderFactory factory() {
        return factory;
    }

    @Override
    protected ProviderFixture fixture() {
        Values settings = Values.builder()
                .put("seed", 7)
                .put("count", 60)
                .put("consoles", "https://consoles.example/")
                .build();
        return ProviderFixture.of(settings, Map.of("token", "s3cret-token"))
                .refusing(Map.of("token", "expired"))
                .outOfReach(new OutOfReach(failing(Category.TRANSIENT), ServerHandler.TYPE, "srv-000001"))
                .throttled(failing(Category.THROTTLED))
                .acting(ServerHandler.TYPE, "resize", Values.of(Map.of("cores", 4, "memory", 16)))
                .unproven(ServerHandler.TYPE, "fail", "It is there to fail; SimulatorTest takes it.")
                .creating(
                        new Creatable(
                                ServerHandler.TYPE,
                                "web-1",
                                Values.builder()
                                        .put("hostname", "web-1")
                                        .put("cores", 2)
                                        .put("memory", 8)
                                        .put("network", "external:example.network:net-000001")
                                        .build(),
                                Values.of("cores", 4)),
                        new Creatable(
                                NetworkHandler.TYPE,
                                "dmz",
                                Values.builder()
                                        .put("name", "dmz")
                                        .put("cidr", "192.0.2.0/24")
                                        .build(),
                                Values.of("vlan", 12)),
                        new Creatable(
                                VolumeHandler.TYPE,
                                "data",
                                Values.builder()
                                        .put("name", "data")
                                        .put("size", 10)
                                        .build(),
                                Values.of("size", 20)));
    }

    private static Values failing(Category category) {
        return Values.builder()
                .put("seed", 7)
                .put("count", 60)
                .put("failureRate", 1)
                .put("failureCategory", category.name().toLowerCase(Locale.ROOT))
                .build();
    }
}

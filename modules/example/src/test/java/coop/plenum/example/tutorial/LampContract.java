package coop.plenum.example.tutorial;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.testkit.ProviderContract;
import coop.plenum.testkit.ProviderFixture;
import coop.plenum.testkit.ProviderFixture.Creatable;
import java.util.Map;

final class LampContract extends ProviderContract {
    private final LampFactory factory = new LampFactory();

    @Override
    protected ProviderFactory factory() {
        return factory;
    }

    @Override
    protected ProviderFixture fixture() {
        Values desk = Values.builder().put("name", "desk").put("brightness", 40).build();
        return ProviderFixture.of(Values.of("bus", 0), Map.of("pin", "9471"))
                .refusing(Map.of("pin", "94710"))
                .creating(new Creatable(LampHandler.TYPE, "desk", desk, Values.of("brightness", 80)));
    }
}

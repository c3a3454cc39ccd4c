package coop.plenum.example.tutorial;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.api.provider.ProviderFactory;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Connects to lamp buses. */
@Component(service = ProviderFactory.class)
public final class LampFactory implements ProviderFactory {
    private final LampBus bus = new LampBus();

    @Override
    public ProviderDescription describe() {
        return new ProviderDescription(
                "lamps",
                "Lamps",
                "Lamps on a bus.",
                List.of(
                        Field.of("bus", FieldType.INTEGER, "Bus").help("Number of the bus, from 0."),
                        Field.of("pin", FieldType.SECRET, "PIN").flags(Field.Flag.REQUIRED)),
                List.of(LampHandler.TYPE),
                "A PIN that may switch lamps; it need not be the installer's.");
    }

    @Override
    public Provider connect(Values settings, ConnectionContext context) {
        return new Lamps(bus, context);
    }
}

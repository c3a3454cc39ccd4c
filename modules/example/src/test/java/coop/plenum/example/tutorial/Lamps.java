package coop.plenum.example.tutorial;

import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.secret.SecretLease;
import java.util.List;

/** A connection to one bus. */
final class Lamps implements Provider {
    private static final int PIN_LENGTH = 4;

    private final LampBus bus;
    private final ConnectionContext context;

    Lamps(LampBus bus, ConnectionContext context) {
        this.bus = bus;
        this.context = context;
    }

    @Override
    public List<ResourceHandler> handlers() {
        return List.of(new LampHandler(bus));
    }

    @Override
    public Diagnostics check(OperationContext operation) throws InterruptedException {
        operation.permit(1);
        try (SecretLease pin = context.credential("pin", "Check the connection")) {
            if (pin.value().length != PIN_LENGTH) {
                throw new ProviderException(
                        Category.AUTHENTICATION, "wrong-pin", "A PIN has four digits.", "pin", null, null);
            }
            return Diagnostics.healthy(bus.all().size() + " lamps");
        } catch (ProviderException e) {
            return Diagnostics.failed(e);
        }
    }

    @Override
    public void close() {
        // Sockets, sessions and threads would be released here.
    }
}

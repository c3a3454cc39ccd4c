package coop.plenum.example;

import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.secret.SecretLease;
import java.util.Arrays;
import java.util.List;

/** A connection to a simulated world. */
final class Simulator implements Provider {
    private static final char[] EXPIRED = "expired".toCharArray();

    private final World world;
    private final Faults faults;
    private final ConnectionContext context;
    private final List<ResourceHandler> handlers;

    Simulator(World world, Faults faults, SimulatorSettings settings, ConnectionContext context) {
        this.world = world;
        this.faults = faults;
        this.context = context;
        this.handlers = List.of(
                new NetworkHandler(world, faults),
                new ServerHandler(world, faults, settings),
                new VolumeHandler(world, faults));
    }

    @Override
    public List<ResourceHandler> handlers() {
        return handlers;
    }

    @Override
    public Diagnostics check(OperationContext operation) throws InterruptedException {
        try {
            authenticate();
            faults.remoteCall(operation);
            return Diagnostics.healthy("Simulated world with " + world.servers().size() + " servers");
        } catch (ProviderException e) {
            return Diagnostics.failed(e);
        }
    }

    private void authenticate() throws ProviderException {
        try (SecretLease token = context.credential("token", "Sign in to the simulator")) {
            if (Arrays.equals(token.value(), EXPIRED)) {
                throw new ProviderException(
                        Category.AUTHENTICATION,
                        "wrong-credentials",
                        "The simulator refuses this token. Any other will do.",
                        "token",
                        null,
                        null);
            }
        } catch (ProviderException e) {
            if (e.category() != Category.USER) { // USER: none was given, which is fine here
                throw e;
            }
        }
    }

    @Override
    public void close() {
        // There is nothing to release: no thread, no socket.
    }
}

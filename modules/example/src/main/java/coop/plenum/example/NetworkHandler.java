package coop.plenum.example;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;

/** Simulated networks. */
final class NetworkHandler extends ShelfHandler {
    static final String TYPE = "example.network";

    NetworkHandler(World world, Faults faults) {
        super(TYPE, "network.network", "name", world.networks(), faults);
    }

    @Override
    Values initial(Values wanted, OperationContext context) {
        return wanted;
    }
}

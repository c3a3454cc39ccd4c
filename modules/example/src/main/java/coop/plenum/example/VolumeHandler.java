package coop.plenum.example;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Validator;
import java.math.BigDecimal;
import java.util.List;

/** Simulated volumes. They grow but never shrink, so it is also a {@link Validator}. */
final class VolumeHandler extends ShelfHandler implements Validator {
    static final String TYPE = "example.volume";

    VolumeHandler(World world, Faults faults) {
        super(TYPE, "storage.volume", "name", world.volumes(), faults);
    }

    @Override
    Values initial(Values wanted, OperationContext context) {
        return wanted.merge(Values.of("kind", "disk"));
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) {
        if (change.kind() == Change.Kind.DELETE) {
            return List.of();
        }
        BigDecimal before = change.before().decimal("size").orElse(BigDecimal.ONE);
        BigDecimal after = change.after().decimal("size").orElse(before);
        return after.compareTo(before) < 0
                ? List.of(new Violation("/size", "too-small", "A volume can only grow; at least " + before + "."))
                : List.of();
    }
}

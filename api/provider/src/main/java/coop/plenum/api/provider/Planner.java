package coop.plenum.api.provider;

import coop.plenum.api.Values;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Works out what a change would do, where the default from the schema is not enough. */
@ConsumerType
public interface Planner {
    Planned plan(Change change, OperationContext context) throws InterruptedException;

    /** What would happen. */
    sealed interface Planned {
        record NoChange() implements Planned {}

        record Create(Values after) implements Planned {}

        record Update(Values before, Values after) implements Planned {}

        /** @param reasons why it cannot be changed in place */
        record Replace(Values before, Values after, List<String> reasons) implements Planned {}

        record Delete(Values before) implements Planned {}
    }
}

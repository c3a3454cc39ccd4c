package coop.plenum.api.provider;

import coop.plenum.api.PlenumException.Violation;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Checks a change beyond what the schema can say. */
@ConsumerType
public interface Validator {
    /**
     * All problems, never only the first; pointers into the values. What is told by {@link OperationContext#progress} is
     * shown with the plan: how much of a quota is left, what it will cost.
     */
    List<Violation> validate(Change change, OperationContext context) throws InterruptedException;
}

package coop.plenum.api.provider.action;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** The actions of a handler that has them in a table: it tells the table and implements nothing else. */
@ConsumerType
public interface TabledActions extends Actions {
    /** Always the same one. */
    ActionTable actionTable();

    @Override
    default List<Action> actions() {
        return actionTable().actions();
    }

    @Override
    default Optional<String> unavailable(String action, ResourceRef ref) {
        return actionTable().unavailable(action, ref);
    }

    @Override
    default Step act(
            String action, Values parameters, ResourceRef ref, Optional<String> resumeToken, OperationContext context)
            throws InterruptedException {
        return actionTable().act(action, parameters, ref, resumeToken, context);
    }
}

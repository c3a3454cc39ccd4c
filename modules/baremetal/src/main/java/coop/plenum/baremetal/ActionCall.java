package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ResourceRef;
import java.util.Optional;

/**
 * One call of an action.
 *
 * @param resumeToken of the step before; empty on the first call
 */
record ActionCall(
        String action, Values parameters, ResourceRef ref, Optional<String> resumeToken, OperationContext context) {}

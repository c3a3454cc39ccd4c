package coop.plenum.api.provider;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Named day-2 actions: reboot, set boot device. */
@ConsumerType
public interface Actions {
    List<Action> actions();

    /** Why the action cannot be taken now, in words; empty when it can. No I/O. */
    Optional<String> unavailable(String action, ResourceRef ref);

    /**
     * Takes the action, once however often it is called with the same idempotency key.
     *
     * @param resumeToken of the {@link Step.Pending} before; empty on the first call
     */
    Step act(String action, Values parameters, ResourceRef ref, Optional<String> resumeToken, OperationContext context)
            throws InterruptedException;

    /**
     * @param name {@code kebab-case}
     * @param disruptive asks for confirmation
     */
    record Action(String name, String title, String description, List<Field> parameters, boolean disruptive) {
        public Action {
            parameters = List.copyOf(parameters);
        }
    }
}

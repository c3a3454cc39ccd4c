package coop.plenum.api.provider;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Named day-2 actions: reboot, set boot device.
 *
 * <p>Whoever selects resources of several providers takes an action by its name, so one name means one thing: an action that
 * another provider of the same trait has too is called as there, asks for the same and is as disruptive. Of the power of a
 * {@code compute.server}, {@code stop} and {@code reboot} ask the operating system first; {@code force-stop} and {@code
 * force-reboot} do not.
 */
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
     * @param name a verb and what it is about, in {@code kebab-case}
     * @param title the name in words: "Force stop" of {@code force-stop}
     * @param disruptive what runs may be interrupted or lost, or something is taken away; whoever takes it is told so
     */
    record Action(String name, String title, String description, List<Field> parameters, boolean disruptive) {
        public Action {
            parameters = List.copyOf(parameters);
        }
    }
}

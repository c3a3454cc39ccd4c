package coop.plenum.aws.ec2;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.Faults;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Stage;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Gives an instance another type, for which it must be stopped: one that runs is stopped before and started after. The
 * stage remembers the type, and whether to start.
 */
final class Resizing {
    private static final String STOPPING = "resize-stopping";
    private static final String STARTING = "resize-starting";
    private static final String AND_START = "start/";
    private static final String AND_STAY = "stay/";
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final Ec2 ec2;

    Resizing(Ec2 ec2) {
        this.ec2 = ec2;
    }

    Step begin(Place place, Instance now, @Nullable String type, OperationContext context)
            throws ProviderException, InterruptedException {
        if (type == null) {
            throw Faults.user("instanceType", "An instance cannot be without a type.");
        }
        String status = InstanceView.status(now);
        boolean runs = status.equals("running") || status.equals("pending");
        if (status.equals("running")) {
            ec2.call(
                    place.region(),
                    "StopInstances",
                    context,
                    client -> client.stopInstances(request -> request.instanceIds(place.id())));
        }
        return Stage.of(STOPPING, (runs ? AND_START : AND_STAY) + type)
                .pending("The instance is being stopped, to be resized.");
    }

    /** Empty when it is through. */
    Optional<Step> goOn(Place place, Instance now, Stage stage, OperationContext context)
            throws ProviderException, InterruptedException {
        String status = InstanceView.status(now);
        if (stage.isOlderThan(LONGEST)) {
            throw Faults.conflict("resize-failed", "The instance is " + status + " and does not change any more.");
        }
        boolean start = stage.rest().startsWith(AND_START);
        String type = stage.rest().substring(stage.rest().indexOf('/') + 1);
        if (stage.is(STOPPING)) {
            if (!status.equals("stopped")) {
                return Optional.of(stage.pending("The instance is " + status + "; it is to be stopped."));
            }
            ec2.call(
                    place.region(),
                    "ModifyInstanceAttribute",
                    context,
                    client -> client.modifyInstanceAttribute(
                            request -> request.instanceId(place.id()).instanceType(value -> value.value(type))));
            return start
                    ? Optional.of(Stage.of(STARTING, stage.rest()).pending("The instance is to be started again."))
                    : Optional.empty();
        }
        if (!stage.is(STARTING)) {
            throw Stage.foreign();
        }
        if (status.equals("stopped")) {
            ec2.call(
                    place.region(),
                    "StartInstances",
                    context,
                    client -> client.startInstances(request -> request.instanceIds(place.id())));
        }
        return status.equals("running")
                ? Optional.empty()
                : Optional.of(stage.pending("The instance is " + status + "; it is to be started."));
    }
}

package coop.plenum.aws.ec2;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.Faults;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Stage;
import coop.plenum.aws.common.Wanted;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeModification;

/** Gives a volume another size, type or speed. AWS shows them once it has begun to move the data, and goes on unseen. */
final class VolumeChange {
    static final List<String> FIELDS = List.of("size", "volumeType", "iops", "throughput");
    private static final String MODIFYING = "modifying";

    private final Ec2 ec2;

    VolumeChange(Ec2 ec2) {
        this.ec2 = ec2;
    }

    Step begin(Place place, Wanted wanted, Volume now, OperationContext context)
            throws ProviderException, InterruptedException {
        Integer size = wanted.number("size");
        if (size != null && size < now.size()) {
            throw Faults.user("size", "A volume can only grow; this one has " + now.size() + " GiB.");
        }
        ec2.call(
                place.region(),
                "ModifyVolume",
                context,
                client -> client.modifyVolume(request -> request.volumeId(place.id())
                        .size(size)
                        .volumeType(wanted.text("volumeType"))
                        .iops(wanted.number("iops"))
                        .throughput(wanted.number("throughput"))));
        return Stage.of(MODIFYING, place.externalId()).pending("AWS has been told.");
    }

    /** Empty when the new values hold. */
    Optional<Step> goOn(Place place, Stage stage, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!stage.is(MODIFYING)) {
            throw Stage.foreign();
        }
        Optional<VolumeModification> modification = modification(place, context);
        String state =
                modification.map(VolumeModification::modificationStateAsString).orElse("completed");
        if (state.equals("failed")) {
            throw Faults.conflict(
                    "modification-failed",
                    "AWS could not change the volume: "
                            + modification
                                    .map(VolumeModification::statusMessage)
                                    .orElse("it does not say why") + ".");
        }
        return state.equals("modifying")
                ? Optional.of(stage.pending("The volume is being modified."))
                : Optional.empty();
    }

    private Optional<VolumeModification> modification(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            return ec2
                    .call(
                            place.region(),
                            "DescribeVolumesModifications",
                            context,
                            client -> client.describeVolumesModifications(request -> request.volumeIds(place.id())))
                    .volumesModifications()
                    .stream()
                    .reduce((one, other) -> other.startTime() != null
                                    && one.startTime() != null
                                    && other.startTime().isAfter(one.startTime())
                            ? other
                            : one);
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) { // long since over
                return Optional.empty();
            }
            throw e;
        }
    }
}

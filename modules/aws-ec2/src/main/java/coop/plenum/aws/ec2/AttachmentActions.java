package coop.plenum.aws.ec2;

import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.action.Obstacle;
import coop.plenum.aws.common.Faults;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.RegionalActions;
import coop.plenum.aws.common.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/** What can be given to an instance and taken from it: volumes and elastic IPs. */
final class AttachmentActions {
    private static final String ATTACHED = "attached";
    private static final String DETACHED = "detached";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Set<String> STATES = Set.of("running", "stopped");
    /** What AWS recommends for volumes that are no root. */
    private static final List<String> DEVICES = Stream.of("f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p")
            .map(letter -> "/dev/sd" + letter)
            .toList();

    private final Ec2 ec2;
    private final InstanceActions.Require require;
    private final InstanceActions.Look look;

    AttachmentActions(Ec2 ec2, InstanceActions.Require require, InstanceActions.Look look) {
        this.ec2 = ec2;
        this.require = require;
        this.look = look;
    }

    void addTo(RegionalActions actions) {
        Field volume = RegionalActions.reference("volume", "Volume", Types.VOLUME);
        Field device = Field.of("device", FieldType.STRING, "Device").help("The first free one if empty.");
        actions.add(
                new Action(
                        "attach-volume",
                        "Attach volume",
                        "Gives the instance a volume of its zone as a disk.",
                        List.of(volume, device),
                        false),
                Obstacle.unlessIn("instance", STATES),
                (place, parameters, context) -> attach(
                        place, parameters.id("volume"), parameters.values().text("device"), context),
                this::awaited);
        actions.add(
                new Action("detach-volume", "Detach volume", "Takes a volume away.", List.of(volume), true),
                Obstacle.unlessIn("instance", STATES),
                (place, parameters, context) -> detach(place, parameters.id("volume"), context),
                this::awaited);
        List<Field> address = List.of(RegionalActions.reference("address", "Address", Types.ELASTIC_IP));
        actions.add(
                new Action(
                        "associate-address",
                        "Associate address",
                        "Leads an elastic IP to the instance, away from where it led before.",
                        address,
                        false),
                Obstacle.unlessIn("instance", STATES),
                (place, parameters, context) -> {
                    Addresses.lead(ec2, place.region(), parameters.id("address"), Optional.of(place.id()), context);
                    return look.at(place, context);
                });
        actions.add(
                new Action(
                        "disassociate-address",
                        "Disassociate address",
                        "Frees an elastic IP of the instance.",
                        address,
                        true),
                Obstacle.none(),
                (place, parameters, context) -> {
                    Addresses.lead(ec2, place.region(), parameters.id("address"), Optional.empty(), context);
                    return look.at(place, context);
                });
    }

    private Step attach(Place place, String volume, Optional<String> device, OperationContext context)
            throws ProviderException, InterruptedException {
        if (attachment(place, volume, context).isEmpty()) {
            String at = device.filter(name -> !name.isBlank()).isPresent()
                    ? device.get()
                    : free(require.now(place, context));
            ec2.call(
                    place.region(),
                    "AttachVolume",
                    context,
                    client -> client.attachVolume(request ->
                            request.instanceId(place.id()).volumeId(volume).device(at)));
        }
        return Stage.of(ATTACHED, volume).pending("The volume is being attached.");
    }

    private static String free(Instance instance) throws ProviderException {
        Set<String> taken = instance.blockDeviceMappings().stream()
                .map(InstanceBlockDeviceMapping::deviceName)
                .collect(Collectors.toSet());
        return DEVICES.stream()
                .filter(device -> !taken.contains(device))
                .findFirst()
                .orElseThrow(() -> Faults.conflict(
                        "no-free-device", "All usual device names of the instance are taken. Name another one."));
    }

    private Step detach(Place place, String volume, OperationContext context)
            throws ProviderException, InterruptedException {
        if (attachment(place, volume, context).isPresent()) {
            ec2.call(
                    place.region(),
                    "DetachVolume",
                    context,
                    client -> client.detachVolume(
                            request -> request.instanceId(place.id()).volumeId(volume)));
        }
        return Stage.of(DETACHED, volume).pending("The volume is being detached.");
    }

    private Step awaited(Place place, Stage stage, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<String> state = attachment(place, stage.rest(), context).map(VolumeAttachment::stateAsString);
        boolean there = stage.is(ATTACHED) ? state.filter(ATTACHED::equals).isPresent() : state.isEmpty();
        if (there) {
            return look.at(place, context);
        }
        String now = state.orElse("not attached");
        if (stage.isOlderThan(LONGEST)) {
            throw Faults.conflict("wrong-state", "The volume is " + now + " and does not change any more.");
        }
        return stage.pending("The volume is " + now + ".");
    }

    private Optional<VolumeAttachment> attachment(Place place, String volume, OperationContext context)
            throws ProviderException, InterruptedException {
        return ec2
                .call(
                        place.region(),
                        "DescribeVolumes",
                        context,
                        client -> client.describeVolumes(request -> request.volumeIds(volume)))
                .volumes()
                .stream()
                .flatMap(found -> found.attachments().stream())
                .filter(attachment -> place.id().equals(attachment.instanceId()))
                .filter(attachment -> !DETACHED.equals(attachment.stateAsString()))
                .findFirst();
    }
}

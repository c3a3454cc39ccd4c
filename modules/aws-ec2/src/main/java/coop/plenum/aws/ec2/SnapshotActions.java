package coop.plenum.aws.ec2;

import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.action.ActionTable;
import coop.plenum.api.provider.action.Obstacle;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.RegionalActions;
import coop.plenum.aws.common.RegionalActions.Parameters;
import coop.plenum.aws.common.Tags;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Makes snapshots of volumes, and volumes of snapshots, each marked with the key of the action, so that none is made twice. */
final class SnapshotActions {
    private static final Field NAME = Field.of("name", FieldType.STRING, "Name").flags(Field.Flag.REQUIRED);

    private SnapshotActions() {}

    static ActionTable ofVolumes(Ec2 ec2, InstanceActions.Look look) {
        RegionalActions actions = new RegionalActions("A volume");
        actions.add(
                new Action(
                        "create-snapshot",
                        "Create snapshot",
                        "Makes a snapshot of what the volume has now.",
                        List.of(Field.of("name", FieldType.STRING, "Name").help("The volume's if empty.")),
                        false),
                Obstacle.unlessIn("volume", Set.of("available", "in-use")),
                (place, parameters, context) -> {
                    createSnapshot(ec2, place, parameters, context);
                    return look.at(place, context);
                });
        return actions.table();
    }

    static ActionTable ofSnapshots(Ec2 ec2, InstanceActions.Look look) {
        RegionalActions actions = new RegionalActions("A snapshot");
        actions.add(
                new Action(
                        "create-volume",
                        "Create volume",
                        "Makes a new volume with what the snapshot has.",
                        List.of(
                                NAME,
                                Field.of("availabilityZone", FieldType.STRING, "Availability zone")
                                        .flags(Field.Flag.REQUIRED)),
                        false),
                Obstacle.unlessIn("snapshot", Set.of("completed")),
                (place, parameters, context) -> {
                    createVolume(ec2, place, parameters, context);
                    return look.at(place, context);
                });
        return actions.table();
    }

    private static void createSnapshot(Ec2 ec2, Place place, Parameters parameters, OperationContext context)
            throws ProviderException, InterruptedException {
        Mark mark = Mark.of(context.idempotencyKey(), parameters.ref().item());
        boolean made = !ec2.call(
                        place.region(),
                        "DescribeSnapshots",
                        context,
                        client -> client.describeSnapshots(
                                request -> request.ownerIds("self").filters(markedWith(mark))))
                .snapshots()
                .isEmpty();
        if (!made) {
            String name = parameters
                    .values()
                    .text("name")
                    .filter(given -> !given.isBlank())
                    .orElseGet(() -> parameters.ref().title());
            ec2.call(
                    place.region(),
                    "CreateSnapshot",
                    context,
                    client -> client.createSnapshot(request ->
                            request.volumeId(place.id()).tagSpecifications(tags(ResourceType.SNAPSHOT, name, mark))));
        }
    }

    private static void createVolume(Ec2 ec2, Place place, Parameters parameters, OperationContext context)
            throws ProviderException, InterruptedException {
        Mark mark = Mark.of(context.idempotencyKey(), parameters.ref().item());
        boolean made = !ec2.call(
                        place.region(),
                        "DescribeVolumes",
                        context,
                        client -> client.describeVolumes(request -> request.filters(markedWith(mark))))
                .volumes()
                .isEmpty();
        if (!made) {
            String name = parameters.values().requireText("name");
            String zone = parameters.values().requireText("availabilityZone");
            ec2.call(
                    place.region(),
                    "CreateVolume",
                    context,
                    client -> client.createVolume(request -> request.snapshotId(place.id())
                            .availabilityZone(zone)
                            .clientToken(mark.key())
                            .tagSpecifications(tags(ResourceType.VOLUME, name, mark))));
        }
    }

    private static Filter markedWith(Mark mark) {
        return Filter.builder().name(Ec2Handler.MARK_FILTER).values(mark.key()).build();
    }

    /** Only with the key: what is made stands for no item yet. */
    private static TagSpecification tags(ResourceType type, String name, Mark mark) {
        return TagSpecification.builder()
                .resourceType(type)
                .tags(Ec2Handler.tags(Map.of(Tags.NAME, name, Mark.KEY, mark.key())))
                .build();
    }
}

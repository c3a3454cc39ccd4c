package coop.plenum.aws.ec2;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.action.ActionTable;
import coop.plenum.api.provider.action.TabledActions;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Progress;
import coop.plenum.aws.common.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Snapshots of volumes: those of the account, since everybody's public ones are countless. */
final class SnapshotHandler extends Ec2Handler<Snapshot> implements TabledActions {
    private static final int MOST = 1000;

    private static final Kind<Snapshot> KIND = Kind.following(
                    Types.SNAPSHOT,
                    "snapshot",
                    List.<Attribute<Snapshot>>of(
                            name(Snapshot::tags),
                            Attribute.fixed("description", Snapshot::description),
                            Attribute.<Snapshot>fixed("volume", Snapshot::volumeId)
                                    .to(Types.VOLUME),
                            tagsOf(Snapshot::tags),
                            Attribute.told("size", Snapshot::volumeSize),
                            Attribute.told("encrypted", Snapshot::encrypted),
                            Attribute.told("status", snapshot -> Attribute.word(snapshot.stateAsString())),
                            Attribute.told("owner", Snapshot::ownerId),
                            Attribute.told("createdAt", Snapshot::startTime)))
            .traits("storage.snapshot")
            .identity("name", "volume");

    private final ActionTable actions;

    SnapshotHandler(Ec2 ec2) {
        super(ec2, KIND, ResourceType.SNAPSHOT, "snap");
        this.actions = SnapshotActions.ofSnapshots(ec2, this::changed);
    }

    @Override
    Batch<Snapshot> describe(String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = ec2.call(
                region,
                "DescribeSnapshots",
                context,
                client -> client.describeSnapshots(request -> request.snapshotIds(query.ids())
                        .ownerIds(query.ids().isEmpty() ? List.of("self") : List.of())
                        .filters(query.filters())
                        .nextToken(query.token())
                        .maxResults(query.max(MOST))));
        return Batch.of(answer.snapshots(), answer.nextToken());
    }

    @Override
    Query identified(Query query, Wanted known) throws ProviderException {
        String volume = known.id("volume");
        Query named = super.identified(query, known);
        return volume == null ? named : named.where("volume-id", volume);
    }

    @Override
    protected String id(Snapshot snapshot) {
        return snapshot.snapshotId();
    }

    @Override
    protected Map<String, String> tags(Snapshot snapshot) {
        return tagMap(snapshot.tags());
    }

    @Override
    protected Progress progress(Snapshot snapshot) {
        return Progress.byState(
                "snapshot",
                snapshot.stateAsString(),
                Set.of("pending", "recovering"),
                Set.of("error"),
                String.valueOf(snapshot.stateMessage()));
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        List<TagSpecification> tags = tagging(mark, wanted);
        String volume = wanted.id("volume");
        return ec2.call(
                        region,
                        "CreateSnapshot",
                        context,
                        client -> client.createSnapshot(request -> request.volumeId(volume)
                                .description(wanted.text("description"))
                                .tagSpecifications(tags)))
                .snapshotId();
    }

    @Override
    protected void erase(Place place, Snapshot there, OperationContext context)
            throws ProviderException, InterruptedException {
        ec2.call(
                place.region(),
                "DeleteSnapshot",
                context,
                client -> client.deleteSnapshot(request -> request.snapshotId(place.id())));
    }

    @Override
    public ActionTable actionTable() {
        return actions;
    }
}

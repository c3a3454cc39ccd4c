package coop.plenum.aws.ec2;

import coop.plenum.api.provider.Metrics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.action.ActionTable;
import coop.plenum.api.provider.action.TabledActions;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.CloudWatch;
import coop.plenum.aws.common.CloudWatch.Measure;
import coop.plenum.aws.common.CloudWatch.Period;
import coop.plenum.aws.common.CloudWatch.Subject;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Progress;
import coop.plenum.aws.common.Stage;
import coop.plenum.aws.common.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/** EBS volumes. */
final class VolumeHandler extends Ec2Handler<Volume> implements TabledActions, Metrics {
    private static final int MOST = 1000;
    private static final String USUAL_TYPE = "gp3";

    private static final Kind<Volume> KIND = Kind.following(
                    Types.VOLUME,
                    "volume",
                    List.<Attribute<Volume>>of(
                            name(Volume::tags),
                            Attribute.free("size", Volume::size),
                            Attribute.free("volumeType", Volume::volumeTypeAsString),
                            Attribute.free("iops", Volume::iops),
                            Attribute.free("throughput", Volume::throughput),
                            Attribute.fixed("availabilityZone", Volume::availabilityZone),
                            Attribute.fixed("encrypted", Volume::encrypted),
                            Attribute.<Volume>fixed("snapshot", Volume::snapshotId)
                                    .to(Types.SNAPSHOT),
                            tagsOf(Volume::tags),
                            Attribute.told("status", volume -> Attribute.word(volume.stateAsString())),
                            Attribute.<Volume>told("servers", VolumeHandler::instances)
                                    .to(Types.INSTANCE),
                            Attribute.told("device", VolumeHandler::device),
                            Attribute.told("createdAt", Volume::createTime)))
            .traits("storage.volume");

    private static final List<Measure> MEASURES = List.of(
            Measure.bytes("read", "Read", "VolumeReadBytes"),
            Measure.bytes("write", "Written", "VolumeWriteBytes"),
            Measure.events("read-operations", "Reads", "VolumeReadOps"),
            Measure.events("write-operations", "Writes", "VolumeWriteOps"),
            Measure.average("queue", "Waiting reads and writes", "", "VolumeQueueLength"),
            Measure.average("burst", "Burst balance", "%", "BurstBalance"));

    private final VolumeChange changing;
    private final CloudWatch cloudWatch;
    private final ActionTable actions;

    VolumeHandler(Ec2 ec2) {
        super(ec2, KIND, ResourceType.VOLUME, "vol");
        this.changing = new VolumeChange(ec2);
        this.cloudWatch = new CloudWatch(ec2.account());
        this.actions = SnapshotActions.ofVolumes(ec2, this::changed);
    }

    private static List<String> instances(Volume volume) {
        return volume.attachments().stream().map(VolumeAttachment::instanceId).toList();
    }

    private static @Nullable String device(Volume volume) {
        return volume.attachments().isEmpty()
                ? null
                : volume.attachments().get(0).device();
    }

    @Override
    Batch<Volume> describe(String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = ec2.call(
                region,
                "DescribeVolumes",
                context,
                client -> client.describeVolumes(request -> request.volumeIds(query.ids())
                        .filters(query.filters())
                        .nextToken(query.token())
                        .maxResults(query.max(MOST))));
        return Batch.of(answer.volumes(), answer.nextToken());
    }

    @Override
    boolean isGone(Volume volume) {
        return "deleted".equals(volume.stateAsString());
    }

    @Override
    protected String id(Volume volume) {
        return volume.volumeId();
    }

    @Override
    protected Map<String, String> tags(Volume volume) {
        return tagMap(volume.tags());
    }

    @Override
    protected Progress progress(Volume volume) {
        return Progress.byState("volume", volume.stateAsString(), Set.of("creating", "deleting"), Set.of("error"), "");
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        List<TagSpecification> tags = tagging(mark, wanted);
        String snapshot = wanted.id("snapshot");
        return ec2.call(
                        region,
                        "CreateVolume",
                        context,
                        client ->
                                client.createVolume(request -> request.availabilityZone(wanted.text("availabilityZone"))
                                        .size(wanted.number("size"))
                                        .snapshotId(snapshot)
                                        .volumeType(Optional.ofNullable(wanted.text("volumeType"))
                                                .orElse(USUAL_TYPE))
                                        .iops(wanted.number("iops"))
                                        .throughput(wanted.number("throughput"))
                                        .encrypted(wanted.flag("encrypted"))
                                        .clientToken(mark.key())
                                        .tagSpecifications(tags)))
                .volumeId();
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, Volume now, OperationContext context)
            throws ProviderException, InterruptedException {
        return VolumeChange.FIELDS.stream().anyMatch(amendment::changes)
                ? Optional.of(changing.begin(place, amendment.wanted(), now, context))
                : Optional.empty();
    }

    @Override
    protected Step resumedOwn(Stage stage, ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        Place place = requirePlace(ref);
        Optional<Step> further = changing.goOn(place, stage, context);
        return further.isPresent() ? further.get() : changed(place, context);
    }

    @Override
    protected void erase(Place place, Volume there, OperationContext context)
            throws ProviderException, InterruptedException {
        ec2.call(
                place.region(),
                "DeleteVolume",
                context,
                client -> client.deleteVolume(request -> request.volumeId(place.id())));
    }

    @Override
    public List<Metric> metrics() {
        return MEASURES.stream().map(Measure::metric).toList();
    }

    @Override
    public List<Series> measure(ResourceRef ref, Instant from, Instant to, Duration step, OperationContext context)
            throws ProviderException, InterruptedException {
        Place place = requirePlace(ref);
        return cloudWatch.measure(
                new Subject(place.region(), "AWS/EBS", "VolumeId", place.id()),
                MEASURES,
                new Period(from, to, step),
                context);
    }

    @Override
    public ActionTable actionTable() {
        return actions;
    }
}

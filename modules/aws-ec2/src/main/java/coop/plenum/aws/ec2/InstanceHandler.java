package coop.plenum.aws.ec2;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Metrics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.api.provider.action.ActionTable;
import coop.plenum.api.provider.action.TabledActions;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.CloudWatch;
import coop.plenum.aws.common.CloudWatch.Measure;
import coop.plenum.aws.common.CloudWatch.Period;
import coop.plenum.aws.common.CloudWatch.Subject;
import coop.plenum.aws.common.Faults;
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
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Instances. AWS shows them for about an hour after they are gone; here, they are gone then. */
final class InstanceHandler extends Ec2Handler<Instance> implements TabledActions, Metrics, Validator {
    private static final int MOST = 1000;
    private static final Set<String> MOVING = Set.of("pending", "stopping", "shutting-down");

    private static final Kind<Instance> KIND = Kind.following(
                    Types.INSTANCE,
                    "instance",
                    List.<Attribute<Instance>>of(
                            name(Instance::tags),
                            Attribute.free("instanceType", Instance::instanceTypeAsString),
                            Attribute.<Instance>fixed("image", Instance::imageId)
                                    .to(Types.IMAGE),
                            Attribute.secretive("imageId"),
                            Attribute.<Instance>fixed("subnet", Instance::subnetId)
                                    .to(Types.SUBNET),
                            Attribute.<Instance>free("securityGroups", InstanceView::securityGroups)
                                    .to(Types.SECURITY_GROUP),
                            Attribute.<Instance>fixed("keypair", Instance::keyName)
                                    .to(Types.KEY_PAIR),
                            Attribute.fixed("availabilityZone", InstanceView::zone),
                            Attribute.<Instance>fixed("instanceProfile", InstanceView::profile)
                                    .toGlobal(Types.INSTANCE_PROFILE),
                            Attribute.secretive("userData"),
                            Attribute.secretive("rootSize"),
                            Attribute.secretive("publicAddress"),
                            tagsOf(Instance::tags),
                            Attribute.told("status", InstanceView::status),
                            Attribute.told("powerState", InstanceView::power),
                            Attribute.told("addresses", InstanceView::addresses),
                            Attribute.told("privateDnsName", Instance::privateDnsName),
                            Attribute.told("publicDnsName", Instance::publicDnsName),
                            Attribute.told("macAddresses", InstanceView::macs),
                            Attribute.<Instance>told("network", Instance::vpcId).to(Types.VPC),
                            Attribute.<Instance>told("volumes", InstanceView::volumes)
                                    .to(Types.VOLUME),
                            Attribute.told("architecture", Instance::architectureAsString),
                            Attribute.told("fault", InstanceView::fault),
                            Attribute.told("createdAt", Instance::launchTime)))
            .traits("compute.server");

    private static final List<Measure> MEASURES = List.of(
            Measure.average("cpu", "Processor", "%", "CPUUtilization"),
            Measure.bytes("network-in", "Received", "NetworkIn"),
            Measure.bytes("network-out", "Sent", "NetworkOut"),
            Measure.bytes("disk-read", "Read from volumes", "EBSReadBytes"),
            Measure.bytes("disk-write", "Written to volumes", "EBSWriteBytes"),
            Measure.most("failed-checks", "Failed checks", "", "StatusCheckFailed"));

    private final Resizing resizing;
    private final InstanceActions actions;
    private final InstanceFacts facts;
    private final CloudWatch cloudWatch;

    InstanceHandler(Ec2 ec2) {
        super(ec2, KIND, ResourceType.INSTANCE, "i");
        this.resizing = new Resizing(ec2);
        this.facts = new InstanceFacts(ec2);
        this.cloudWatch = new CloudWatch(ec2.account());
        this.actions = new InstanceActions(ec2, resizing, this::require, this::changed);
    }

    @Override
    Batch<Instance> describe(String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException {
        DescribeInstancesResponse answer = ec2.call(
                region,
                "DescribeInstances",
                context,
                client -> client.describeInstances(request -> request.instanceIds(query.ids())
                        .filters(query.filters())
                        .nextToken(query.token())
                        .maxResults(query.max(MOST))));
        return Batch.of(
                answer.reservations().stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .toList(),
                answer.nextToken());
    }

    @Override
    Query limited(Query query) {
        return query.where("instance-state-name", InstanceView.EXISTING);
    }

    @Override
    boolean isGone(Instance instance) {
        return InstanceView.status(instance).equals("terminated");
    }

    @Override
    Query identified(Query query, Wanted known) throws ProviderException {
        Query named = super.identified(query, known);
        String subnet = known.id("subnet");
        return subnet == null ? named : named.where("subnet-id", subnet);
    }

    @Override
    protected String id(Instance instance) {
        return instance.instanceId();
    }

    @Override
    protected Map<String, String> tags(Instance instance) {
        return tagMap(instance.tags());
    }

    @Override
    protected Progress progress(Instance instance) {
        return InstanceView.progress(instance, MOVING);
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        if (change.kind() == Change.Kind.DELETE) {
            return List.of();
        }
        String region = change.ref().externalId().map(id -> place(id).region()).orElseGet(() -> region(change.after()));
        return new InstanceValidation(facts, region, change).problems(context);
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        String rootDevice = wanted.has("rootSize") ? rootDevice(region, NewInstance.image(wanted), context) : "";
        NewInstance instance = NewInstance.of(wanted, mark, tagging(mark, wanted), rootDevice);
        return ec2.call(region, "RunInstances", context, client -> client.runInstances(instance.request()))
                .instances()
                .get(0)
                .instanceId();
    }

    private String rootDevice(String region, String image, OperationContext context)
            throws ProviderException, InterruptedException {
        return ec2
                .call(
                        region,
                        "DescribeImages",
                        context,
                        client -> client.describeImages(request -> request.imageIds(image)))
                .images()
                .stream()
                .map(Image::rootDeviceName)
                .findFirst()
                .orElseThrow(() -> Faults.user("image", "There is no image " + image + " in " + region + "."));
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, Instance now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (amendment.changes("securityGroups")) {
            List<String> groups = amendment.wanted().ids("securityGroups");
            if (!groups.isEmpty()) { // none is not possible
                ec2.call(
                        place.region(),
                        "ModifyInstanceAttribute",
                        context,
                        client -> client.modifyInstanceAttribute(
                                request -> request.instanceId(place.id()).groups(groups)));
            }
        }
        return amendment.changes("instanceType")
                ? Optional.of(resizing.begin(place, now, amendment.wanted().text("instanceType"), context))
                : Optional.empty();
    }

    @Override
    protected Step resumedOwn(Stage stage, ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        Place place = requirePlace(ref);
        Optional<Step> further = resizing.goOn(place, require(place, context), stage, context);
        return further.isPresent() ? further.get() : changed(place, context);
    }

    @Override
    protected void erase(Place place, Instance there, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!InstanceView.status(there).equals("shutting-down")) {
            ec2.call(
                    place.region(),
                    "TerminateInstances",
                    context,
                    client -> client.terminateInstances(request -> request.instanceIds(place.id())));
        }
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
                new Subject(place.region(), "AWS/EC2", "InstanceId", place.id()),
                MEASURES,
                new Period(from, to, step),
                context);
    }

    @Override
    public ActionTable actionTable() {
        return actions.table();
    }
}

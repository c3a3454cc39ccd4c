package coop.plenum.aws.elb;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Target groups with their targets: instances, or addresses. */
final class TargetGroupHandler extends ElbHandler<TargetGroup, TargetGroupView> implements Validator {
    private static final List<String> HEALTH =
            List.of("healthProtocol", "healthPath", "healthPort", "healthInterval", "healthyCodes");

    private static final Kind<TargetGroupView> KIND = Kind.placed(
            Types.TARGET_GROUP,
            "target group",
            List.<Attribute<TargetGroupView>>of(
                    Attribute.fixed("name", group -> group.there().targetGroupName()),
                    Attribute.fixed("targetType", group -> group.there().targetTypeAsString()),
                    Attribute.fixed("protocol", group -> group.there().protocolAsString()),
                    Attribute.fixed("port", group -> group.there().port()),
                    Attribute.<TargetGroupView>fixed(
                                    "network", group -> group.there().vpcId())
                            .to(Types.VPC),
                    Attribute.<TargetGroupView>free("instances", TargetGroupView::instances)
                            .to(Types.INSTANCE),
                    Attribute.free("targetAddresses", TargetGroupView::addresses),
                    Attribute.free("healthProtocol", group -> group.there().healthCheckProtocolAsString()),
                    Attribute.free("healthPath", group -> group.there().healthCheckPath()),
                    Attribute.free("healthPort", group -> group.there().healthCheckPort()),
                    Attribute.free("healthInterval", group -> group.there().healthCheckIntervalSeconds()),
                    Attribute.free("healthyCodes", TargetGroupView::healthyCodes),
                    Attribute.free("tags", group -> ofPeople(group.tags())),
                    Attribute.told("unhealthy", TargetGroupView::unhealthy),
                    Attribute.<TargetGroupView>told(
                                    "loadBalancers", group -> group.there().loadBalancerArns())
                            .to(Types.LOAD_BALANCER)));

    private final Targets targets;

    TargetGroupHandler(Elb elb) {
        super(elb, KIND, "targetgroup");
        this.targets = new Targets(elb);
    }

    @Override
    protected Batch<TargetGroupView> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = elb.call(
                region,
                "DescribeTargetGroups",
                context,
                client -> client.describeTargetGroups(request ->
                        request.marker(after.isEmpty() ? null : after).pageSize(Elb.page(max))));
        return Batch.of(look(region, answer.targetGroups(), context), answer.nextMarker());
    }

    @Override
    List<TargetGroup> withArn(String region, String arn, OperationContext context)
            throws ProviderException, InterruptedException {
        return elb.call(
                        region,
                        "DescribeTargetGroups",
                        context,
                        client -> client.describeTargetGroups(request -> request.targetGroupArns(arn)))
                .targetGroups();
    }

    @Override
    List<TargetGroup> alike(String region, Wanted known, OperationContext context)
            throws ProviderException, InterruptedException {
        return elb.call(
                        region,
                        "DescribeTargetGroups",
                        context,
                        client -> client.describeTargetGroups(request -> request.names(known.name())))
                .targetGroups();
    }

    @Override
    TargetGroupView look(String region, TargetGroup there, Map<String, String> tags, OperationContext context)
            throws ProviderException, InterruptedException {
        return new TargetGroupView(there, tags, targets.of(region, arn(there), context));
    }

    @Override
    String arn(TargetGroup there) {
        return there.targetGroupArn();
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) {
        return change.kind() == Change.Kind.DELETE ? List.of() : TargetGroupRules.broken(change.after());
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        Set<Tag> tags = tagSet(newTags(mark, wanted));
        String vpc = wanted.id("network");
        String codes = wanted.text("healthyCodes");
        return elb.call(
                        region,
                        "CreateTargetGroup",
                        context,
                        client -> client.createTargetGroup(request -> request.name(wanted.name())
                                .targetType(wanted.text("targetType"))
                                .protocol(wanted.text("protocol"))
                                .port(wanted.number("port"))
                                .vpcId(vpc)
                                .healthCheckProtocol(wanted.text("healthProtocol"))
                                .healthCheckPath(wanted.text("healthPath"))
                                .healthCheckPort(wanted.text("healthPort"))
                                .healthCheckIntervalSeconds(wanted.number("healthInterval"))
                                .matcher(codes == null ? null : TargetGroupView.codes(codes))
                                .tags(tags)))
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    @Override
    protected void complete(Place place, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        targets.register(place, wanted.ids("instances"), context);
        targets.register(place, wanted.texts("targetAddresses"), context);
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, TargetGroupView now, OperationContext context)
            throws ProviderException, InterruptedException {
        Wanted wanted = amendment.wanted();
        if (HEALTH.stream().anyMatch(amendment::changes)) {
            String codes = wanted.text("healthyCodes");
            elb.call(
                    place.region(),
                    "ModifyTargetGroup",
                    context,
                    client -> client.modifyTargetGroup(request -> request.targetGroupArn(place.id())
                            .healthCheckProtocol(wanted.text("healthProtocol"))
                            .healthCheckPath(wanted.text("healthPath"))
                            .healthCheckPort(wanted.text("healthPort"))
                            .healthCheckIntervalSeconds(wanted.number("healthInterval"))
                            .matcher(codes == null ? null : TargetGroupView.codes(codes))));
        }
        if (amendment.changes("instances")) {
            targets.change(place, now.instances(), wanted.ids("instances"), context);
        }
        if (amendment.changes("targetAddresses")) {
            targets.change(place, now.addresses(), wanted.texts("targetAddresses"), context);
        }
        return Optional.empty();
    }

    @Override
    protected void erase(Place place, TargetGroupView there, OperationContext context)
            throws ProviderException, InterruptedException {
        elb.call(
                place.region(),
                "DeleteTargetGroup",
                context,
                client -> client.deleteTargetGroup(request -> request.targetGroupArn(place.id())));
    }
}

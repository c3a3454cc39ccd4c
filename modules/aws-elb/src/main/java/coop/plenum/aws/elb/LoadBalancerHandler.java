package coop.plenum.aws.elb;

import coop.plenum.api.provider.Metrics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.CloudWatch;
import coop.plenum.aws.common.CloudWatch.Period;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Progress;
import coop.plenum.aws.common.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/** Load balancers: those of applications, and those of networks. */
final class LoadBalancerHandler extends ElbHandler<LoadBalancer, LoadBalancerHandler.Balancer> implements Metrics {
    private static final String PROTECTION = "deletion_protection.enabled";
    private static final String IDLE = "idle_timeout.timeout_seconds";

    /** @param settings what ELB calls attributes */
    record Balancer(LoadBalancer there, Map<String, String> tags, Map<String, String> settings)
            implements Seen<LoadBalancer> {
        boolean internal() {
            return there.scheme() == LoadBalancerSchemeEnum.INTERNAL;
        }

        List<String> subnets() {
            return there.availabilityZones().stream()
                    .map(AvailabilityZone::subnetId)
                    .toList();
        }

        List<String> zones() {
            return there.availabilityZones().stream()
                    .map(AvailabilityZone::zoneName)
                    .sorted()
                    .toList();
        }

        String status() {
            return there.state() == null
                    ? "provisioning"
                    : String.valueOf(there.state().codeAsString());
        }

        boolean isProtected() {
            return "true".equals(settings.get(PROTECTION));
        }

        @Nullable
        Integer idleTimeout() {
            return Optional.ofNullable(settings.get(IDLE)).map(Integer::valueOf).orElse(null);
        }
    }

    private static final Kind<Balancer> KIND = Kind.placed(
                    Types.LOAD_BALANCER,
                    "load balancer",
                    List.<Attribute<Balancer>>of(
                            Attribute.fixed("name", balancer -> balancer.there().loadBalancerName()),
                            Attribute.fixed(
                                    "balancerType", balancer -> balancer.there().typeAsString()),
                            Attribute.fixed("internal", Balancer::internal),
                            Attribute.<Balancer>free("subnets", Balancer::subnets)
                                    .to(Types.SUBNET),
                            Attribute.<Balancer>free(
                                            "securityGroups",
                                            balancer -> balancer.there().securityGroups())
                                    .to(Types.SECURITY_GROUP),
                            Attribute.free(
                                    "addressType", balancer -> balancer.there().ipAddressTypeAsString()),
                            Attribute.free("idleTimeout", Balancer::idleTimeout),
                            Attribute.free("deletionProtection", Balancer::isProtected),
                            Attribute.free("tags", balancer -> ofPeople(balancer.tags())),
                            Attribute.told("status", balancer -> Attribute.word(balancer.status())),
                            Attribute.told(
                                    "dnsName", balancer -> balancer.there().dnsName()),
                            Attribute.told(
                                    "dnsZone", balancer -> balancer.there().canonicalHostedZoneId()),
                            Attribute.<Balancer>told(
                                            "network",
                                            balancer -> balancer.there().vpcId())
                                    .to(Types.VPC),
                            Attribute.told("availabilityZones", Balancer::zones),
                            Attribute.told(
                                    "createdAt", balancer -> balancer.there().createdTime())))
            .traits("network.load-balancer");

    private final LoadBalancerMetrics metrics;

    LoadBalancerHandler(Elb elb) {
        super(elb, KIND, "loadbalancer");
        this.metrics = new LoadBalancerMetrics(new CloudWatch(elb.account()));
    }

    @Override
    protected Batch<Balancer> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = elb.call(
                region,
                "DescribeLoadBalancers",
                context,
                client -> client.describeLoadBalancers(request ->
                        request.marker(after.isEmpty() ? null : after).pageSize(Elb.page(max))));
        return Batch.of(look(region, answer.loadBalancers(), context), answer.nextMarker());
    }

    @Override
    List<LoadBalancer> withArn(String region, String arn, OperationContext context)
            throws ProviderException, InterruptedException {
        return elb.call(
                        region,
                        "DescribeLoadBalancers",
                        context,
                        client -> client.describeLoadBalancers(request -> request.loadBalancerArns(arn)))
                .loadBalancers();
    }

    @Override
    List<LoadBalancer> alike(String region, Wanted known, OperationContext context)
            throws ProviderException, InterruptedException {
        return elb.call(
                        region,
                        "DescribeLoadBalancers",
                        context,
                        client -> client.describeLoadBalancers(request -> request.names(known.name())))
                .loadBalancers();
    }

    @Override
    Balancer look(String region, LoadBalancer there, Map<String, String> tags, OperationContext context)
            throws ProviderException, InterruptedException {
        return new Balancer(
                there,
                tags,
                elb
                        .call(
                                region,
                                "DescribeLoadBalancerAttributes",
                                context,
                                client -> client.describeLoadBalancerAttributes(
                                        request -> request.loadBalancerArn(arn(there))))
                        .attributes()
                        .stream()
                        .filter(attribute -> attribute.value() != null)
                        .collect(Collectors.toMap(LoadBalancerAttribute::key, LoadBalancerAttribute::value)));
    }

    @Override
    String arn(LoadBalancer there) {
        return there.loadBalancerArn();
    }

    @Override
    protected Progress progress(Balancer balancer) {
        return Progress.byState(
                "load balancer",
                balancer.status(),
                Set.of("provisioning"),
                Set.of("failed"),
                Optional.ofNullable(balancer.there().state())
                        .map(state -> state.reason())
                        .orElse(""));
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        Set<Tag> tags = tagSet(newTags(mark, wanted));
        List<String> subnets = wanted.ids("subnets");
        List<String> groups = wanted.ids("securityGroups");
        return elb.call(
                        region,
                        "CreateLoadBalancer",
                        context,
                        client -> client.createLoadBalancer(request -> request.name(wanted.name())
                                .type(wanted.text("balancerType"))
                                .scheme(Boolean.TRUE.equals(wanted.flag("internal")) ? "internal" : "internet-facing")
                                .subnets(subnets)
                                .securityGroups(groups.isEmpty() ? null : groups)
                                .ipAddressType(wanted.text("addressType"))
                                .tags(tags)))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
    }

    @Override
    protected void complete(Place place, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        settings(place, wanted, wanted.has("deletionProtection"), wanted.has("idleTimeout"), context);
    }

    private void settings(Place place, Wanted wanted, boolean protection, boolean idle, OperationContext context)
            throws ProviderException, InterruptedException {
        List<LoadBalancerAttribute> settings = new ArrayList<>();
        if (protection) {
            settings.add(setting(PROTECTION, Boolean.TRUE.equals(wanted.flag("deletionProtection"))));
        }
        Integer seconds = wanted.number("idleTimeout");
        if (idle && seconds != null) {
            settings.add(setting(IDLE, seconds));
        }
        if (!settings.isEmpty()) {
            elb.call(
                    place.region(),
                    "ModifyLoadBalancerAttributes",
                    context,
                    client -> client.modifyLoadBalancerAttributes(
                            request -> request.loadBalancerArn(place.id()).attributes(settings)));
        }
    }

    private static LoadBalancerAttribute setting(String key, Object value) {
        return LoadBalancerAttribute.builder()
                .key(key)
                .value(String.valueOf(value))
                .build();
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, Balancer now, OperationContext context)
            throws ProviderException, InterruptedException {
        Wanted wanted = amendment.wanted();
        List<String> subnets = wanted.ids("subnets");
        if (amendment.changes("subnets") && !subnets.isEmpty()) { // none is not possible
            elb.call(
                    place.region(),
                    "SetSubnets",
                    context,
                    client -> client.setSubnets(
                            request -> request.loadBalancerArn(place.id()).subnets(subnets)));
        }
        List<String> groups = wanted.ids("securityGroups");
        if (amendment.changes("securityGroups") && !groups.isEmpty()) {
            elb.call(
                    place.region(),
                    "SetSecurityGroups",
                    context,
                    client -> client.setSecurityGroups(
                            request -> request.loadBalancerArn(place.id()).securityGroups(groups)));
        }
        if (amendment.changes("addressType") && wanted.has("addressType")) {
            elb.call(
                    place.region(),
                    "SetIpAddressType",
                    context,
                    client -> client.setIpAddressType(
                            request -> request.loadBalancerArn(place.id()).ipAddressType(wanted.text("addressType"))));
        }
        settings(place, wanted, amendment.changes("deletionProtection"), amendment.changes("idleTimeout"), context);
        return Optional.empty();
    }

    @Override
    protected void erase(Place place, Balancer there, OperationContext context)
            throws ProviderException, InterruptedException {
        elb.call(
                place.region(),
                "DeleteLoadBalancer",
                context,
                client -> client.deleteLoadBalancer(request -> request.loadBalancerArn(place.id())));
    }

    @Override
    public List<Metric> metrics() {
        return LoadBalancerMetrics.all();
    }

    @Override
    public List<Series> measure(ResourceRef ref, Instant from, Instant to, Duration step, OperationContext context)
            throws ProviderException, InterruptedException {
        return metrics.measure(requirePlace(ref), new Period(from, to, step), context);
    }
}

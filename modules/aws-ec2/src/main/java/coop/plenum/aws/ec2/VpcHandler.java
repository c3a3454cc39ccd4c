package coop.plenum.aws.ec2;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Progress;
import coop.plenum.aws.common.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/** VPCs. Their DNS settings are told one by one, in calls of their own. */
final class VpcHandler extends Ec2Handler<VpcHandler.Seen> {
    private static final int MOST = 1000;

    /** A VPC with what EC2 tells apart. */
    record Seen(Vpc vpc, boolean dnsSupport, boolean dnsHostnames) {}

    private static final Kind<Seen> KIND = Kind.placed(
                    Types.VPC,
                    "VPC",
                    List.<Attribute<Seen>>of(
                            name(seen -> seen.vpc().tags()),
                            Attribute.fixed("cidr", seen -> seen.vpc().cidrBlock()),
                            Attribute.fixed("tenancy", seen -> seen.vpc().instanceTenancyAsString()),
                            Attribute.free("dnsSupport", Seen::dnsSupport),
                            Attribute.free("dnsHostnames", Seen::dnsHostnames),
                            tagsOf(seen -> seen.vpc().tags()),
                            Attribute.told("isDefault", seen -> seen.vpc().isDefault()),
                            Attribute.told(
                                    "status", seen -> Attribute.word(seen.vpc().stateAsString())),
                            Attribute.told("owner", seen -> seen.vpc().ownerId())))
            .traits("network.network");

    VpcHandler(Ec2 ec2) {
        super(ec2, KIND, ResourceType.VPC, "vpc");
    }

    @Override
    Batch<Seen> describe(String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException {
        DescribeVpcsResponse answer = ec2.call(
                region,
                "DescribeVpcs",
                context,
                client -> client.describeVpcs(request -> request.vpcIds(query.ids())
                        .filters(query.filters())
                        .nextToken(query.token())
                        .maxResults(query.max(MOST))));
        List<Seen> seen = new ArrayList<>();
        for (Vpc vpc : answer.vpcs()) {
            seen.add(new Seen(
                    vpc,
                    attribute(region, vpc.vpcId(), VpcAttributeName.ENABLE_DNS_SUPPORT, context),
                    attribute(region, vpc.vpcId(), VpcAttributeName.ENABLE_DNS_HOSTNAMES, context)));
        }
        return Batch.of(seen, answer.nextToken());
    }

    private boolean attribute(String region, String id, VpcAttributeName name, OperationContext context)
            throws ProviderException, InterruptedException {
        return ec2.call(region, "DescribeVpcAttribute", context, client -> {
            var answer =
                    client.describeVpcAttribute(request -> request.vpcId(id).attribute(name));
            var value = name == VpcAttributeName.ENABLE_DNS_SUPPORT
                    ? answer.enableDnsSupport()
                    : answer.enableDnsHostnames();
            return value != null && Boolean.TRUE.equals(value.value());
        });
    }

    @Override
    protected String id(Seen seen) {
        return seen.vpc().vpcId();
    }

    @Override
    protected Map<String, String> tags(Seen seen) {
        return tagMap(seen.vpc().tags());
    }

    @Override
    protected Progress progress(Seen seen) {
        return Progress.byState("VPC", seen.vpc().stateAsString(), Set.of("pending"), Set.of(), "");
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        List<TagSpecification> tags = tagging(mark, wanted);
        return ec2.call(
                        region,
                        "CreateVpc",
                        context,
                        client -> client.createVpc(request -> request.cidrBlock(wanted.text("cidr"))
                                .instanceTenancy(wanted.text("tenancy"))
                                .tagSpecifications(tags)))
                .vpc()
                .vpcId();
    }

    @Override
    protected void complete(Place place, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        // one must be on before the other can be
        support(place, wanted.flag("dnsSupport"), context);
        hostnames(place, wanted.flag("dnsHostnames"), context);
    }

    private void support(Place place, @Nullable Boolean wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        if (wanted != null) {
            ec2.call(
                    place.region(),
                    "ModifyVpcAttribute",
                    context,
                    client -> client.modifyVpcAttribute(
                            request -> request.vpcId(place.id()).enableDnsSupport(value -> value.value(wanted))));
        }
    }

    private void hostnames(Place place, @Nullable Boolean wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        if (wanted != null) {
            ec2.call(
                    place.region(),
                    "ModifyVpcAttribute",
                    context,
                    client -> client.modifyVpcAttribute(
                            request -> request.vpcId(place.id()).enableDnsHostnames(value -> value.value(wanted))));
        }
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, Seen now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (amendment.changes("dnsSupport")) {
            support(place, amendment.wanted().flag("dnsSupport"), context);
        }
        if (amendment.changes("dnsHostnames")) {
            hostnames(place, amendment.wanted().flag("dnsHostnames"), context);
        }
        return Optional.empty();
    }

    @Override
    protected void erase(Place place, Seen there, OperationContext context)
            throws ProviderException, InterruptedException {
        ec2.call(
                place.region(), "DeleteVpc", context, client -> client.deleteVpc(request -> request.vpcId(place.id())));
    }
}

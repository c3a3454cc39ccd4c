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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Subnets of VPCs. */
final class SubnetHandler extends Ec2Handler<Subnet> {
    private static final int MOST = 1000;

    private static final Kind<Subnet> KIND = Kind.following(
                    Types.SUBNET,
                    "subnet",
                    List.<Attribute<Subnet>>of(
                            name(Subnet::tags),
                            Attribute.<Subnet>fixed("network", Subnet::vpcId).to(Types.VPC),
                            Attribute.fixed("cidr", Subnet::cidrBlock),
                            Attribute.fixed("availabilityZone", Subnet::availabilityZone),
                            Attribute.free("publicAddresses", Subnet::mapPublicIpOnLaunch),
                            tagsOf(Subnet::tags),
                            Attribute.told("isDefault", Subnet::defaultForAz),
                            Attribute.told("status", subnet -> Attribute.word(subnet.stateAsString()))))
            .traits("network.subnet")
            .identity("name", "network", "cidr");

    SubnetHandler(Ec2 ec2) {
        super(ec2, KIND, ResourceType.SUBNET, "subnet");
    }

    @Override
    Batch<Subnet> describe(String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = ec2.call(
                region,
                "DescribeSubnets",
                context,
                client -> client.describeSubnets(request -> request.subnetIds(query.ids())
                        .filters(query.filters())
                        .nextToken(query.token())
                        .maxResults(query.max(MOST))));
        return Batch.of(answer.subnets(), answer.nextToken());
    }

    @Override
    Query identified(Query query, Wanted known) throws ProviderException {
        Query named = super.identified(query, known);
        String vpc = known.id("network");
        String cidr = known.text("cidr");
        Query within = vpc == null ? named : named.where("vpc-id", vpc);
        return cidr == null ? within : within.where("cidr-block", cidr);
    }

    @Override
    protected String id(Subnet subnet) {
        return subnet.subnetId();
    }

    @Override
    protected Map<String, String> tags(Subnet subnet) {
        return tagMap(subnet.tags());
    }

    @Override
    protected Progress progress(Subnet subnet) {
        return Progress.byState("subnet", subnet.stateAsString(), Set.of("pending"), Set.of("failed"), "");
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        List<TagSpecification> tags = tagging(mark, wanted);
        String vpc = wanted.id("network");
        return ec2.call(
                        region,
                        "CreateSubnet",
                        context,
                        client -> client.createSubnet(request -> request.vpcId(vpc)
                                .cidrBlock(wanted.text("cidr"))
                                .availabilityZone(wanted.text("availabilityZone"))
                                .tagSpecifications(tags)))
                .subnet()
                .subnetId();
    }

    @Override
    protected void complete(Place place, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        publicAddresses(place, wanted.flag("publicAddresses"), context);
    }

    private void publicAddresses(Place place, @Nullable Boolean wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        if (wanted != null) {
            ec2.call(
                    place.region(),
                    "ModifySubnetAttribute",
                    context,
                    client -> client.modifySubnetAttribute(
                            request -> request.subnetId(place.id()).mapPublicIpOnLaunch(value -> value.value(wanted))));
        }
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, Subnet now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (amendment.changes("publicAddresses")) {
            publicAddresses(place, amendment.wanted().flag("publicAddresses"), context);
        }
        return Optional.empty();
    }

    @Override
    protected void erase(Place place, Subnet there, OperationContext context)
            throws ProviderException, InterruptedException {
        ec2.call(
                place.region(),
                "DeleteSubnet",
                context,
                client -> client.deleteSubnet(request -> request.subnetId(place.id())));
    }
}

package coop.plenum.aws.ec2;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Progress;
import coop.plenum.aws.common.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** NAT gateways. AWS shows them for about an hour after they are deleted. */
final class NatGatewayHandler extends Ec2Handler<NatGateway> {
    private static final int MOST = 1000;

    private static final Kind<NatGateway> KIND = Kind.following(
                    Types.NAT_GATEWAY,
                    "NAT gateway",
                    List.<Attribute<NatGateway>>of(
                            name(NatGateway::tags),
                            Attribute.<NatGateway>fixed("subnet", NatGateway::subnetId)
                                    .to(Types.SUBNET),
                            Attribute.<NatGateway>fixed("elasticIp", NatGatewayHandler::elasticIp)
                                    .to(Types.ELASTIC_IP),
                            Attribute.fixed("connectivity", NatGateway::connectivityTypeAsString),
                            tagsOf(NatGateway::tags),
                            Attribute.told("addresses", NatGatewayHandler::addresses),
                            Attribute.<NatGateway>told("network", NatGateway::vpcId)
                                    .to(Types.VPC),
                            Attribute.told("status", gateway -> Attribute.word(gateway.stateAsString())),
                            Attribute.told("fault", NatGateway::failureMessage),
                            Attribute.told("createdAt", NatGateway::createTime)))
            .traits("network.gateway")
            .identity("name", "subnet");

    NatGatewayHandler(Ec2 ec2) {
        super(ec2, KIND, ResourceType.NATGATEWAY, "nat");
    }

    private static @Nullable String elasticIp(NatGateway gateway) {
        return gateway.natGatewayAddresses().stream()
                .map(NatGatewayAddress::allocationId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static List<String> addresses(NatGateway gateway) {
        return gateway.natGatewayAddresses().stream()
                .flatMap(address -> Stream.of(address.publicIp(), address.privateIp()))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    @Override
    Batch<NatGateway> describe(String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = ec2.call(
                region,
                "DescribeNatGateways",
                context,
                client -> client.describeNatGateways(request -> request.natGatewayIds(query.ids())
                        .filter(query.filters())
                        .nextToken(query.token())
                        .maxResults(query.max(MOST))));
        return Batch.of(answer.natGateways(), answer.nextToken());
    }

    @Override
    Query limited(Query query) {
        return query.where("state", "pending", "available", "deleting", "failed");
    }

    @Override
    Query identified(Query query, Wanted known) throws ProviderException {
        String subnet = known.id("subnet");
        Query named = super.identified(query, known);
        return subnet == null ? named : named.where("subnet-id", subnet);
    }

    @Override
    boolean isGone(NatGateway gateway) {
        return "deleted".equals(gateway.stateAsString());
    }

    @Override
    protected String id(NatGateway gateway) {
        return gateway.natGatewayId();
    }

    @Override
    protected Map<String, String> tags(NatGateway gateway) {
        return tagMap(gateway.tags());
    }

    @Override
    protected Progress progress(NatGateway gateway) {
        return Progress.byState(
                "NAT gateway",
                gateway.stateAsString(),
                Set.of("pending", "deleting"),
                Set.of("failed"),
                String.valueOf(gateway.failureMessage()));
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        List<TagSpecification> tags = tagging(mark, wanted);
        String subnet = wanted.id("subnet");
        String address = wanted.id("elasticIp");
        return ec2.call(
                        region,
                        "CreateNatGateway",
                        context,
                        client -> client.createNatGateway(request -> request.subnetId(subnet)
                                .allocationId(address)
                                .connectivityType(wanted.text("connectivity"))
                                .clientToken(mark.key())
                                .tagSpecifications(tags)))
                .natGateway()
                .natGatewayId();
    }

    @Override
    protected void erase(Place place, NatGateway there, OperationContext context)
            throws ProviderException, InterruptedException {
        ec2.call(
                place.region(),
                "DeleteNatGateway",
                context,
                client -> client.deleteNatGateway(request -> request.natGatewayId(place.id())));
    }
}

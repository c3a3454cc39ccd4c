package coop.plenum.aws.ec2;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Internet gateways, each attached to one VPC at most. */
final class InternetGatewayHandler extends Ec2Handler<InternetGateway> {
    private static final int MOST = 1000;

    private static final Kind<InternetGateway> KIND = Kind.placed(
                    Types.INTERNET_GATEWAY,
                    "internet gateway",
                    List.<Attribute<InternetGateway>>of(
                            name(InternetGateway::tags),
                            Attribute.<InternetGateway>free("network", InternetGatewayHandler::vpc)
                                    .to(Types.VPC),
                            tagsOf(InternetGateway::tags),
                            Attribute.told("owner", InternetGateway::ownerId)))
            .traits("network.gateway");

    InternetGatewayHandler(Ec2 ec2) {
        super(ec2, KIND, ResourceType.INTERNET_GATEWAY, "igw");
    }

    private static @Nullable String vpc(InternetGateway gateway) {
        return gateway.attachments().isEmpty()
                ? null
                : gateway.attachments().get(0).vpcId();
    }

    @Override
    Batch<InternetGateway> describe(String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = ec2.call(
                region,
                "DescribeInternetGateways",
                context,
                client -> client.describeInternetGateways(request -> request.internetGatewayIds(query.ids())
                        .filters(query.filters())
                        .nextToken(query.token())
                        .maxResults(query.max(MOST))));
        return Batch.of(answer.internetGateways(), answer.nextToken());
    }

    @Override
    protected String id(InternetGateway gateway) {
        return gateway.internetGatewayId();
    }

    @Override
    protected Map<String, String> tags(InternetGateway gateway) {
        return tagMap(gateway.tags());
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        List<TagSpecification> tags = tagging(mark, wanted);
        return ec2.call(
                        region,
                        "CreateInternetGateway",
                        context,
                        client -> client.createInternetGateway(request -> request.tagSpecifications(tags)))
                .internetGateway()
                .internetGatewayId();
    }

    @Override
    protected void complete(Place place, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        String vpc = wanted.id("network");
        if (vpc != null && vpc(require(place, context)) == null) {
            attach(place, vpc, context);
        }
    }

    private void attach(Place place, String vpc, OperationContext context)
            throws ProviderException, InterruptedException {
        ec2.call(
                place.region(),
                "AttachInternetGateway",
                context,
                client -> client.attachInternetGateway(
                        request -> request.internetGatewayId(place.id()).vpcId(vpc)));
    }

    private void detach(Place place, InternetGateway now, OperationContext context)
            throws ProviderException, InterruptedException {
        String vpc = vpc(now);
        if (vpc != null) {
            ec2.call(
                    place.region(),
                    "DetachInternetGateway",
                    context,
                    client -> client.detachInternetGateway(
                            request -> request.internetGatewayId(place.id()).vpcId(vpc)));
        }
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, InternetGateway now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (amendment.changes("network")) {
            detach(place, now, context);
            String vpc = amendment.wanted().id("network");
            if (vpc != null) {
                attach(place, vpc, context);
            }
        }
        return Optional.empty();
    }

    @Override
    protected void erase(Place place, InternetGateway there, OperationContext context)
            throws ProviderException, InterruptedException {
        detach(place, there, context);
        ec2.call(
                place.region(),
                "DeleteInternetGateway",
                context,
                client -> client.deleteInternetGateway(request -> request.internetGatewayId(place.id())));
    }
}

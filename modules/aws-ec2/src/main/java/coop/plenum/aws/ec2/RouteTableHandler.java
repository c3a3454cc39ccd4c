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
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Route tables and the subnets that follow them. */
final class RouteTableHandler extends Ec2Handler<RouteTable> {
    private static final int MOST = 100;

    private static final Kind<RouteTable> KIND = Kind.following(
                    Types.ROUTE_TABLE,
                    "route table",
                    List.<Attribute<RouteTable>>of(
                            name(RouteTable::tags),
                            Attribute.<RouteTable>fixed("network", RouteTable::vpcId)
                                    .to(Types.VPC),
                            Attribute.<RouteTable>free("subnets", RouteTableHandler::subnets)
                                    .to(Types.SUBNET),
                            tagsOf(RouteTable::tags),
                            Attribute.told("main", RouteTableHandler::isMain),
                            Attribute.told("routes", RouteView::all),
                            Attribute.told("owner", RouteTable::ownerId)))
            .traits("network.router")
            .identity("name", "network");

    RouteTableHandler(Ec2 ec2) {
        super(ec2, KIND, ResourceType.ROUTE_TABLE, "rtb");
    }

    private static List<String> subnets(RouteTable table) {
        return table.associations().stream()
                .map(RouteTableAssociation::subnetId)
                .filter(Objects::nonNull)
                .toList();
    }

    private static boolean isMain(RouteTable table) {
        return table.associations().stream().anyMatch(association -> Boolean.TRUE.equals(association.main()));
    }

    @Override
    Batch<RouteTable> describe(String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException {
        return tables(ec2, region, query, context);
    }

    static Batch<RouteTable> tables(Ec2 ec2, String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = ec2.call(
                region,
                "DescribeRouteTables",
                context,
                client -> client.describeRouteTables(request -> request.routeTableIds(query.ids())
                        .filters(query.filters())
                        .nextToken(query.token())
                        .maxResults(query.max(MOST))));
        return Batch.of(answer.routeTables(), answer.nextToken());
    }

    @Override
    Query identified(Query query, Wanted known) throws ProviderException {
        String vpc = known.id("network");
        Query named = super.identified(query, known);
        return vpc == null ? named : named.where("vpc-id", vpc);
    }

    @Override
    protected String id(RouteTable table) {
        return table.routeTableId();
    }

    @Override
    protected Map<String, String> tags(RouteTable table) {
        return tagMap(table.tags());
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        List<TagSpecification> tags = tagging(mark, wanted);
        String vpc = wanted.id("network");
        return ec2.call(
                        region,
                        "CreateRouteTable",
                        context,
                        client -> client.createRouteTable(request ->
                                request.vpcId(vpc).clientToken(mark.key()).tagSpecifications(tags)))
                .routeTable()
                .routeTableId();
    }

    @Override
    protected void complete(Place place, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        List<String> subnets = wanted.ids("subnets");
        if (!subnets.isEmpty()) {
            associate(place, subnets, require(place, context), context);
        }
    }

    private void associate(Place place, List<String> subnets, RouteTable now, OperationContext context)
            throws ProviderException, InterruptedException {
        List<String> there = subnets(now);
        for (String subnet : subnets) {
            if (!there.contains(subnet)) {
                ec2.call(
                        place.region(),
                        "AssociateRouteTable",
                        context,
                        client -> client.associateRouteTable(
                                request -> request.routeTableId(place.id()).subnetId(subnet)));
            }
        }
    }

    private void disassociate(Place place, List<String> kept, RouteTable now, OperationContext context)
            throws ProviderException, InterruptedException {
        for (RouteTableAssociation association : now.associations()) {
            if (association.subnetId() != null && !kept.contains(association.subnetId())) {
                ec2.call(
                        place.region(),
                        "DisassociateRouteTable",
                        context,
                        client -> client.disassociateRouteTable(
                                request -> request.associationId(association.routeTableAssociationId())));
            }
        }
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, RouteTable now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (amendment.changes("subnets")) {
            List<String> wanted = amendment.wanted().ids("subnets");
            disassociate(place, wanted, now, context);
            associate(place, wanted, now, context);
        }
        return Optional.empty();
    }

    @Override
    protected void erase(Place place, RouteTable there, OperationContext context)
            throws ProviderException, InterruptedException {
        disassociate(place, List.of(), there, context);
        ec2.call(
                place.region(),
                "DeleteRouteTable",
                context,
                client -> client.deleteRouteTable(request -> request.routeTableId(place.id())));
    }
}

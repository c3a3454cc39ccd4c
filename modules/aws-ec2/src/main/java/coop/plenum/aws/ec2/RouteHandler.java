package coop.plenum.aws.ec2;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.AwsHandler;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Faults;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/**
 * Routes that somebody has made. They bear no tags; table and destination are what they are, and the target tells a route
 * that an attempt before has made from one of somebody else.
 */
final class RouteHandler extends AwsHandler<RouteHandler.Seen> implements Validator {
    private static final List<String> TARGETS = List.of("internetGateway", "natGateway", "instance");

    /** A route and its table. */
    record Seen(String table, Route route) {}

    private static final Kind<Seen> KIND = Kind.following(
                    Types.ROUTE,
                    "route",
                    List.<Attribute<Seen>>of(
                            Attribute.<Seen>fixed("routeTable", Seen::table).to(Types.ROUTE_TABLE),
                            Attribute.fixed("destination", seen -> RouteView.destination(seen.route())),
                            Attribute.<Seen>free("internetGateway", seen -> RouteView.internetGateway(seen.route()))
                                    .to(Types.INTERNET_GATEWAY),
                            Attribute.<Seen>free(
                                            "natGateway", seen -> seen.route().natGatewayId())
                                    .to(Types.NAT_GATEWAY),
                            Attribute.<Seen>free(
                                            "instance", seen -> seen.route().instanceId())
                                    .to(Types.INSTANCE),
                            Attribute.told("target", seen -> RouteView.target(seen.route())),
                            Attribute.told(
                                    "status",
                                    seen -> Attribute.word(seen.route().stateAsString()))))
            .identity("routeTable", "destination");

    private final Ec2 ec2;

    RouteHandler(Ec2 ec2) {
        super(ec2.account(), KIND);
        this.ec2 = ec2;
    }

    private static Batch<Seen> routes(Batch<RouteTable> tables) {
        return Batch.of(
                tables.some().stream()
                        .flatMap(table -> table.routes().stream()
                                .filter(RouteView::isMade)
                                .map(route -> new Seen(table.routeTableId(), route)))
                        .toList(),
                tables.next().orElse(null));
    }

    @Override
    protected Batch<Seen> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        return routes(RouteTableHandler.tables(ec2, region, Query.all().page(after, max), context));
    }

    @Override
    protected Optional<Seen> read(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        int end = place.id().indexOf('/');
        return end < 0 || !place.id().startsWith("rtb-")
                ? Optional.empty()
                : find(place.region(), place.id().substring(0, end), place.id().substring(end + 1), context);
    }

    private Optional<Seen> find(String region, String table, String destination, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            return routes(RouteTableHandler.tables(ec2, region, Query.of(table), context)).some().stream()
                    .filter(seen -> RouteView.destination(seen.route()).equals(destination))
                    .findFirst();
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    protected List<Seen> alike(String region, String name, Values known, OperationContext context)
            throws ProviderException, InterruptedException {
        Wanted wanted = new Wanted(name, known);
        String table = wanted.id("routeTable");
        String destination = wanted.text("destination");
        if (table == null || destination == null) {
            return List.of();
        }
        return find(region, table, destination, context).map(List::of).orElseGet(List::of);
    }

    @Override
    protected String id(Seen seen) {
        return seen.table() + "/" + RouteView.destination(seen.route());
    }

    @Override
    protected String title(Seen seen) {
        return RouteView.destination(seen.route());
    }

    @Override
    protected Map<String, String> tags(Seen seen) {
        return Map.of();
    }

    @Override
    protected Optional<String> made(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        String target = target(wanted);
        return alike(region, wanted.name(), wanted.values(), context).stream()
                .filter(seen -> RouteView.target(seen.route()).equals(target))
                .map(this::id)
                .findFirst();
    }

    private static String target(Wanted wanted) throws ProviderException {
        for (String field : TARGETS) {
            String id = wanted.id(field);
            if (id != null) {
                return id;
            }
        }
        throw Faults.user("internetGateway", "A route leads somewhere: to a gateway or an instance.");
    }

    private static @Nullable String six(String destination) {
        return destination.contains(":") ? destination : null;
    }

    private static @Nullable String four(String destination) {
        return destination.contains(":") ? null : destination;
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        target(wanted);
        String table = wanted.id("routeTable");
        String destination = String.valueOf(wanted.text("destination"));
        String gateway = wanted.id("internetGateway");
        String nat = wanted.id("natGateway");
        String instance = wanted.id("instance");
        ec2.call(
                region,
                "CreateRoute",
                context,
                client -> client.createRoute(request -> request.routeTableId(table)
                        .destinationCidrBlock(four(destination))
                        .destinationIpv6CidrBlock(six(destination))
                        .gatewayId(gateway)
                        .natGatewayId(nat)
                        .instanceId(instance)));
        return table + "/" + destination;
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, Seen now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (TARGETS.stream().anyMatch(amendment::changes)) {
            Wanted wanted = amendment.wanted();
            target(wanted);
            String destination = RouteView.destination(now.route());
            String gateway = wanted.id("internetGateway");
            String nat = wanted.id("natGateway");
            String instance = wanted.id("instance");
            ec2.call(
                    place.region(),
                    "ReplaceRoute",
                    context,
                    client -> client.replaceRoute(request -> request.routeTableId(now.table())
                            .destinationCidrBlock(four(destination))
                            .destinationIpv6CidrBlock(six(destination))
                            .gatewayId(gateway)
                            .natGatewayId(nat)
                            .instanceId(instance)));
        }
        return Optional.empty();
    }

    @Override
    protected void erase(Place place, Seen there, OperationContext context)
            throws ProviderException, InterruptedException {
        String destination = RouteView.destination(there.route());
        ec2.call(
                place.region(),
                "DeleteRoute",
                context,
                client -> client.deleteRoute(request -> request.routeTableId(there.table())
                        .destinationCidrBlock(four(destination))
                        .destinationIpv6CidrBlock(six(destination))));
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) {
        long targets = TARGETS.stream().filter(change.after()::has).count();
        return change.kind() == Change.Kind.DELETE || targets == 1
                ? List.of()
                : List.of(
                        new Violation(
                                "/internetGateway",
                                "one-target",
                                "A route leads to one of an internet gateway, a NAT gateway and an instance; give exactly one."));
    }
}

package coop.plenum.aws.ec2;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** How a route looks. */
final class RouteView {
    private RouteView() {}

    static String destination(Route route) {
        return Stream.of(
                        route.destinationCidrBlock(), route.destinationIpv6CidrBlock(), route.destinationPrefixListId())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** The id of what it leads to. */
    static String target(Route route) {
        return Stream.of(
                        route.gatewayId(),
                        route.natGatewayId(),
                        route.instanceId(),
                        route.transitGatewayId(),
                        route.vpcPeeringConnectionId(),
                        route.networkInterfaceId(),
                        route.egressOnlyInternetGatewayId(),
                        route.localGatewayId(),
                        route.carrierGatewayId(),
                        route.coreNetworkArn())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    static @Nullable String internetGateway(Route route) {
        return Optional.ofNullable(route.gatewayId())
                .filter(id -> id.startsWith("igw-"))
                .orElse(null);
    }

    /** Whether somebody has made it: AWS makes some, and others come from gateways by themselves. */
    static boolean isMade(Route route) {
        return !"local".equals(route.gatewayId())
                && !"CreateRouteTable".equals(route.originAsString())
                && !"EnableVgwRoutePropagation".equals(route.originAsString())
                && route.destinationPrefixListId() == null;
    }

    static List<Map<String, Object>> all(RouteTable table) {
        return table.routes().stream()
                .map(route -> {
                    Map<String, Object> json = new TreeMap<>();
                    json.put("destination", destination(route));
                    json.put("target", target(route));
                    return json;
                })
                .sorted((one, other) ->
                        String.valueOf(one.get("destination")).compareTo(String.valueOf(other.get("destination"))))
                .toList();
    }
}

package coop.plenum.openstack.network;

import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.quota.Limits;
import java.util.List;

/** The handlers of Neutron's resources, each after those that it refers to. */
public final class NetworkHandlers {
    private NetworkHandlers() {}

    public static List<ResourceHandler> of(Cloud cloud, Limits limits) {
        return List.of(
                new NetworkHandler(cloud, limits),
                new SubnetHandler(cloud, limits),
                new SecurityGroupHandler(cloud, limits),
                new SecurityGroupRuleHandler(cloud, limits),
                new RouterHandler(cloud, limits),
                new PortHandler(cloud, limits),
                new FloatingIpHandler(cloud, limits));
    }
}

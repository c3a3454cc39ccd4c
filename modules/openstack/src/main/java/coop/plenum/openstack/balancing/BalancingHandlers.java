package coop.plenum.openstack.balancing;

import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.quota.Limits;
import java.util.List;

/** The handlers of Octavia's resources. */
public final class BalancingHandlers {
    private BalancingHandlers() {}

    public static List<ResourceHandler> of(Cloud cloud, Limits limits) {
        return List.of(
                new LoadBalancerHandler(cloud, limits),
                new PoolHandler(cloud, limits),
                new ListenerHandler(cloud, limits));
    }
}

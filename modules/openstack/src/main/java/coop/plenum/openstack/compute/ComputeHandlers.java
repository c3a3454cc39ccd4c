package coop.plenum.openstack.compute;

import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.quota.Limits;
import java.util.List;

/** The handlers of Nova's resources, each after those that it refers to. */
public final class ComputeHandlers {
    private ComputeHandlers() {}

    public static List<ResourceHandler> of(Cloud cloud, Limits limits) {
        return List.of(
                new AvailabilityZoneHandler(cloud),
                new FlavorHandler(cloud),
                new KeypairHandler(cloud),
                new ServerGroupHandler(cloud),
                new ServerHandler(cloud, limits));
    }
}

package coop.plenum.openstack.volume;

import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.quota.Limits;
import java.util.List;

/** The handlers of Cinder's resources, each after those that it refers to. */
public final class VolumeHandlers {
    private VolumeHandlers() {}

    public static List<ResourceHandler> of(Cloud cloud, Limits limits) {
        return List.of(
                new VolumeTypeHandler(cloud),
                new VolumeHandler(cloud, limits),
                new SnapshotHandler(cloud, limits),
                new BackupHandler(cloud));
    }
}

package coop.plenum.openstack;

import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.openstack.balancing.BalancingHandlers;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.compute.ComputeHandlers;
import coop.plenum.openstack.dns.DnsHandlers;
import coop.plenum.openstack.identity.IdentityHandlers;
import coop.plenum.openstack.image.ImageHandler;
import coop.plenum.openstack.network.NetworkHandlers;
import coop.plenum.openstack.quota.Limits;
import coop.plenum.openstack.quota.QuotaHandler;
import coop.plenum.openstack.resource.Types;
import coop.plenum.openstack.storage.ContainerHandler;
import coop.plenum.openstack.volume.VolumeHandlers;
import java.util.ArrayList;
import java.util.List;

/** One connection: a cloud, as one user of it sees it. */
final class OpenStackProvider implements Provider {
    private final Cloud cloud;
    private final List<ResourceHandler> handlers;

    OpenStackProvider(Cloud cloud) {
        this.cloud = cloud;
        Limits limits = new Limits(cloud);
        List<ResourceHandler> all = new ArrayList<>(IdentityHandlers.of(cloud));
        all.add(new QuotaHandler(cloud));
        all.add(ImageHandler.of(cloud));
        all.addAll(NetworkHandlers.of(cloud, limits));
        all.addAll(DnsHandlers.of(cloud, limits));
        all.addAll(BalancingHandlers.of(cloud, limits));
        all.addAll(VolumeHandlers.of(cloud, limits));
        all.addAll(ComputeHandlers.of(cloud, limits));
        all.add(new ContainerHandler(cloud));
        this.handlers = List.copyOf(all);
    }

    /** The content types of all handlers. */
    static List<String> types() {
        return List.of(
                Types.PROJECT,
                Types.APPLICATION_CREDENTIAL,
                Types.QUOTA,
                Types.IMAGE,
                Types.NETWORK,
                Types.SUBNET,
                Types.SECURITY_GROUP,
                Types.SECURITY_GROUP_RULE,
                Types.ROUTER,
                Types.PORT,
                Types.FLOATING_IP,
                Types.ZONE,
                Types.RECORD_SET,
                Types.LOAD_BALANCER,
                Types.POOL,
                Types.LISTENER,
                Types.VOLUME_TYPE,
                Types.VOLUME,
                Types.VOLUME_SNAPSHOT,
                Types.VOLUME_BACKUP,
                Types.AVAILABILITY_ZONE,
                Types.FLAVOR,
                Types.KEYPAIR,
                Types.SERVER_GROUP,
                Types.SERVER,
                Types.CONTAINER);
    }

    @Override
    public List<ResourceHandler> handlers() {
        return handlers;
    }

    @Override
    public Diagnostics check(OperationContext context) throws InterruptedException {
        return new Checkup(cloud).run(context);
    }

    @Override
    public void close() {
        cloud.close();
    }
}

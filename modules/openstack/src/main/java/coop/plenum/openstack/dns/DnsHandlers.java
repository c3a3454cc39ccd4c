package coop.plenum.openstack.dns;

import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.quota.Limits;
import java.util.List;

/** The handlers of Designate's resources. */
public final class DnsHandlers {
    private DnsHandlers() {}

    public static List<ResourceHandler> of(Cloud cloud, Limits limits) {
        return List.of(new ZoneHandler(cloud, limits), new RecordSetHandler(cloud));
    }
}

package coop.plenum.openstack.network;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.quota.Limits;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Types;
import java.util.List;

/** Networks: the project's own, and those that are shared with it. */
final class NetworkHandler extends NeutronHandler implements Validator {
    private static final Kind KIND = Kind.of(
                    Types.NETWORK,
                    "network",
                    Service.NETWORK,
                    "network",
                    "networks",
                    NAME,
                    DESCRIPTION,
                    ENABLED,
                    Attribute.free("shared", "shared", Form.PLAIN),
                    Attribute.free("external", "router:external", Form.PLAIN),
                    Attribute.free("portSecurity", "port_security_enabled", Form.PLAIN),
                    Attribute.free("mtu", "mtu", Form.NUMBER),
                    Attribute.fixed("networkType", "provider:network_type", Form.PLAIN),
                    Attribute.fixed("physicalNetwork", "provider:physical_network", Form.PLAIN),
                    Attribute.fixed("segment", "provider:segmentation_id", Form.NUMBER),
                    STATUS,
                    PROJECT)
            .traits("network.network")
            .build();

    private final Limits limits;

    NetworkHandler(Cloud cloud, Limits limits) {
        super(cloud, KIND);
        this.limits = limits;
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        return limits.check(change, context, Limits.Need.one("network"));
    }

    /**
     * Administrators are shown all networks there are; those that are shared with their project are of use to it. Others
     * see what they may use, and not always why they may.
     */
    @Override
    protected boolean mine(Values json, OperationContext context) throws ProviderException, InterruptedException {
        Cloud.Who who = cloud.who(context);
        return cloud.allProjects()
                || !who.admin()
                || who.project().isEmpty()
                || json.text("project_id").equals(who.project())
                || json.flag("shared").orElse(false)
                || json.flag("router:external").orElse(false);
    }
}

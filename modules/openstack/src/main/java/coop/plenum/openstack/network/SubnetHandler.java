package coop.plenum.openstack.network;

import coop.plenum.api.PlenumException.Violation;
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
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Subnets of networks. */
final class SubnetHandler extends NeutronHandler implements Validator {
    private static final Kind KIND = Kind.of(
                    Types.SUBNET,
                    "subnet",
                    Service.NETWORK,
                    "subnet",
                    "subnets",
                    NAME,
                    DESCRIPTION,
                    Attribute.fixed("network", "network_id", Form.REFERENCE).to(Types.NETWORK),
                    Attribute.fixed("cidr", "cidr", Form.PLAIN),
                    Attribute.fixed("ipVersion", "ip_version", Form.NUMBER),
                    Attribute.free("gateway", "gateway_ip", Form.PLAIN),
                    Attribute.free("dhcp", "enable_dhcp", Form.PLAIN),
                    Attribute.free("dnsServers", "dns_nameservers", Form.LIST),
                    Attribute.free("allocationPools", "allocation_pools", Form.JSON),
                    Attribute.free("hostRoutes", "host_routes", Form.JSON),
                    Attribute.fixed("ipv6AddressMode", "ipv6_address_mode", Form.PLAIN),
                    Attribute.fixed("ipv6RouterMode", "ipv6_ra_mode", Form.PLAIN),
                    PROJECT)
            .traits("network.subnet")
            .identity("name", "network", "cidr")
            .projects("project_id", "")
            .build();

    private final Limits limits;

    SubnetHandler(Cloud cloud, Limits limits) {
        super(cloud, KIND);
        this.limits = limits;
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = super.creation(mark, change, context);
        // Neutron wants to be told what everybody sees
        members.putIfAbsent("ip_version", change.after().text("cidr").orElse("").contains(":") ? 6 : 4);
        return members;
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        List<Violation> problems = new ArrayList<>(Addresses.check(change.after()));
        problems.addAll(limits.check(change, context, Limits.Need.one("subnet")));
        return problems;
    }
}

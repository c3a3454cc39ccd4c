package coop.plenum.openstack.network;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.quota.Limits;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ports: those one makes, and those that servers and routers bring with them. */
final class PortHandler extends NeutronHandler implements Validator {
    private static final Kind KIND = Kind.of(
                    Types.PORT,
                    "port",
                    Service.NETWORK,
                    "port",
                    "ports",
                    NAME,
                    DESCRIPTION,
                    ENABLED,
                    Attribute.fixed("network", "network_id", Form.REFERENCE).to(Types.NETWORK),
                    Attribute.fixed("subnet", "", Form.REFERENCE).to(Types.SUBNET),
                    Attribute.fixed("address", "", Form.PLAIN),
                    Attribute.told("addresses", "", Form.LIST),
                    Attribute.fixed("mac", "mac_address", Form.PLAIN),
                    Attribute.free("securityGroups", "security_groups", Form.REFERENCES)
                            .to(Types.SECURITY_GROUP),
                    Attribute.free("portSecurity", "port_security_enabled", Form.PLAIN),
                    Attribute.free("allowedPairs", "allowed_address_pairs", Form.JSON),
                    Attribute.told("server", "", Form.REFERENCE).to(Types.SERVER),
                    Attribute.told("router", "", Form.REFERENCE).to(Types.ROUTER),
                    Attribute.told("owner", "device_owner", Form.PLAIN),
                    STATUS,
                    PROJECT)
            .traits("network.interface")
            .identity("name", "network")
            .projects("project_id", "")
            .build();

    private final Limits limits;

    PortHandler(Cloud cloud, Limits limits) {
        super(cloud, KIND);
        this.limits = limits;
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = super.creation(mark, change, context);
        Map<String, Object> place = new LinkedHashMap<>();
        change.after().get("subnet").ifPresent(subnet -> place.put("subnet_id", Form.id(subnet)));
        change.after().text("address").ifPresent(address -> place.put("ip_address", address));
        if (!place.isEmpty()) {
            members.put("fixed_ips", List.of(place));
        }
        return members;
    }

    @Override
    protected Values values(Values json) {
        Values.Builder values = Values.builder().putAll(super.values(json));
        List<Values> places = Json.objects(json.list("fixed_ips"));
        places.stream().findFirst().ifPresent(place -> {
            values.put(
                    "subnet",
                    place.text("subnet_id")
                            .map(id -> Form.reference(Types.SUBNET, id))
                            .orElse(null));
            values.put("address", place.text("ip_address").orElse(null));
        });
        if (places.size() > 1) {
            values.put(
                    "addresses",
                    places.stream()
                            .flatMap(place -> place.text("ip_address").stream())
                            .toList());
        }
        Optional<String> device = json.text("device_id").filter(id -> !id.isEmpty());
        String owner = json.text("device_owner").orElse("");
        if (owner.startsWith("compute:")) {
            device.ifPresent(id -> values.put("server", Form.reference(Types.SERVER, id)));
        } else if (owner.startsWith("network:router") || owner.startsWith("network:ha_router")) {
            device.ifPresent(id -> values.put("router", Form.reference(Types.ROUTER, id)));
        }
        return values.build();
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        return limits.check(change, context, Limits.Need.one("port"));
    }
}

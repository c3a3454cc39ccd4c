package coop.plenum.openstack.balancing;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.quota.Limits;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Load balancers. What is on one goes with it. */
final class LoadBalancerHandler extends OctaviaHandler implements Validator {
    private static final Kind KIND = Kind.of(
                    Types.LOAD_BALANCER,
                    "load balancer",
                    Service.LOAD_BALANCER,
                    "loadbalancer",
                    "loadbalancers",
                    NAME,
                    DESCRIPTION,
                    ENABLED,
                    Attribute.fixed("subnet", "vip_subnet_id", Form.REFERENCE).to(Types.SUBNET),
                    Attribute.fixed("network", "vip_network_id", Form.REFERENCE).to(Types.NETWORK),
                    Attribute.fixed("port", "vip_port_id", Form.REFERENCE).to(Types.PORT),
                    Attribute.fixed("address", "vip_address", Form.PLAIN),
                    Attribute.fixed("provider", "provider", Form.PLAIN),
                    Attribute.fixed("flavor", "flavor_id", Form.PLAIN),
                    Attribute.fixed("availabilityZone", "availability_zone", Form.PLAIN),
                    Attribute.told("listeners", "", Form.REFERENCES).to(Types.LISTENER),
                    Attribute.told("pools", "", Form.REFERENCES).to(Types.POOL),
                    STATUS,
                    HEALTH,
                    Attribute.fixed("project", "project_id", Form.REFERENCE).to(Types.PROJECT),
                    CREATED)
            .at(COLLECTIONS + "loadbalancers", COLLECTIONS + "loadbalancers")
            .traits("network.load-balancer")
            .projects("project_id", "")
            .build();

    private final Limits limits;

    LoadBalancerHandler(Cloud cloud, Limits limits) {
        super(cloud, KIND);
        this.limits = limits;
    }

    @Override
    protected Values values(Values json) {
        return Values.builder()
                .putAll(super.values(json))
                .put("listeners", ids(json, "listeners", Types.LISTENER).orElse(null))
                .put("pools", ids(json, "pools", Types.POOL).orElse(null))
                .build();
    }

    private static Optional<Object> ids(Values json, String member, String type) {
        List<String> ids = Json.objects(json.list(member)).stream()
                .flatMap(part -> part.text("id").stream())
                .toList();
        return Form.REFERENCES.here(ids, type);
    }

    @Override
    Optional<String> balancer(Change change) {
        return change.ref().externalId();
    }

    @Override
    protected void erase(String id, OperationContext context) throws ProviderException, InterruptedException {
        cloud.send(Request.delete(Service.LOAD_BALANCER, path(id) + "?cascade=true"), context);
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        List<Violation> problems = new ArrayList<>();
        if (change.kind() == Change.Kind.DELETE) {
            int listeners = change.before().list("listeners").size();
            int pools = change.before().list("pools").size();
            if (listeners + pools > 0) {
                context.progress(
                        0, "With the load balancer go " + listeners + " listeners and " + pools + " pools on it.");
            }
        }
        if (change.kind() == Change.Kind.CREATE) {
            Values after = change.after();
            if (!after.has("subnet") && !after.has("network") && !after.has("port")) {
                problems.add(new Violation(
                        "/subnet", "required", "A subnet is needed, or a network or a port, to have its address in."));
            }
            problems.addAll(
                    limits.check(change, context, new Limits.Need(Service.LOAD_BALANCER, Map.of("load_balancer", 1L))));
        }
        return problems;
    }
}

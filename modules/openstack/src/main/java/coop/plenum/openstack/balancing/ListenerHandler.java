package coop.plenum.openstack.balancing;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.quota.Limits;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Listeners: what a load balancer takes on a port, and which pool that goes to. */
final class ListenerHandler extends OctaviaHandler implements Validator {
    private static final String TERMINATED = "TERMINATED_HTTPS";

    private static final Kind KIND = Kind.of(
                    Types.LISTENER,
                    "listener",
                    Service.LOAD_BALANCER,
                    "listener",
                    "listeners",
                    NAME,
                    DESCRIPTION,
                    ENABLED,
                    BALANCER,
                    Attribute.fixed("protocol", "protocol", Form.PLAIN),
                    Attribute.fixed("port", "protocol_port", Form.NUMBER),
                    Attribute.free("pool", "default_pool_id", Form.REFERENCE).to(Types.POOL),
                    Attribute.free("connectionLimit", "connection_limit", Form.NUMBER),
                    Attribute.free("allowedRanges", "allowed_cidrs", Form.TEXTS),
                    Attribute.free("certificate", "default_tls_container_ref", Form.PLAIN),
                    STATUS,
                    HEALTH,
                    CREATED)
            .at(COLLECTIONS + "listeners", COLLECTIONS + "listeners")
            .identity("name", "loadBalancer")
            .projects("project_id", "")
            .build();

    private final Limits limits;

    ListenerHandler(Cloud cloud, Limits limits) {
        super(cloud, KIND);
        this.limits = limits;
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        List<Violation> problems = new ArrayList<>();
        if (change.kind() == Change.Kind.DELETE) {
            return problems;
        }
        long port = change.after().integer("port").orElse(0);
        if (port < 1 || port > 65_535) {
            problems.add(new Violation("/port", "invalid-value", "A port from 1 to 65535 is expected."));
        }
        boolean terminated =
                change.after().text("protocol").filter(TERMINATED::equals).isPresent();
        if (terminated != change.after().has("certificate")) {
            problems.add(new Violation(
                    "/certificate",
                    terminated ? "required" : "contradiction",
                    "A certificate goes with the protocol " + TERMINATED + ", and only with that."));
        }
        problems.addAll(limits.check(change, context, new Limits.Need(Service.LOAD_BALANCER, Map.of("listener", 1L))));
        return problems;
    }
}

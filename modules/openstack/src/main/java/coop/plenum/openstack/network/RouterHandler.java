package coop.plenum.openstack.network;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.quota.Limits;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Routers, and the subnets they join: their interfaces are ports, and asked for once for a whole page. */
final class RouterHandler extends NeutronHandler implements Validator {
    private static final String SUBNETS = "plenum:subnets";
    private static final Attribute INTERFACES =
            Attribute.free("subnets", SUBNETS, Form.REFERENCES).to(Types.SUBNET);
    private static final List<String> OWNERS = List.of(
            "network:router_interface",
            "network:router_interface_distributed",
            "network:ha_router_replicated_interface");

    private static final Kind KIND = Kind.of(
                    Types.ROUTER,
                    "router",
                    Service.NETWORK,
                    "router",
                    "routers",
                    NAME,
                    DESCRIPTION,
                    ENABLED,
                    Attribute.free("externalNetwork", "external_gateway_info.network_id", Form.REFERENCE)
                            .to(Types.NETWORK),
                    Attribute.told("sourceNat", "external_gateway_info.enable_snat", Form.PLAIN),
                    INTERFACES.apart(),
                    Attribute.free("routes", "routes", Form.JSON),
                    STATUS,
                    PROJECT)
            .traits("network.router")
            .projects("project_id", "")
            .build();

    private final Limits limits;

    RouterHandler(Cloud cloud, Limits limits) {
        super(cloud, KIND);
        this.limits = limits;
    }

    @Override
    protected List<Values> enriched(List<Values> page, OperationContext context)
            throws ProviderException, InterruptedException {
        List<String> query = new ArrayList<>();
        OWNERS.forEach(owner -> query.addAll(List.of("device_owner", owner)));
        if (page.size() == 1) {
            query.addAll(List.of("device_id", page.get(0).text("id").orElse("")));
        }
        Map<String, Set<String>> subnets = new HashMap<>();
        if (!page.isEmpty()) {
            Values answer = cloud.get(Service.NETWORK, "/ports" + Request.query(query.toArray(String[]::new)), context);
            for (Values port : Json.objects(answer.list("ports"))) {
                for (Values place : Json.objects(port.list("fixed_ips"))) {
                    subnets.computeIfAbsent(port.text("device_id").orElse(""), id -> new TreeSet<>())
                            .add(place.text("subnet_id").orElse(""));
                }
            }
        }
        return page.stream()
                .map(router -> router.merge(Values.of(
                        SUBNETS,
                        List.copyOf(subnets.getOrDefault(router.text("id").orElse(""), Set.of())))))
                .toList();
    }

    @Override
    protected Values completed(Values json, Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        join(json.text("id").orElse(""), enriched(json, context), change, context);
        return super.completed(json, mark, change, context);
    }

    @Override
    protected Optional<Step> amended(String id, Change change, Values now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (wants(change, values(now), "subnets")) {
            join(id, now, change, context);
        }
        return Optional.empty();
    }

    private void join(String id, Values now, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Set<String> there = new TreeSet<>();
        now.list(SUBNETS).forEach(subnet -> there.add(String.valueOf(subnet)));
        Set<String> wanted = new TreeSet<>();
        change.after().list("subnets").forEach(subnet -> wanted.add(Form.id(subnet)));
        for (String subnet : there) {
            if (!wanted.contains(subnet)) {
                leave(id, subnet, context);
            }
        }
        for (String subnet : wanted) {
            if (!there.contains(subnet)) {
                interfaces(id, "add", subnet, context);
            }
        }
    }

    private void leave(String id, String subnet, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            interfaces(id, "remove", subnet, context);
        } catch (ProviderException e) {
            if (e.category() != Category.MISSING) { // else somebody was quicker
                throw e;
            }
        }
    }

    private void interfaces(String id, String verb, String subnet, OperationContext context)
            throws ProviderException, InterruptedException {
        cloud.send(
                Request.put(Service.NETWORK, path(id) + "/" + verb + "_router_interface", Map.of("subnet_id", subnet)),
                context);
    }

    /** A router with interfaces cannot be deleted: they go first. */
    @Override
    protected void erase(String id, OperationContext context) throws ProviderException, InterruptedException {
        Optional<Values> router = read(id, context);
        if (router.isPresent()) {
            for (Object subnet : enriched(router.get(), context).list(SUBNETS)) {
                leave(id, String.valueOf(subnet), context);
            }
        }
        super.erase(id, context);
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        return limits.check(change, context, Limits.Need.one("router"));
    }
}

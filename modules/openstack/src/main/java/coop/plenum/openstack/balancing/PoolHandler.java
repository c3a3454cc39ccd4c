package coop.plenum.openstack.balancing;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
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
import coop.plenum.openstack.resource.Stage;
import coop.plenum.openstack.resource.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pools, with their members and how these are checked. Octavia takes one thing at a time: first the pool, then the members,
 * then the health monitor, each once the one before is done.
 */
final class PoolHandler extends OctaviaHandler implements Validator {
    private static final String MEMBERS = "members";
    private static final String UNMONITORED = "unmonitored";
    private static final String MONITORED = "monitored";
    private static final String MEMBERS_THERE = "plenum:members";
    private static final String MONITORS = "/" + COLLECTIONS + "healthmonitors";

    private static final Kind KIND = Kind.of(
                    Types.POOL,
                    "pool",
                    Service.LOAD_BALANCER,
                    "pool",
                    "pools",
                    Stream.concat(
                                    Stream.of(
                                            NAME,
                                            DESCRIPTION,
                                            ENABLED,
                                            BALANCER,
                                            Attribute.fixed("protocol", "protocol", Form.PLAIN),
                                            Attribute.free("algorithm", "lb_algorithm", Form.PLAIN),
                                            Attribute.free("persistence", "session_persistence.type", Form.PLAIN),
                                            Attribute.free(
                                                    "persistenceCookie", "session_persistence.cookie_name", Form.PLAIN),
                                            Attribute.free(MEMBERS, "", Form.TEXTS)
                                                    .apart(),
                                            Attribute.told("unhealthy", "", Form.TEXTS),
                                            STATUS,
                                            HEALTH,
                                            CREATED),
                                    HealthMonitor.ATTRIBUTES.stream())
                            .toArray(Attribute[]::new))
            .at(COLLECTIONS + "pools", COLLECTIONS + "pools")
            .identity("name", "loadBalancer")
            .projects("project_id", "")
            .build();

    private final Limits limits;

    PoolHandler(Cloud cloud, Limits limits) {
        super(cloud, KIND);
        this.limits = limits;
    }

    @Override
    protected List<Values> enriched(List<Values> page, OperationContext context)
            throws ProviderException, InterruptedException {
        List<Values> whole = new ArrayList<>();
        for (Values pool : page) {
            Values.Builder more = Values.builder().putAll(pool);
            more.put(MEMBERS_THERE, members(pool, context));
            Optional<String> monitor = pool.text("healthmonitor_id");
            if (monitor.isPresent()) {
                more.put(HealthMonitor.PLACE, monitor(monitor.get(), context).asMap());
            }
            whole.add(more.build());
        }
        return whole;
    }

    private List<?> members(Values pool, OperationContext context) throws ProviderException, InterruptedException {
        if (pool.list(MEMBERS).isEmpty()) {
            return List.of();
        }
        return cloud.get(Service.LOAD_BALANCER, path(listing().id(pool)) + "/members", context)
                .list(MEMBERS);
    }

    private Values monitor(String id, OperationContext context) throws ProviderException, InterruptedException {
        return cloud.get(Service.LOAD_BALANCER, MONITORS + Request.path(id), context)
                .nested("healthmonitor");
    }

    @Override
    protected Values values(Values json) {
        List<Values> members = Json.objects(json.list(MEMBERS_THERE));
        List<String> ill = members.stream()
                .filter(member ->
                        member.text("operating_status").filter("ERROR"::equals).isPresent())
                .map(member -> member.text("address").orElse(""))
                .toList();
        return Values.builder()
                .putAll(super.values(json))
                .put(MEMBERS, texts(members.stream().map(PoolMember::read)))
                .put("unhealthy", Form.TEXTS.here(ill, "").orElse(null))
                .build();
    }

    private static @Nullable Object texts(Stream<PoolMember> members) {
        return Form.TEXTS.here(members.map(PoolMember::toString).toList(), "").orElse(null);
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = super.creation(mark, change, context);
        members.putIfAbsent("lb_algorithm", "ROUND_ROBIN");
        return members;
    }

    @Override
    protected Request patching(String id, Map<String, Object> patch) {
        Map<String, @Nullable Object> sent = new HashMap<>(patch);
        // it is taken away as a whole
        sent.computeIfPresent(
                "session_persistence",
                (name, value) ->
                        value instanceof Map<?, ?> parts && parts.containsKey("type") && parts.get("type") == null
                                ? null
                                : value);
        if (patch.containsKey("session_persistence")) {
            sent.putIfAbsent("session_persistence", null);
        }
        return request("PUT", path(id), Map.of(kind.singular(), sent));
    }

    @Override
    protected Set<String> furtherStages() {
        return Set.of(MEMBERS, UNMONITORED, MONITORED);
    }

    @Override
    protected Optional<Step> further(Stage stage, Values json, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        String id = stage.id();
        Values seen = values(enriched(json, context));
        boolean begun = !stage.is(MADE) && !stage.is(CHANGED);
        if (!begun && wants(change, seen, MEMBERS)) {
            cloud.send(request("PUT", path(id) + "/members", Map.of(MEMBERS, wanted(change))), context);
            return Optional.of(new Stage(MEMBERS, id).pending("The members are being set."));
        }
        return stage.is(MONITORED) ? Optional.empty() : monitored(id, json, change, seen, context);
    }

    private static List<Map<String, Object>> wanted(Change change) {
        return change.after().list(MEMBERS).stream()
                .flatMap(text -> PoolMember.parse(String.valueOf(text)).stream())
                .map(PoolMember::json)
                .toList();
    }

    private Optional<Step> monitored(String id, Values json, Change change, Values seen, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<String> monitor = json.text("healthmonitor_id");
        Values after = change.after();
        boolean other = wants(change, seen, HealthMonitor.TYPE);
        if (monitor.isPresent() && other) {
            cloud.send(request("DELETE", MONITORS + Request.path(monitor.get()), null), context);
            return Optional.of(new Stage(UNMONITORED, id).pending("The health monitor is being taken away."));
        }
        if (monitor.isEmpty() && after.has(HealthMonitor.TYPE)) {
            Object body = Map.of("healthmonitor", HealthMonitor.creation(id, after));
            cloud.send(request("POST", MONITORS, body), context);
            return Optional.of(new Stage(MONITORED, id).pending("The health monitor is being made."));
        }
        Map<String, Object> patch = HealthMonitor.patch(after, seen);
        if (monitor.isEmpty() || patch.isEmpty()) {
            return Optional.empty();
        }
        cloud.send(request("PUT", MONITORS + Request.path(monitor.get()), Map.of("healthmonitor", patch)), context);
        return Optional.of(new Stage(MONITORED, id).pending("The health monitor is being changed."));
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        List<Violation> problems = new ArrayList<>();
        if (change.kind() == Change.Kind.DELETE) {
            return problems;
        }
        Values after = change.after();
        List<?> members = after.list(MEMBERS);
        for (int i = 0; i < members.size(); i++) {
            if (PoolMember.parse(String.valueOf(members.get(i))).isEmpty()) {
                problems.add(new Violation(
                        "/members/" + i, "invalid-value", "A member is written " + PoolMember.FORM + "."));
            }
        }
        problems.addAll(HealthMonitor.problems(after));
        if (after.text("persistence").filter("APP_COOKIE"::equals).isPresent() != after.has("persistenceCookie")) {
            problems.add(new Violation(
                    "/persistenceCookie",
                    "contradiction",
                    "The name of a cookie goes with APP_COOKIE, and only with that."));
        }
        problems.addAll(limits.check(change, context, new Limits.Need(Service.LOAD_BALANCER, Map.of("pool", 1L))));
        return problems;
    }
}

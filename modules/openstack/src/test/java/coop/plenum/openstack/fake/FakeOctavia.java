package coop.plenum.openstack.fake;

import coop.plenum.api.Values;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.fake.FakeServices.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Load balancers and what is on them, by Octavia's paths and answers. After each change a load balancer is at work for as many
 * requests as it is told to, and refuses further changes until then.
 */
final class FakeOctavia {
    private static final String BALANCERS = "loadbalancers";
    private static final String MEMBERS = "members";
    private final Map<String, FakeCollection> collections = new LinkedHashMap<>();
    private final Map<String, Integer> busy = new LinkedHashMap<>();
    private int pause;

    FakeOctavia() {
        add("loadbalancer", BALANCERS);
        add("listener", "listeners");
        add("pool", "pools");
        add("healthmonitor", "healthmonitors");
    }

    private void add(String singular, String plural) {
        collections.put(plural, new FakeCollection(singular, plural, "id", json -> {
            json.putIfAbsent("provisioning_status", "ACTIVE");
            json.putIfAbsent("operating_status", "OFFLINE");
            json.putIfAbsent("admin_state_up", true);
            json.putIfAbsent("project_id", FakeCloud.PROJECT);
        }));
    }

    /** From now on, a load balancer is at work for so many requests after each change. */
    void pause(int requests) {
        pause = requests;
    }

    FakeCollection collection(String plural) {
        return collections.get(plural);
    }

    Answer answer(String method, List<String> parts, Map<String, List<String>> query, Values sent) {
        if (parts.get(0).equals("quotas")) {
            return Answer.of(200, Map.of("quota", Map.of("load_balancer", -1)));
        }
        busy.replaceAll((id, left) -> left - 1);
        busy.values().removeIf(left -> left <= 0);
        FakeCollection collection = collections.get(parts.get(0));
        if (parts.size() == 1) {
            return method.equals("GET")
                    ? Answer.of(200, collection.page(query, "/load-balancer/v2/lbaas/" + collection.plural))
                    : made(collection, sent.nested(collection.singular));
        }
        Optional<Map<String, Object>> there = collection.find(parts.get(1));
        if (there.isEmpty()) {
            return refused(404, parts.get(1) + " not found.");
        }
        if (method.equals("GET")) {
            return parts.size() == 2
                    ? Answer.of(200, Map.of(collection.singular, shown(there.get())))
                    : Answer.of(200, Map.of(MEMBERS, there.get().getOrDefault(MEMBERS, List.of())));
        }
        return changed(collection, there.get(), parts, method, query, sent);
    }

    private Map<String, Object> shown(Map<String, Object> thing) {
        Map<String, Object> shown = new LinkedHashMap<>(thing);
        if (busy.containsKey(balancer(thing))) {
            shown.put("provisioning_status", "PENDING_UPDATE");
        }
        return shown;
    }

    private static String balancer(Map<String, Object> thing) {
        return Json.objects(thing.get("loadbalancers") instanceof List<?> some ? some : List.of()).stream()
                .flatMap(balancer -> balancer.text("id").stream())
                .findFirst()
                .orElse(String.valueOf(thing.get("id")));
    }

    private static Answer refused(int status, String words) {
        return Answer.of(status, Map.of("faultcode", "Client", "faultstring", words));
    }

    private Optional<Answer> immutable(String balancer) {
        boolean broken = collections
                .get(BALANCERS)
                .find(balancer)
                .filter(there -> "ERROR".equals(there.get("provisioning_status")))
                .isPresent();
        return broken || busy.containsKey(balancer)
                ? Optional.of(refused(409, "Load Balancer " + balancer + " is immutable and cannot be updated."))
                : Optional.empty();
    }

    private void work(String balancer) {
        if (pause > 0) {
            busy.put(balancer, pause);
        }
    }

    private Answer made(FakeCollection collection, Values sent) {
        Map<String, Object> members = new LinkedHashMap<>(sent.asMap());
        String id = UUID.randomUUID().toString();
        String balancer = id;
        if (collection.singular.equals("healthmonitor")) {
            balancer = balancer(
                    collections.get("pools").find(sent.requireText("pool_id")).orElseThrow());
        } else if (!collection.plural.equals(BALANCERS)) {
            balancer = sent.requireText("loadbalancer_id");
            members.remove("loadbalancer_id");
            members.put("loadbalancers", List.of(Map.of("id", balancer)));
        }
        Optional<Answer> refused = immutable(balancer);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (collection.singular.equals("healthmonitor")) {
            collections
                    .get("pools")
                    .find(sent.requireText("pool_id"))
                    .orElseThrow()
                    .put("healthmonitor_id", id);
        }
        Map<String, Object> made = collection.add(id, members);
        work(balancer);
        return Answer.of(201, Map.of(collection.singular, shown(made)));
    }

    private Answer changed(
            FakeCollection collection,
            Map<String, Object> thing,
            List<String> parts,
            String method,
            Map<String, List<String>> query,
            Values sent) {
        String balancer = collection.singular.equals("healthmonitor")
                ? balancer(collections
                        .get("pools")
                        .find(String.valueOf(thing.get("pool_id")))
                        .orElseThrow())
                : balancer(thing);
        Optional<Answer> refused =
                method.equals("DELETE") && collection.plural.equals(BALANCERS) ? Optional.empty() : immutable(balancer);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (method.equals("DELETE")) {
            return deleted(collection, String.valueOf(thing.get("id")), balancer, query);
        }
        if (parts.size() == 3) {
            List<Object> members = new ArrayList<>();
            sent.list(MEMBERS).forEach(member -> {
                Map<String, Object> json =
                        new LinkedHashMap<>(Json.values(member).asMap());
                json.put("id", UUID.randomUUID().toString());
                json.put("operating_status", "NO_MONITOR");
                members.add(json);
            });
            thing.put(MEMBERS, members);
        } else {
            sent.nested(collection.singular).asMap().forEach(thing::put);
        }
        work(balancer);
        return parts.size() == 3 ? Answer.empty(202) : Answer.of(200, Map.of(collection.singular, shown(thing)));
    }

    private Answer deleted(FakeCollection collection, String id, String balancer, Map<String, List<String>> query) {
        if (collection.plural.equals(BALANCERS)) {
            boolean children = List.of("listeners", "pools").stream()
                    .anyMatch(plural -> collections.get(plural).all().stream()
                            .anyMatch(child -> balancer(child).equals(id)));
            if (children && !query.containsKey("cascade")) {
                return refused(400, "Cannot delete Load Balancer " + id + " - it has children");
            }
            for (String plural : List.of("listeners", "pools")) {
                collections.get(plural).all().stream()
                        .filter(child -> balancer(child).equals(id))
                        .forEach(child -> collections.get(plural).remove(String.valueOf(child.get("id"))));
            }
        }
        if (collection.singular.equals("healthmonitor")) {
            collections.get("pools").things().forEach(pool -> pool.remove("healthmonitor_id", id));
        }
        collection.remove(id);
        work(balancer);
        return Answer.empty(204);
    }
}

package coop.plenum.openstack.fake;

import coop.plenum.api.Values;
import coop.plenum.openstack.fake.FakeServices.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Zones and record sets, by Designate's paths and answers. Where it is to take its time, each is {@code PENDING} until it has
 * been looked at once.
 */
final class FakeDesignate {
    private final FakeCollection zones = new FakeCollection("", "zones", "id", json -> json.put("type", "PRIMARY"));
    private final FakeCollection sets = new FakeCollection("", "recordsets", "id", json -> {});
    private boolean slow;

    void slow() {
        slow = true;
    }

    Answer answer(String method, List<String> parts, Map<String, List<String>> query, Values sent) {
        if (parts.get(0).equals("quotas")) {
            return Answer.of(200, Map.of("zones", 10));
        }
        if (parts.equals(List.of("recordsets"))) {
            return Answer.of(200, sets.page(query, "/dns/v2/recordsets"));
        }
        if (parts.size() == 1) {
            return collection(zones, method, query, sent, Map.of());
        }
        String zone = parts.get(1);
        Optional<Map<String, Object>> there = zones.find(zone);
        if (there.isEmpty()) {
            return missing("zone");
        }
        if (parts.size() == 2) {
            if (method.equals("DELETE")) {
                sets.all().stream()
                        .filter(set -> set.get("zone_id").equals(zone))
                        .forEach(set -> sets.remove(String.valueOf(set.get("id"))));
            }
            return one(zones, there.get(), method, sent);
        }
        if (parts.size() == 3) {
            Map<String, List<String>> own = new LinkedHashMap<>(query);
            own.put("zone_id", List.of(zone));
            return collection(
                    sets,
                    method,
                    own,
                    sent,
                    Map.of("zone_id", zone, "zone_name", there.get().get("name")));
        }
        return sets.find(parts.get(3)).map(set -> one(sets, set, method, sent)).orElseGet(() -> missing("recordset"));
    }

    private static Answer missing(String what) {
        return Answer.of(404, Map.of("code", 404, "type", what + "_not_found", "message", "Could not find it"));
    }

    private Answer collection(
            FakeCollection collection,
            String method,
            Map<String, List<String>> query,
            Values sent,
            Map<String, Object> more) {
        if (method.equals("GET")) {
            return Answer.of(200, collection.page(query, "/dns/v2/" + collection.plural));
        }
        if (!sent.requireText("name").endsWith(".")) {
            Object error =
                    Map.of("path", List.of("name"), "message", "'" + sent.requireText("name") + "' is not a name");
            return Answer.of(400, Map.of("code", 400, "errors", Map.of("errors", List.of(error))));
        }
        boolean twice = collection.all().stream()
                .anyMatch(there -> there.get("name").equals(sent.requireText("name"))
                        && there.get("type").equals(sent.text("type").orElse(String.valueOf(there.get("type")))));
        if (twice) {
            return Answer.of(409, Map.of("code", 409, "type", "duplicate", "message", "Duplicate"));
        }
        Map<String, Object> members = new LinkedHashMap<>(sent.asMap());
        members.putAll(more);
        members.put("status", slow ? "PENDING" : "ACTIVE");
        return Answer.of(202, collection.add(UUID.randomUUID().toString(), members));
    }

    private Answer one(FakeCollection collection, Map<String, Object> thing, String method, Values sent) {
        switch (method) {
            case "DELETE" -> collection.remove(String.valueOf(thing.get("id")));
            case "GET" -> {
                Map<String, Object> shown = new LinkedHashMap<>(thing);
                thing.put("status", "ACTIVE");
                return Answer.of(200, shown);
            }
            default -> {
                thing.putAll(sent.asMap());
                thing.put("status", slow ? "PENDING" : "ACTIVE");
            }
        }
        return Answer.of(202, thing);
    }
}

package coop.plenum.openstack.fake;

import coop.plenum.api.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the fake's servers come and what they do. */
final class FakeServer {
    private FakeServer() {}

    static void born(Map<String, Object> json) {
        json.putIfAbsent("status", "ACTIVE");
        json.putIfAbsent("OS-EXT-STS:power_state", 1);
        json.putIfAbsent("locked", false);
        if (json.containsKey("flavorRef")) {
            json.put("flavor", Map.of("id", String.valueOf(json.remove("flavorRef"))));
        }
        if (json.containsKey("imageRef")) {
            json.put("image", Map.of("id", String.valueOf(json.remove("imageRef"))));
        }
    }

    static void merge(Map<String, Object> thing, String member, String method, List<String> rest, Values more) {
        Map<String, Object> merged = new LinkedHashMap<>();
        if (thing.get(member) instanceof Map<?, ?> there) {
            there.forEach((name, value) -> merged.put(String.valueOf(name), value));
        }
        if (method.equals("DELETE")) {
            merged.remove(rest.get(1));
        } else {
            merged.putAll(more.asMap());
        }
        thing.put(member, merged);
    }

    /** @param power as Nova numbers the states */
    private static void become(Map<String, Object> thing, String status, int power) {
        thing.put("status", status);
        thing.put("OS-EXT-STS:power_state", power);
    }

    /** @return the verb */
    static String act(Map<String, Object> thing, String body, Values sent) {
        // most verbs stand alone, with null beside them
        String verb = body.split("\"", -1)[1];
        switch (verb) {
            case "os-start", "unpause", "resume", "confirmResize", "revertResize", "reboot" ->
                become(thing, "ACTIVE", 1);
            case "os-stop" -> become(thing, "SHUTOFF", 4);
            case "pause" -> become(thing, "PAUSED", 3);
            case "suspend" -> become(thing, "SUSPENDED", 4);
            case "lock", "unlock" -> thing.put("locked", verb.equals("lock"));
            case "resize" -> {
                thing.put("status", "VERIFY_RESIZE");
                thing.put("flavor", Map.of("id", sent.nested("resize").requireText("flavorRef")));
            }
            case "os-extend" ->
                thing.put("size", sent.nested("os-extend").integer("new_size").orElse(0));
            default -> {
                // rebuilt, moved: it looks as before
            }
        }
        return verb;
    }
}

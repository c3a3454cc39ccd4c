package coop.plenum.openstack.fake;

import coop.plenum.api.Values;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.fake.FakeServices.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The application credentials of the fake's only user. */
final class FakeCredentials {
    private final FakeCollection collection =
            new FakeCollection("application_credential", "application_credentials", "id", FakeCredentials::born);
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    private static void born(Map<String, Object> json) {
        json.put("project_id", FakeCloud.PROJECT);
        json.putIfAbsent("roles", List.of(Map.of("name", "member")));
        if (json.get("expires_at") instanceof String time) {
            json.put("expires_at", time.replace("Z", ".000000")); // as Keystone writes it
        }
    }

    boolean opens(String id, String secret) {
        return secret.equals(secrets.get(id));
    }

    /** Whether who signs in with it may make and revoke none. */
    boolean isRestricted(String id) {
        return collection
                .find(id)
                .filter(json -> !Boolean.TRUE.equals(json.get("unrestricted")))
                .isPresent();
    }

    /** @param rest of the path after the collection */
    Answer answer(String method, List<String> rest, Values sent) {
        if (rest.isEmpty()) {
            return method.equals("GET")
                    ? Answer.of(200, Map.of(collection.plural, collection.all()))
                    : make(sent.nested(collection.singular));
        }
        String id = rest.get(0);
        if (method.equals("DELETE")) {
            secrets.remove(id);
            return Answer.empty(collection.remove(id) ? 204 : 404);
        }
        return collection
                .find(id)
                .map(json -> Answer.of(200, Map.of(collection.singular, json)))
                .orElseGet(() -> refused(404, "Could not find Application Credential: " + id + "."));
    }

    private Answer make(Values sent) {
        String secret = sent.text("secret").orElse("");
        for (Values role : Json.objects(sent.list("roles"))) {
            if (!role.text("name").filter("member"::equals).isPresent()) {
                return refused(400, "Invalid application credential: no such role; it was sent " + secret);
            }
        }
        if (collection.all().stream().anyMatch(json -> json.get("name").equals(sent.requireText("name")))) {
            return refused(409, "Conflict occurred attempting to store application_credential.");
        }
        Map<String, Object> members = new LinkedHashMap<>(sent.asMap());
        members.remove("secret");
        Map<String, Object> made = collection.add(UUID.randomUUID().toString().replace("-", ""), members);
        secrets.put(String.valueOf(made.get("id")), secret);
        Map<String, Object> shown = new LinkedHashMap<>(made);
        shown.put("secret", secret); // this once
        return Answer.of(201, Map.of(collection.singular, shown));
    }

    static Answer refused(int status, String message) {
        return Answer.of(status, Map.of("error", Map.of("code", status, "message", message)));
    }
}

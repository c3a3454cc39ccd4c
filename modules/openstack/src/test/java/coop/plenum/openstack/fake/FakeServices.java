package coop.plenum.openstack.fake;

import com.sun.net.httpserver.Headers;
import coop.plenum.api.Values;
import coop.plenum.openstack.client.Json;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What the services of a {@link FakeCloud} keep, and how they answer. */
public final class FakeServices {
    private final Map<String, FakeCollection> collections = new LinkedHashMap<>();
    private final TreeMap<String, Map<String, String>> containers = new TreeMap<>();
    private final Map<String, Map<String, Object>> quotas = new LinkedHashMap<>();
    private final List<String> effects = new CopyOnWriteArrayList<>();
    private final FakeDesignate designate = new FakeDesignate();
    private final FakeOctavia octavia = new FakeOctavia();
    private final FakeCredentials credentials = new FakeCredentials();
    private final FakeAttachments attachments = new FakeAttachments(this::collection);
    private volatile String highestOfCompute = "2.93";
    private volatile Map<String, String> consoles =
            Map.of("novnc", "https://consoles.example/vnc.html?path=%3Ftoken%3D");

    /** An answer. */
    record Answer(int status, Optional<Object> body, Map<String, String> headers) {
        static Answer of(int status, Object body) {
            return new Answer(status, Optional.of(body), Map.of());
        }

        static Answer empty(int status) {
            return new Answer(status, Optional.empty(), Map.of());
        }
    }

    FakeServices() {
        network("networks", "network", json -> json.putIfAbsent("admin_state_up", true));
        network("subnets", "subnet", json -> json.putIfAbsent("enable_dhcp", true));
        network("routers", "router", json -> json.putIfAbsent("admin_state_up", true));
        network("ports", "port", json -> json.putIfAbsent("admin_state_up", true));
        network("floatingips", "floatingip", json -> json.putIfAbsent("floating_ip_address", "192.0.2.7"));
        network("security-groups", "security_group", json -> {});
        network("security-group-rules", "security_group_rule", json -> json.putIfAbsent("ethertype", "IPv4"));
        collections.put("compute/servers", new FakeCollection("server", "servers", "id", FakeServer::born));
        collections.put("compute/flavors", new FakeCollection("flavor", "flavors", "id", json -> {}));
        collections.put("compute/os-keypairs", new FakeCollection("keypair", "keypairs", "name", json -> {}));
        collections.put(
                "compute/os-server-groups", new FakeCollection("server_group", "server_groups", "id", json -> {}));
        collections.put("volume/types", new FakeCollection("volume_type", "volume_types", "id", json -> {}));
        for (String noun : List.of("volume", "snapshot", "backup")) {
            collections.put(
                    "volume/" + noun + "s",
                    new FakeCollection(noun, noun + "s", "id", json -> json.put("status", "available")));
        }
        collections.put("image/images", new FakeCollection("", "images", "id", json -> {
            json.putIfAbsent("status", "queued");
            json.put("visibility", "private");
            json.put("owner", FakeCloud.PROJECT);
        }));
        collections.put("identity/projects", new FakeCollection("project", "projects", "id", json -> {}));
    }

    private void network(String path, String singular, Consumer<Map<String, Object>> birth) {
        collections.put("network/" + path, new FakeCollection(singular, path.replace('-', '_'), "id", json -> {
            json.putIfAbsent("project_id", FakeCloud.PROJECT);
            birth.accept(json);
        }));
    }

    /** The kinds of consoles that servers have, each with what their addresses begin with; noVNC unless told otherwise. */
    public void consoles(Map<String, String> addresses) {
        consoles = Map.copyOf(addresses);
    }

    /** Whether this is the secret of the application credential. */
    public boolean opens(String credential, String secret) {
        return credentials.opens(credential, secret);
    }

    FakeCredentials credentials() {
        return credentials;
    }

    /** From now on, DNS takes its time with each change. */
    public void slowDns() {
        designate.slow();
    }

    /** From now on, a load balancer is at work for so many requests after each change. */
    public void busyBalancers(int requests) {
        octavia.pause(requests);
    }

    /** A load balancer breaks. */
    public synchronized void breakBalancer(String id) {
        octavia.collection("loadbalancers").find(id).orElseThrow().put("provisioning_status", "ERROR");
    }

    /** Puts something there as if somebody else had made it. */
    public String put(String collection, Map<String, Object> members) {
        FakeCollection there = collection(collection);
        return String.valueOf(there.add(newId(), members).get(there.singular.equals("keypair") ? "name" : "id"));
    }

    /** Sets a quota of the project; there are none unless told otherwise. */
    public synchronized void quota(String service, String name, int limit, int used) {
        quotas.computeIfAbsent(service, key -> new LinkedHashMap<>()).put(name, Map.of("limit", limit, "used", used));
    }

    /** What Cinder says of a volume or the like from now on. */
    public synchronized void status(String collection, String id, String status) {
        collection(collection).find(id).orElseThrow().put("status", status);
    }

    /** What there is of a kind, as it is now. */
    public synchronized List<Map<String, Object>> all(String collection) {
        return collection(collection).all();
    }

    /**
     * What requests have brought about, in order: {@code make <collection> <name>}, {@code delete <collection> <name>},
     * {@code act <collection> <name> <verb>}.
     */
    public List<String> effects() {
        return List.copyOf(effects);
    }

    private void effect(String what, String path, Map<String, Object> thing) {
        effects.add(what + " " + path + " " + thing.getOrDefault("name", thing.get("id")));
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private FakeCollection collection(String path) {
        FakeCollection collection =
                path.startsWith("lbaas/") ? octavia.collection(path.substring(6)) : collections.get(path);
        if (collection == null) {
            throw new IllegalArgumentException("The fake has no " + path);
        }
        return collection;
    }

    synchronized Answer answer(String method, URI uri, Headers headers, byte[] body) {
        List<String> parts =
                new ArrayList<>(List.of(uri.getRawPath().substring(1).split("/", -1)));
        parts.replaceAll(part -> URLDecoder.decode(part, StandardCharsets.UTF_8));
        String service = parts.remove(0);
        parts.removeIf(String::isEmpty);
        if (service.equals("object")) {
            return container(method, parts, headers);
        }
        parts.removeIf(part -> part.matches("v\\d(\\.\\d)?") || part.equals(FakeCloud.PROJECT));
        parts.remove("detail");
        if (parts.isEmpty()) {
            return Answer.of(200, Map.of("versions", List.of(versions(service))));
        }
        if (service.equals("dns")) {
            return designate.answer(method, parts, query(uri), Json.read(body));
        }
        if (parts.remove("lbaas")) {
            return octavia.answer(method, parts, query(uri), Json.read(body));
        }
        String path = service + "/" + parts.get(0);
        if (!collections.containsKey(path)) {
            return odd(method, service, parts, Json.read(body));
        }
        return parts.size() == 1
                ? all(method, path, uri, body)
                : one(method, path, parts.subList(1, parts.size()), body);
    }

    /** From now on, Nova's highest microversion is this one; who has asked for it before goes on with what was told. */
    public void computeSpeaks(String version) {
        highestOfCompute = version;
    }

    private Map<String, String> versions(String service) {
        return service.equals("compute")
                ? Map.of("id", "v2.1", "version", highestOfCompute, "min_version", "2.1")
                : Map.of("id", "v3.0", "version", "3.70", "min_version", "3.0");
    }

    private Answer odd(String method, String service, List<String> parts, Values sent) {
        String path = service + "/" + String.join("/", parts);
        if (path.equals("identity/auth/projects")) {
            return Answer.of(200, Map.of("projects", List.of(Map.of("id", FakeCloud.PROJECT, "name", "proving"))));
        }
        if (path.startsWith("identity/users/u1/application_credentials")) {
            return credentials.answer(method, parts.subList(3, parts.size()), sent);
        }
        if (path.equals("compute/os-availability-zone")) {
            return Answer.of(200, Map.of("availabilityZoneInfo", List.of(Map.of("zoneName", "nova"))));
        }
        if (path.contains("quota")) {
            Map<String, Object> limits = quotas.getOrDefault(service, Map.of());
            return Answer.of(200, Map.of(service.equals("network") ? "quota" : "quota_set", limits));
        }
        if (path.equals("volume/os-services")) {
            return Answer.of(200, Map.of("services", List.of(Map.of("binary", "cinder-backup"))));
        }
        return Answer.of(404, Map.of("error", Map.of("message", method + " " + path + " is not there.")));
    }

    private Answer all(String method, String path, URI uri, byte[] body) {
        FakeCollection collection = collection(path);
        if (method.equals("GET")) {
            return Answer.of(200, collection.page(query(uri), uri.getPath()));
        }
        Values sent = Json.read(body);
        Values members = collection.singular.isEmpty() ? sent : sent.nested(collection.singular);
        Map<String, Object> made = collection.add(newId(), new LinkedHashMap<>(members.asMap()));
        effect("make", path, made);
        return Answer.of(201, enclosed(collection, made));
    }

    private static Object enclosed(FakeCollection collection, Map<String, Object> thing) {
        return collection.singular.isEmpty() ? thing : Map.of(collection.singular, thing);
    }

    private Answer one(String method, String path, List<String> rest, byte[] body) {
        FakeCollection collection = collection(path);
        String id = rest.get(0);
        Map<String, Object> thing = collection.find(id).orElse(null);
        if (thing == null) {
            return Answer.of(404, Map.of("itemNotFound", Map.of("message", id + " could not be found.")));
        }
        if (rest.size() > 1) {
            return below(method, path, thing, rest.subList(1, rest.size()), body);
        }
        switch (method) {
            case "DELETE" -> {
                collection.remove(id);
                effect("delete", path, thing);
                return Answer.empty(204);
            }
            case "PUT" -> {
                if (new String(body, StandardCharsets.UTF_8).contains("\"port_id\":null")) {
                    thing.remove("port_id");
                }
                thing.putAll(Json.read(body).nested(collection.singular).asMap());
            }
            case "PATCH" -> patch(path, collection, thing, Json.read(body));
            default -> {
                // a look changes nothing
            }
        }
        return Answer.of(200, enclosed(collection, thing));
    }

    private static void patch(String path, FakeCollection collection, Map<String, Object> thing, Values sent) {
        if (!path.startsWith("image/")) {
            thing.putAll(sent.nested(collection.singular).asMap());
            return;
        }
        for (Values operation : Json.objects(sent.list("list"))) {
            thing.put(
                    operation.requireText("path").substring(1),
                    operation.get("value").orElse(""));
        }
    }

    private Answer below(String method, String path, Map<String, Object> thing, List<String> rest, byte[] body) {
        Values sent = Json.read(body);
        switch (rest.get(0)) {
            case "tags" -> {
                thing.put("tags", sent.list("tags"));
                return Answer.of(200, sent.asMap());
            }
            case "restore" ->
                effects.add("act " + path + " " + thing.get("name") + " restore "
                        + sent.nested("restore").text("volume_id").orElse(""));
            case "metadata" -> {
                if (path.equals("volume/backups")) { // as in Cinder
                    return Answer.of(404, Map.of());
                }
                FakeServer.merge(thing, "metadata", method, rest, sent.nested("metadata"));
            }
            case "os-extra_specs", "extra_specs" ->
                FakeServer.merge(thing, "extra_specs", method, rest, sent.nested("extra_specs"));
            case "action" -> {
                String verb = FakeServer.act(thing, new String(body, StandardCharsets.UTF_8), sent);
                effects.add("act " + path + " " + thing.get("name") + " " + verb);
                if (verb.equals("os-getConsoleOutput")) {
                    return Answer.of(200, Map.of("output", "\u001b[1mbooted\u001b[0m\r\n\nlogin: \n"));
                }
            }
            case "remote-consoles" -> {
                return console(thing, sent.nested("remote_console"));
            }
            case "os-volume_attachments" -> {
                return attachments.volume(method, thing, rest, sent);
            }
            case "os-interface" -> {
                return attachments.port(method, thing, rest, sent);
            }
            default -> {
                return Answer.of(404, Map.of());
            }
        }
        return Answer.of(200, Map.of());
    }

    /** As Nova: 400 for a kind that the host does not have, 409 while the server is off. */
    private Answer console(Map<String, Object> server, Values wanted) {
        String type = wanted.text("type").orElse("");
        if (!consoles.containsKey(type)) {
            return Answer.of(400, Map.of("badRequest", Map.of("message", "Unavailable console type " + type + ".")));
        }
        if (!"ACTIVE".equals(server.get("status"))) {
            return Answer.of(409, Map.of("conflictingRequest", Map.of("message", "The instance is not ready.")));
        }
        return Answer.of(
                200,
                Map.of(
                        "remote_console",
                        Map.of(
                                "protocol",
                                wanted.text("protocol").orElse(""),
                                "type",
                                type,
                                "url",
                                consoles.get(type) + newId())));
    }

    private Answer container(String method, List<String> parts, Headers headers) {
        if (parts.size() == 2) {
            return Answer.of(
                    200,
                    containers.keySet().stream()
                            .map(name -> Map.of("name", name))
                            .toList());
        }
        String name = parts.get(2);
        if (method.equals("DELETE")) {
            return Answer.empty(containers.remove(name) == null ? 404 : 204);
        }
        if (method.equals("PUT")) {
            containers.putIfAbsent(name, new LinkedHashMap<>());
        }
        Map<String, String> container = containers.get(name);
        if (container == null) {
            return Answer.empty(404);
        }
        if (!method.equals("GET") && headers.containsKey("X-Container-Read")) {
            container.put("X-Container-Read", headers.getFirst("X-Container-Read"));
        }
        return new Answer(200, Optional.of(List.of()), container);
    }

    private static Map<String, List<String>> query(URI uri) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                int equals = pair.indexOf('=');
                query.computeIfAbsent(
                                URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                                name -> new ArrayList<>())
                        .add(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }
}

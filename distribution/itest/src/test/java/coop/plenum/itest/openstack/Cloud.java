package coop.plenum.itest.openstack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rig's cloud as its own APIs show it, past Plenum. Signed in to one of its projects. */
final class Cloud {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEMO = "rig-demo";
    private static final Pattern ENTRY = Pattern.compile("(\\w+): \"?([^,\"{}\\n]+)\"?");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> login;
    private final Map<String, String> endpoints = new HashMap<>();
    private final String token;

    private Cloud(Map<String, String> login) throws IOException, InterruptedException {
        this.login = login;
        Map<String, Object> domain = Map.of("name", "Default");
        Map<String, Object> user =
                Map.of("name", login.get("username"), "domain", domain, "password", login.get("password"));
        Map<String, Object> auth = Map.of(
                "identity",
                Map.of("methods", new String[] {"password"}, "password", Map.of("user", user)),
                "scope",
                Map.of("project", Map.of("name", login.get("project_name"), "domain", domain)));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(login.get("auth_url") + "/auth/tokens"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("auth", auth))))
                        .build(),
                BodyHandlers.ofString());
        this.token = answer.headers().firstValue("X-Subject-Token").orElseThrow();
        for (JsonNode service : JSON.readTree(answer.body()).at("/token/catalog")) {
            for (JsonNode endpoint : service.path("endpoints")) {
                if (endpoint.path("interface").asText().equals("public")) {
                    endpoints.put(
                            service.path("type").asText(), endpoint.path("url").asText());
                }
            }
        }
    }

    /** The project for making things in. Skips the test where there is no rig. */
    static Cloud require() throws IOException, InterruptedException {
        return require(DEMO);
    }

    /** @param name of one of the logins in the rig's {@code clouds.yaml} */
    static Cloud require(String name) throws IOException, InterruptedException {
        String folder = System.getProperty("plenum.openstack.rig", "");
        assumeTrue(!folder.isEmpty(), "no rig: script/test --openstack");
        String yaml = Files.readString(Path.of(folder, "clouds.yaml"));
        String own = yaml.substring(yaml.indexOf("  " + name + ":"));
        Map<String, String> login = new HashMap<>();
        Matcher entries = ENTRY.matcher(own.substring(0, own.indexOf('}')));
        while (entries.find()) {
            login.put(entries.group(1), entries.group(2).strip());
        }
        return new Cloud(login);
    }

    /** For Plenum's connection form. */
    Map<String, Object> connection() {
        return Map.of(
                "title",
                "cloud",
                "provider",
                "openstack",
                "syncEvery",
                "off",
                "settings",
                Map.of(
                        "authUrl",
                        login.get("auth_url"),
                        "username",
                        login.get("username"),
                        "userDomain",
                        "Default",
                        "project",
                        login.get("project_name")),
                "secrets",
                Map.of("password", login.get("password")));
    }

    /** How many servers there are whose name begins so. */
    int servers(String prefix) throws IOException, InterruptedException {
        int count = 0;
        JsonNode page = get("compute", "/servers?limit=1000&name=%5E" + prefix).path("servers");
        while (!page.isEmpty()) {
            count += count(page, prefix);
            String last = page.get(page.size() - 1).path("id").asText();
            page = get("compute", "/servers?limit=1000&marker=" + last + "&name=%5E" + prefix)
                    .path("servers");
        }
        return count;
    }

    JsonNode networks(String name) throws IOException, InterruptedException {
        return get("network", "/v2.0/networks?name=" + name).path("networks");
    }

    int subnets(String name) throws IOException, InterruptedException {
        return get("network", "/v2.0/subnets?name=" + name).path("subnets").size();
    }

    /** How many ports of servers a network has. */
    int serverPorts(String network) throws IOException, InterruptedException {
        int count = 0;
        for (JsonNode port : get("network", "/v2.0/ports?network_id=" + network).path("ports")) {
            count += port.path("device_owner").asText().startsWith("compute:") ? 1 : 0;
        }
        return count;
    }

    int securityGroups(String name) throws IOException, InterruptedException {
        return get("network", "/v2.0/security-groups?name=" + name)
                .path("security_groups")
                .size();
    }

    void describeNetwork(String id, String description) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of("network", Map.of("description", description)));
        http.send(
                request("network", "/v2.0/networks/" + id)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.discarding());
    }

    private static int count(JsonNode found, String prefix) {
        int count = 0;
        for (JsonNode one : found) {
            count += one.path("name").asText().startsWith(prefix) ? 1 : 0;
        }
        return count;
    }

    private HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(URI.create(endpoints.get(service) + path)).header("X-Auth-Token", token);
    }

    private JsonNode get(String service, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request(service, path).GET().build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}

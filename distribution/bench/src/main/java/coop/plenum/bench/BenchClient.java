package coop.plenum.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A signed-in client of a server on loopback. Thread-safe. */
final class BenchClient {
    static final String PASSWORD = "bench correct horse";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final String cookie;
    private final String csrf;

    private BenchClient(URI base, String cookie, String csrf) {
        this.base = base;
        this.cookie = cookie;
        this.csrf = csrf;
    }

    static BenchClient signedIn(int port) throws IOException, InterruptedException {
        BenchClient anonymous = new BenchClient(URI.create("http://127.0.0.1:" + port), "", "");
        HttpResponse<String> answer = anonymous.post("/api/v1/session", Map.of("login", "admin", "password", PASSWORD));
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return new BenchClient(
                anonymous.base,
                cookie.substring(0, cookie.indexOf(';')),
                JSON.readTree(answer.body()).path("csrfToken").asText());
    }

    String cookieName() {
        return cookie.substring(0, cookie.indexOf('='));
    }

    String cookieValue() {
        return cookie.substring(cookie.indexOf('=') + 1);
    }

    /** A connection of its own with the same session; never closed, since it ends with the server. */
    LeanConnection lean() throws IOException {
        return new LeanConnection(base.getPort(), "Accept: application/json\r\nCookie: " + cookie + "\r\n");
    }

    /** An answer whose body does not end; to be closed. */
    HttpResponse<InputStream> stream(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request(path).GET().build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IOException("GET " + path + ": " + answer.statusCode());
        }
        return answer;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, Object body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException("POST " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    void delete(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request(path).DELETE().build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException("DELETE " + path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    /** Asks for work that takes its time, and waits until it has succeeded. */
    JsonNode done(String path, Object body) throws IOException, InterruptedException {
        String operation = json(post(path, body)).path("id").asText();
        while (true) {
            JsonNode now = json(get("/api/v1/operations/" + operation));
            String status = now.path("status").asText();
            if (status.equals("succeeded")) {
                return now;
            }
            if (status.equals("failed") || status.equals("cancelled")) {
                throw new IOException(now.toString());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Lists everything of a connection anew. */
    JsonNode sync(String connection) throws IOException, InterruptedException {
        return done("/api/v1/ext/infrastructure/connections/" + connection + "/sync", Map.of());
    }

    /** From its start to its end. */
    static double seconds(JsonNode operation) {
        return Duration.between(
                                Instant.parse(operation.path("startedAt").asText()),
                                Instant.parse(operation.path("endedAt").asText()))
                        .toNanos()
                / 1e9;
    }

    void install(String module) throws IOException, InterruptedException {
        post("/api/v1/modules/" + module + "/install", Map.of());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).header("Accept", "application/json");
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie).header("X-CSRF-Token", csrf);
        }
        return request;
    }
}

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
import java.util.Map;

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

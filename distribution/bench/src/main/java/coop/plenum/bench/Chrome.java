package coop.plenum.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A headless Chromium, driven through chromedriver in the few words of WebDriver that a benchmark needs. */
final class Chrome implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Looks every few milliseconds, from the first moment of a page, for what a benchmark waits for. */
    private static final String WATCH = """
            globalThis.deep = (selector, root = document) => [...root.querySelectorAll(selector),
                ...[...root.querySelectorAll('*')].flatMap((e) => (e.shadowRoot ? deep(selector, e.shadowRoot) : []))];
            globalThis.when = (condition, since = 0) => new Promise((done) => {
                const look = setInterval(() => {
                    if (condition()) {
                        clearInterval(look);
                        requestAnimationFrame(() => done(performance.now() - since));
                    }
                }, 5);
            });
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final URI session;

    private Chrome(Process driver, int port) throws IOException, InterruptedException {
        this.driver = driver;
        URI base = URI.create("http://127.0.0.1:" + port + "/");
        awaitReady(base);
        List<String> arguments = List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-extensions",
                "--window-size=1440,900");
        JsonNode created = post(
                base.resolve("session"),
                Map.of(
                        "capabilities",
                        Map.of(
                                "alwaysMatch",
                                Map.of(
                                        "goog:chromeOptions",
                                        Map.of("args", arguments, "binary", "/usr/bin/chromium")))));
        this.session = base.resolve("session/" + created.path("sessionId").asText() + "/");
        post("timeouts", Map.of("script", 60_000));
    }

    static Chrome open() throws IOException, InterruptedException {
        int port = StartedProcess.freePort();
        Process driver = new ProcessBuilder("/usr/bin/chromedriver", "--port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Chrome(driver, port);
    }

    /** To be run at the start of each page, after {@code deep} and {@code when} are there. */
    void atStart(String script) throws IOException, InterruptedException {
        cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH + script));
    }

    void cdp(String command, Map<String, Object> parameters) throws IOException, InterruptedException {
        post("goog/cdp/execute", Map.of("cmd", command, "params", parameters));
    }

    void go(URI address) throws IOException, InterruptedException {
        post("url", Map.of("url", address.toString()));
    }

    /** The value of an expression, once it has one. */
    JsonNode evaluate(String expression) throws IOException, InterruptedException {
        return post(
                "execute/async",
                Map.of(
                        "script",
                        "Promise.resolve(" + expression + ").then(arguments[arguments.length - 1])",
                        "args",
                        List.of()));
    }

    private JsonNode post(String command, Object body) throws IOException, InterruptedException {
        return post(session.resolve(command), body);
    }

    private JsonNode post(URI address, Object body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(address.getPath() + ": " + answer.body());
        }
        return JSON.readTree(answer.body()).path("value");
    }

    private void awaitReady(URI base) throws IOException, InterruptedException {
        for (int i = 0; i < 200; i++) {
            try {
                http.send(HttpRequest.newBuilder(base.resolve("status")).build(), BodyHandlers.discarding());
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IOException("chromedriver does not answer.");
    }

    @Override
    public void close() throws IOException {
        try {
            http.send(HttpRequest.newBuilder(session).DELETE().build(), BodyHandlers.discarding());
            driver.destroy();
            driver.waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}

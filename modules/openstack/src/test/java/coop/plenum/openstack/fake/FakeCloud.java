package coop.plenum.openstack.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import coop.plenum.api.Values;
import coop.plenum.openstack.client.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A small cloud over real HTTP: all services behind one port, and the troubles that a real one cannot be asked for. What
 * OpenStack itself does with a request is proven with the rig; this one keeps what it is sent and gives it back.
 */
public final class FakeCloud implements AutoCloseable {
    public static final String PASSWORD = "s3cret-of-the-fake";
    public static final String PROJECT = "0123456789abcdef0123456789abcdef";

    private final HttpServer server;
    /** Idle ones end soon: who looks for threads that a provider has left behind must not find these. */
    private final ExecutorService threads =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>());

    private final FakeServices services = new FakeServices();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Set<String> restricted = ConcurrentHashMap.newKeySet();
    private final Queue<Trouble> troubles = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile boolean busy;
    private volatile Duration lifetime = Duration.ofHours(1);
    private volatile String address;
    private volatile String role = "member";

    public FakeCloud() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        address = "http://127.0.0.1:" + server.getAddress().getPort();
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What may happen to a request instead of an answer. */
    @FunctionalInterface
    public interface Trouble {
        void meet(HttpExchange exchange) throws IOException;

        static Trouble status(int status, String body, String... headers) {
            return exchange -> {
                for (int i = 0; i < headers.length; i += 2) {
                    exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
                }
                send(exchange, status, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            };
        }

        /** The line breaks before there is an answer. */
        static Trouble reset() {
            return HttpExchange::close;
        }

        /** The answer begins and never ends. */
        static Trouble trickle() {
            return exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                pause(Duration.ofSeconds(20));
            };
        }

        /** The answer is larger than any sane one. */
        static Trouble flood(int megabytes) {
            return exchange -> {
                exchange.sendResponseHeaders(200, 0);
                byte[] spaces = " ".repeat(1024 * 1024).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                try (OutputStream body = exchange.getResponseBody()) {
                    for (int i = 0; i < megabytes; i++) {
                        body.write(spaces);
                    }
                }
            };
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String authUrl() {
        return address + "/identity";
    }

    /** The role of whoever signs in from now on. */
    public void role(String name) {
        role = name;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** From now on the catalog gives this address, of something in between. */
    public void advertise(String other) {
        address = other;
    }

    public FakeServices services() {
        return services;
    }

    /** Method and path of each request that was not a sign-in. */
    public List<String> requests() {
        return requests;
    }

    /** The next requests that are not sign-ins meet these, in order. */
    public void next(Trouble... those) {
        troubles.addAll(List.of(those));
    }

    /** All requests are refused from now on: too often. */
    public void busy() {
        busy = true;
    }

    /** No token is known any more. */
    public void forgetTokens() {
        tokens.clear();
    }

    /** Of tokens to come. */
    public void tokenLifetime(Duration time) {
        lifetime = time;
    }

    public int signIns() {
        return signIns.size();
    }

    private final Queue<String> signIns = new ConcurrentLinkedQueue<>();

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("X-Openstack-Request-Id", "req-" + UUID.randomUUID());
            String path = exchange.getRequestURI().getRawPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (busy) {
                Trouble.status(429, "slow down", "Retry-After", "1").meet(exchange);
            } else if (path.equals("/identity/v3/auth/tokens")) {
                signIn(exchange, Json.read(body));
            } else {
                requests.add(exchange.getRequestMethod() + " " + path);
                Trouble trouble = troubles.poll();
                if (trouble != null) {
                    trouble.meet(exchange);
                } else if (!tokens.contains(
                        String.valueOf(exchange.getRequestHeaders().getFirst("X-Auth-Token")))) {
                    send(
                            exchange,
                            401,
                            "{\"error\": {\"message\": \"unauthorized\"}}"
                                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
                } else {
                    serve(exchange, body);
                }
            }
        }
    }

    private void serve(HttpExchange exchange, byte[] body) throws IOException {
        FakeServices.Answer answer;
        byte[] written;
        boolean forbidden = restricted.contains(exchange.getRequestHeaders().getFirst("X-Auth-Token"))
                && !exchange.getRequestMethod().equals("GET")
                && exchange.getRequestURI().getPath().contains("/application_credentials");
        synchronized (services) { // what is written must not change meanwhile
            answer = forbidden
                    ? FakeCredentials.refused(403, "You are not authorized.")
                    : services.answer(
                            exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body);
            written = answer.body().map(Json::write).orElse(new byte[0]);
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        send(exchange, answer.status(), written);
    }

    private void signIn(HttpExchange exchange, Values body) throws IOException {
        signIns.add("");
        Values identity = body.nested("auth").nested("identity");
        Values credential = identity.nested("application_credential");
        String sent = credential
                .text("secret")
                .or(() -> identity.nested("password").nested("user").text("password"))
                .orElse("");
        String id = credential.text("id").orElse("");
        if (id.isEmpty() ? !sent.equals(PASSWORD) : !services.credentials().opens(id, sent)) {
            // a service that repeats what it was sent must not make us repeat it
            send(
                    exchange,
                    401,
                    ("{\"error\": {\"message\": \"bad password " + sent + "\"}}")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return;
        }
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        if (services.credentials().isRestricted(id)) {
            restricted.add(token);
        }
        exchange.getResponseHeaders().set("X-Subject-Token", token);
        send(
                exchange,
                201,
                Json.write(Map.of(
                        "token",
                        Map.of(
                                "expires_at", Instant.now().plus(lifetime).toString(),
                                "user", Map.of("id", "u1", "name", "tester"),
                                "project", Map.of("id", PROJECT, "name", "proving"),
                                "roles", List.of(Map.of("name", role)),
                                "catalog", catalog()))));
    }

    private List<Object> catalog() {
        String base = address;
        return List.of(
                entry("identity", base + "/identity"),
                entry("compute", base + "/compute/v2.1"),
                entry("network", base + "/network"),
                entry("block-storage", base + "/volume/v3/" + PROJECT),
                entry("image", base + "/image"),
                entry("object-store", base + "/object/v1/AUTH_" + PROJECT),
                entry("dns", base + "/dns"),
                entry("load-balancer", base + "/balancing"));
    }

    private static Object entry(String type, String url) {
        return Map.of(
                "type", type, "endpoints", List.of(Map.of("interface", "public", "region_id", "here", "url", url)));
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

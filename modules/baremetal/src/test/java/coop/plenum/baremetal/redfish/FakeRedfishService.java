package coop.plenum.baremetal.redfish;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import coop.plenum.api.Values;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Redfish service for tests, a fake: written from DMTF's published specification and schemas, it has one system, keeps
 * its power and boot override, and on demand misbehaves as services do.
 */
public final class FakeRedfishService implements AutoCloseable {
    public static final String PASSWORD = "fake-redfish-pass";

    static {
        // else each answer waits 40 ms for an acknowledgement of its header
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final SelfSigned CERTIFICATE = SelfSigned.make();

    private final Maker maker;
    private final FakeTree tree;
    private final HttpsServer server;
    private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newFixedThreadPool(16);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, String> sessions = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> acted = new CopyOnWriteArrayList<>();
    private final List<String> resets = new CopyOnWriteArrayList<>();
    private final AtomicInteger etag = new AtomicInteger(1);
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger conflicts = new AtomicInteger();
    private final Set<String> slow = ConcurrentHashMap.newKeySet();
    private final Set<String> trickling = ConcurrentHashMap.newKeySet();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final AtomicInteger subscriptions = new AtomicInteger(1);
    private final AtomicInteger wrong = new AtomicInteger();
    private volatile int lockAfter;
    private volatile String taskEnd = "";
    private final AtomicInteger taskPolls = new AtomicInteger();

    public FakeRedfishService(Maker maker) {
        this.maker = maker;
        try {
            this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.tree = new FakeTree(maker, "SN" + server.getAddress().getPort());
        server.setHttpsConfigurator(new HttpsConfigurator(CERTIFICATE.context()));
        // a thread that starts while a provider is proven would look like one of the provider's
        threads.prestartAllCoreThreads();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static String fingerprint() {
        return CERTIFICATE.fingerprint();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Makes its system another machine, which is on. */
    public void become(String uuid, String mac, String address) {
        tree.become(uuid, mac, address);
    }

    /** Values of ResetType that were asked for. */
    public List<String> resets() {
        return resets;
    }

    /** Method and path of each request. */
    List<String> requests() {
        return requests;
    }

    /** Actions and changes of parts, with what they came with. */
    public List<String> acted() {
        return acted;
    }

    Map<String, Object> system() {
        return tree.system();
    }

    Map<String, Map<String, Object>> resources() {
        return tree.resources();
    }

    public int openSessions() {
        return sessions.size();
    }

    void expireSessions() {
        sessions.clear();
    }

    /** So many answers 503. */
    void busy(int times) {
        busy.set(times);
    }

    /** So many changes meet somebody else's. */
    void conflict(int times) {
        conflicts.set(times);
    }

    /** After so many wrong passwords the user is locked. */
    public void lockAfter(int times) {
        lockAfter = times;
    }

    /** How often somebody tried to log in. */
    public long logins() {
        return requests.stream()
                .filter(request -> request.equals("POST " + FakeTree.SESSIONS))
                .count();
    }

    /** No answer for a path. */
    void slow(String path) {
        slow.add(path);
    }

    /** An answer for a path that begins and does not end. */
    void trickle(String path) {
        trickling.add(path);
    }

    /** A page for people instead of JSON for a path. */
    void breakPath(String path) {
        broken.add(path);
    }

    /** Resets become tasks, which end in a state after two polls. */
    public void asTasks(String endState) {
        taskEnd = endState;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            String method = exchange.getRequestMethod();
            requests.add(method + " " + path);
            if (slow.contains(path)) {
                pause(Duration.ofSeconds(30));
                return;
            }
            if (trickling.contains(path)) {
                trickle(exchange);
                return;
            }
            if (broken.contains(path)) {
                byte[] page = "<html>Oops</html>".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(500, page.length);
                exchange.getResponseBody().write(page);
                return;
            }
            answer(exchange, method, path);
        }
    }

    private void pause(Duration time) {
        try {
            closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void trickle(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        for (int i = 0; i < 100 && closing.getCount() > 0; i++) {
            body.write(' ');
            body.flush();
            pause(Duration.ofMillis(100));
        }
    }

    private void answer(HttpExchange exchange, String method, String path) throws IOException {
        if (path.equals("/redfish/v1/")) {
            send(exchange, 200, tree.resources().get(path));
            return;
        }
        if (method.equals("POST") && path.equals(FakeTree.SESSIONS)) {
            login(exchange);
            return;
        }
        String token = exchange.getRequestHeaders().getFirst("X-Auth-Token");
        String user = token == null ? null : sessions.get(token);
        if (user == null) {
            refuse(exchange, 401, "Base.1.8.NoValidSession", "There is no valid session.");
        } else if (busy.get() > 0 && busy.getAndDecrement() > 0) {
            exchange.getResponseHeaders().set("Retry-After", "0");
            refuse(exchange, 503, "Base.1.8.ServiceTemporarilyUnavailable", "Try again.");
        } else if (method.equals("DELETE") && path.startsWith(FakeTree.SESSIONS)) {
            sessions.remove(token);
            exchange.sendResponseHeaders(204, -1);
        } else if (method.equals("GET")) {
            get(exchange, path);
        } else if (user.equals("viewer")) {
            refuse(exchange, 403, "Base.1.8.InsufficientPrivilege", "The user may not do this.");
        } else if (method.equals("POST") && path.equals(FakeTree.RESET)) {
            reset(exchange);
        } else if (method.equals("PATCH") && path.equals(FakeTree.SYSTEM)) {
            patch(exchange);
        } else if (method.equals("POST") && path.equals(FakeParts.SUBSCRIPTIONS)) {
            subscribe(exchange);
        } else if (method.equals("DELETE") && path.startsWith(FakeParts.SUBSCRIPTIONS + "/")) {
            unsubscribe(exchange, path);
        } else if (method.equals("POST") && path.contains("/Actions/")) {
            act(exchange, path);
        } else if (method.equals("PATCH") && tree.resources().containsKey(path)) {
            patchPart(exchange, path);
        } else {
            refuse(exchange, 405, "Base.1.8.OperationNotAllowed", "Not allowed.");
        }
    }

    private void login(HttpExchange exchange) throws IOException {
        Values body = Json.read(exchange.getRequestBody().readAllBytes());
        String user = body.text("UserName").orElse("");
        if (lockAfter > 0 && wrong.get() >= lockAfter) {
            refuse(exchange, 401, "Base.1.8.ResourceAtUriUnauthorized", "The account is locked for 60 seconds.");
            return;
        }
        if (!List.of("admin", "viewer").contains(user)
                || !body.text("Password").orElse("").equals(PASSWORD)) {
            wrong.incrementAndGet();
            refuse(
                    exchange,
                    maker == Maker.ILO ? 400 : 401,
                    maker == Maker.ILO ? "iLO.2.14.UnauthorizedLoginAttempt" : "Base.1.8.ResourceAtUriUnauthorized",
                    "Unauthorized.");
            return;
        }
        String token = UUID.randomUUID().toString();
        sessions.put(token, user);
        exchange.getResponseHeaders().set("X-Auth-Token", token);
        String session = FakeTree.SESSIONS + "/" + sessions.size();
        exchange.getResponseHeaders().set("Location", maker == Maker.ILO ? "https://ilo.invalid" + session : session);
        send(exchange, 201, Map.of("@odata.id", session));
    }

    private void get(HttpExchange exchange, String path) throws IOException {
        if (path.equals("/redfish/v1/TaskService/Monitors/1")) {
            boolean over = taskPolls.incrementAndGet() >= 2;
            send(
                    exchange,
                    over ? 200 : 202,
                    Map.of(
                            "TaskState",
                            over ? taskEnd : "Running",
                            "Messages",
                            List.of(Map.of("Message", "The power supply is missing."))));
            return;
        }
        int query = path.indexOf("?$expand=");
        Map<String, Object> resource = tree.resources().get(query < 0 ? path : path.substring(0, query));
        if (resource == null) {
            refuse(exchange, 404, "Base.1.8.ResourceMissingAtURI", "Nothing at " + path + ".");
            return;
        }
        if (path.equals(FakeTree.SYSTEM)) {
            exchange.getResponseHeaders().set("ETag", "\"" + etag.get() + "\"");
        }
        send(exchange, 200, query < 0 ? resource : tree.expanded(resource));
    }

    /** The actions of parts; the bodies that they came with are kept for the tests. */
    private void act(HttpExchange exchange, String path) throws IOException {
        Values body = Json.read(exchange.getRequestBody().readAllBytes());
        String owner = path.substring(0, path.indexOf("/Actions/"));
        if (!tree.resources().containsKey(owner)) {
            refuse(exchange, 404, "Base.1.8.ResourceMissingAtURI", "Nothing at " + path + ".");
            return;
        }
        boolean insert = path.endsWith("InsertMedia");
        if (insert && maker == Maker.SUPERMICRO && body.asMap().size() > 1) {
            refuse(exchange, 400, "Base.1.8.ActionParameterUnknown", "Only Image is known.");
            return;
        }
        acted.add(path.substring(path.lastIndexOf('/') + 1) + " " + new TreeMap<>(body.asMap()));
        Map<String, Object> resource = tree.resources().get(owner);
        if (insert) {
            resource.put("Image", body.text("Image").orElse(""));
            resource.put("Inserted", true);
        } else if (path.endsWith("EjectMedia")) {
            resource.remove("Image");
            resource.put("Inserted", false);
        } else if (path.endsWith("ClearLog")) {
            tree.put(owner + "/Entries", Map.of("Members", List.of()));
        }
        answerOrTask(exchange);
    }

    private synchronized void subscribe(HttpExchange exchange) throws IOException {
        Values body = Json.read(exchange.getRequestBody().readAllBytes());
        if (!body.text("Destination").orElse("").startsWith("http")
                || body.text("Context").isEmpty()) {
            refuse(exchange, 400, "Base.1.8.PropertyMissing", "Destination and Context are needed.");
            return;
        }
        String id = String.valueOf(subscriptions.incrementAndGet());
        String path = FakeParts.SUBSCRIPTIONS + "/" + id;
        Map<String, Object> made = new LinkedHashMap<>(body.asMap());
        made.put("Id", id);
        made.put("Name", "Subscription " + id);
        tree.put(path, made);
        listSubscriptions();
        exchange.getResponseHeaders().set("Location", path);
        send(exchange, 201, made);
    }

    private synchronized void unsubscribe(HttpExchange exchange, String path) throws IOException {
        if (tree.resources().remove(path) == null) {
            refuse(exchange, 404, "Base.1.8.ResourceMissingAtURI", "Nothing at " + path + ".");
            return;
        }
        listSubscriptions();
        exchange.sendResponseHeaders(204, -1);
    }

    private void listSubscriptions() {
        tree.collection(
                FakeParts.SUBSCRIPTIONS,
                tree.resources().keySet().stream()
                        .filter(place -> place.startsWith(FakeParts.SUBSCRIPTIONS + "/"))
                        .sorted()
                        .toList());
    }

    private void patchPart(HttpExchange exchange, String path) throws IOException {
        Values body = Json.read(exchange.getRequestBody().readAllBytes());
        acted.add("PATCH " + path + " " + new TreeMap<>(body.asMap()));
        tree.resources().get(path).putAll(body.asMap());
        answerOrTask(exchange);
    }

    private void answerOrTask(HttpExchange exchange) throws IOException {
        if (taskEnd.isEmpty()) {
            exchange.sendResponseHeaders(204, -1);
        } else {
            exchange.getResponseHeaders().set("Location", "/redfish/v1/TaskService/Monitors/1");
            send(exchange, 202, Map.of("@odata.id", "/redfish/v1/TaskService/Tasks/1", "TaskState", "New"));
        }
    }

    private void reset(HttpExchange exchange) throws IOException {
        String type = Json.read(exchange.getRequestBody().readAllBytes())
                .text("ResetType")
                .orElse("");
        if (!tree.allowedResets().contains(type)) {
            refuse(exchange, 400, "Base.1.8.ActionParameterNotSupported", "ResetType " + type + " is not supported.");
            return;
        }
        resets.add(type);
        boolean on = "On".equals(tree.system().get("PowerState"));
        switch (type) {
            case "On", "PowerCycle", "ForceRestart" -> tree.system().put("PowerState", "On");
            case "ForceOff", "GracefulShutdown" -> tree.system().put("PowerState", "Off");
            case "PushPowerButton" -> tree.system().put("PowerState", on ? "Off" : "On");
            default -> {}
        }
        answerOrTask(exchange);
    }

    private void patch(HttpExchange exchange) throws IOException {
        Values body = Json.read(exchange.getRequestBody().readAllBytes());
        String match = exchange.getRequestHeaders().getFirst("If-Match");
        if (match == null && maker == Maker.SUPERMICRO) {
            refuse(exchange, 428, "Base.1.8.PreconditionRequired", "If-Match is required.");
            return;
        }
        if (conflicts.get() > 0 && conflicts.getAndDecrement() > 0) {
            etag.incrementAndGet();
        }
        if (match != null && !match.equals("\"" + etag.get() + "\"")) {
            refuse(exchange, 412, "Base.1.8.PreconditionFailed", "Changed meanwhile.");
            return;
        }
        Values boot = body.nested("Boot");
        boolean odd = (maker == Maker.IDRAC
                        && (boot.has("BootSourceOverrideMode")
                                || body.text("IndicatorLED").orElse("").equals("Lit")))
                || (maker == Maker.SUPERMICRO
                        && body.has("Boot")
                        && boot.asMap().size() < 3);
        if (odd) {
            refuse(exchange, 400, "Base.1.8.PropertyNotWritable", "The property is not writable.");
            return;
        }
        etag.incrementAndGet();
        Map<String, Object> patched = new LinkedHashMap<>(body.asMap());
        if (body.has("Boot")) {
            Map<String, Object> merged =
                    new LinkedHashMap<>(Json.values(tree.system().get("Boot")).asMap());
            merged.putAll(boot.asMap());
            patched.put("Boot", merged);
        }
        tree.system().putAll(patched);
        send(exchange, 200, tree.system());
    }

    /** The standard's error body; older services leave out the "error" around it. */
    private void refuse(HttpExchange exchange, int status, String id, String message) throws IOException {
        List<Map<String, Object>> info = List.of(Map.of("MessageId", id, "Message", message, "Resolution", "None"));
        send(
                exchange,
                status,
                maker == Maker.SUPERMICRO
                        ? Map.of("@Message.ExtendedInfo", info)
                        : Map.of("error", Map.of("code", id, "message", "See below.", "@Message.ExtendedInfo", info)));
    }

    private static void send(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] json = Json.write(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

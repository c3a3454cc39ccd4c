package coop.plenum.core.rest;

import coop.plenum.api.access.Accounts;
import coop.plenum.api.access.Grants;
import coop.plenum.api.access.Roles;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.audit.AuditTrail;
import coop.plenum.api.operation.OperationService;
import coop.plenum.api.secret.SecretService;
import coop.plenum.core.rest.event.EventHub;
import coop.plenum.core.rest.fake.Absent;
import coop.plenum.core.rest.fake.FakeAccess;
import coop.plenum.core.rest.fake.FakeAuthentication;
import coop.plenum.core.rest.fake.FakeContent;
import coop.plenum.core.rest.fake.FakeModules;
import coop.plenum.core.rest.fake.FakeTokens;
import coop.plenum.core.rest.fake.FakeTypes;
import coop.plenum.core.rest.http.FrontFilter;
import coop.plenum.core.rest.http.HttpCounters;
import coop.plenum.core.rest.module.ModuleApplications;
import coop.plenum.core.store.TestDatabases;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The whole door on a random loopback port, over in-memory services and a real database. */
final class TestServer implements AutoCloseable {
    static final Duration STREAM_GRACE = Duration.ofMillis(300);

    final FakeAccess access = new FakeAccess();
    final FakeAuthentication authentication = new FakeAuthentication();
    final FakeTypes types = new FakeTypes();
    final FakeModules modules = new FakeModules();
    final FakeContent content;
    final EventHub events = new EventHub(access, 100, Duration.ofMillis(200), 120, 1_000);
    /** What the launcher would keep; none at first. */
    Optional<List<Map<String, Object>>> log = Optional.empty();

    final HttpClient http = HttpClient.newHttpClient();
    private final AutoCloseable database;
    private final RestServlet rest;
    private final Server server = new Server();
    private final int port;

    TestServer(Path folder) throws Exception {
        this(folder, 20_000);
    }

    TestServer(Path folder, double rate) throws Exception {
        this(folder, new RequestLimits(rate, Duration.ofSeconds(15)));
    }

    TestServer(Path folder, RequestLimits limits) throws Exception {
        var h2 = TestDatabases.h2(folder);
        this.database = h2;
        this.content = new FakeContent(h2, types);
        this.rest = new RestServlet(
                new CoreServices(
                        h2,
                        access,
                        authentication,
                        access,
                        Absent.of(Spaces.class),
                        Absent.of(Accounts.class),
                        Absent.of(Roles.class),
                        Absent.of(Grants.class),
                        new FakeTokens(),
                        Absent.of(SecretService.class),
                        Absent.of(AuditTrail.class),
                        types,
                        content,
                        Absent.of(OperationService.class),
                        modules),
                events,
                Optional.empty(),
                limits,
                new SystemInfo("1.2.3", h2, Optional.of(folder), false),
                new ServerLog(() -> log),
                STREAM_GRACE);
        HttpCounters counters = new HttpCounters();
        HealthServlet health = new HealthServlet();
        health.rest = rest;
        ServletContextHandler handler = new ServletContextHandler();
        FilterHolder front = new FilterHolder(new FrontFilter(counters, "127.0.0.1", "plenum.test"));
        front.setAsyncSupported(true);
        handler.addFilter(front, "/*", EnumSet.of(DispatcherType.REQUEST));
        add(handler, rest, "/api/v1/*");
        add(handler, health, "/health/*");
        add(handler, new MetricsServlet(authentication, access, counters, events), "/metrics");
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
        this.port = connector.getLocalPort();
    }

    private static void add(ServletContextHandler handler, Servlet servlet, String pattern) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        holder.setInitOrder(1);
        handler.addServlet(holder, pattern);
    }

    ModuleApplications applications() {
        return rest.modules();
    }

    int port() {
        return port;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** A request with the API token. */
    HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + FakeAuthentication.TOKEN);
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    }

    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    Answer post(String path, String json) throws IOException, InterruptedException {
        return send(posting(path, json));
    }

    HttpRequest.Builder posting(String path, String json) {
        return sending("POST", path, json);
    }

    HttpRequest.Builder sending(String method, String path, String json) {
        return request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
    }

    @Override
    public void close() {
        events.stop();
        rest.stop();
        try {
            server.stop();
            database.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

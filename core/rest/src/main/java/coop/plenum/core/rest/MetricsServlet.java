package coop.plenum.core.rest;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Authentication;
import coop.plenum.api.access.Caller;
import coop.plenum.core.rest.event.EventHub;
import coop.plenum.core.rest.http.Authenticator;
import coop.plenum.core.rest.http.Correlation;
import coop.plenum.core.rest.http.HttpCounters;
import coop.plenum.core.rest.problem.Problems;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Metrics in OpenMetrics text, for callers with the permission {@value #PERMISSION} at the root. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/metrics")
public final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static final String PERMISSION = "system.metrics";

    private final transient Authenticator authenticator;
    private final transient AccessService access;
    private final transient HttpCounters http;
    private final transient EventHub events;

    @Activate
    public MetricsServlet(
            @Reference Authentication authentication,
            @Reference AccessService access,
            @Reference HttpCounters http,
            @Reference EventHub events) {
        this.authenticator = new Authenticator(authentication);
        this.access = access;
        this.http = http;
        this.events = events;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Caller caller = authenticator
                    .identify(request)
                    .orElseThrow(() -> new PlenumException(
                            PlenumException.Category.UNAUTHENTICATED,
                            "not-signed-in",
                            "Send an API token whose user has the permission " + PERMISSION + "."));
            access.require(caller, PERMISSION, AccessService.ROOT_SPACE);
        } catch (PlenumException refused) {
            Problems.write(refused, request, response, Correlation.of(request));
            return;
        }
        byte[] body = text().getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/openmetrics-text; version=1.0.0; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private String text() {
        OpenMetrics metrics = new OpenMetrics();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        metrics.gauge("jvm_heap_used_bytes", "Heap in use", heap.getUsed());
        metrics.gauge("jvm_heap_committed_bytes", "Heap taken from the system", heap.getCommitted());
        metrics.gauge("jvm_heap_max_bytes", "Heap at most", heap.getMax());
        metrics.gauge(
                "jvm_threads",
                "Live threads",
                ManagementFactory.getThreadMXBean().getThreadCount());
        metrics.gauge(
                "jvm_classes_loaded",
                "Loaded classes",
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        metrics.gauge(
                "process_uptime_seconds",
                "Time since start",
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
        metrics.gauge("http_requests_active", "Requests being answered, streams included", http.active());
        metrics.gauge("event_streams", "Clients that listen to events", events.listeners());
        metrics.counter("http_request_seconds", "Time spent on requests, streams included", http.seconds());
        metrics.begin("http_requests", "counter", "Requests answered");
        http.forEachStatus(
                status -> metrics.sample("http_requests_total", "status=\"" + status + "\"", http.count((int) status)));
        return metrics.end();
    }
}

package coop.plenum.core.rest.module;

import coop.plenum.core.rest.AsyncRequests;
import coop.plenum.core.rest.JerseyApplication;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The resources of one module at one time. Built when the first request arrives, replaced as a whole when the module
 * changes, destroyed when its last request has ended. Requests take no lock: they count themselves in and out.
 */
final class ModuleApplication {
    private final String base;
    private final List<Object> resources;
    private final PermissionGuard guard;
    private final AsyncRequests async = new AsyncRequests(this::enter, this::leave);
    /** One for the registry and one for each request; at zero the application is destroyed, and stays so. */
    private final AtomicInteger users = new AtomicInteger(1);

    private volatile @Nullable JerseyApplication built;

    ModuleApplication(String base, List<Object> resources, PermissionGuard guard) {
        this.base = base;
        this.resources = List.copyOf(resources);
        this.guard = guard;
    }

    List<Object> resources() {
        return resources;
    }

    /** False if it is gone: then there is a newer one, or none. */
    boolean enter() {
        int now = users.get();
        while (now > 0) {
            if (users.compareAndSet(now, now + 1)) {
                return true;
            }
            now = users.get();
        }
        return false;
    }

    void leave() {
        if (users.decrementAndGet() == 0) {
            JerseyApplication application = built;
            built = null;
            if (application != null) {
                application.destroy();
            }
        }
    }

    /** Between {@link #enter} and {@link #leave}. */
    void service(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        JerseyApplication application = built;
        (application == null ? build(request.getServletContext()) : application).service(request, response);
    }

    private synchronized JerseyApplication build(ServletContext context) throws ServletException {
        JerseyApplication application = built;
        if (application == null) {
            application = new JerseyApplication(base, resources, List.of(guard), async, false, context);
            built = application;
        }
        return application;
    }

    /** No new requests; streams that are still open after the grace are ended. */
    void retire(ScheduledExecutorService scheduler, long graceMillis) {
        leave();
        if (users.get() > 0) {
            var unused = scheduler.schedule(async::endAll, graceMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** No new requests, and open streams end now. */
    void close() {
        leave();
        async.endAll();
    }
}

package coop.plenum.core.rest.module;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The applications of all modules, each under {@code /api/v1/ext/<module>/}. */
public final class ModuleApplications {
    /** Under the API's base. */
    public static final String PREFIX = "/ext/";

    private final String base;
    private final PermissionGuard guard;
    private final Map<String, ModuleApplication> applications = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();
    private final ScheduledThreadPoolExecutor scheduler;
    private final long graceMillis;

    /**
     * @param base of the API, without a slash at the end
     * @param grace how long an open stream may outlive the module it belongs to
     */
    public ModuleApplications(String base, AccessService access, Duration grace) {
        this.base = base;
        this.guard = new PermissionGuard(access);
        this.graceMillis = grace.toMillis();
        this.scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread worker = new Thread(task, "plenum-module-applications");
            worker.setDaemon(true);
            return worker;
        });
    }

    /** Adds a resource of a module. */
    public synchronized void add(String module, Object resource) {
        List<Object> resources = new ArrayList<>(resources(module));
        resources.add(resource);
        swap(module, resources);
    }

    public synchronized void remove(String module, Object resource) {
        List<Object> resources = new ArrayList<>(resources(module));
        resources.removeIf(held -> held == resource);
        swap(module, resources);
    }

    private List<Object> resources(String module) {
        ModuleApplication now = applications.get(module);
        return now == null ? List.of() : now.resources();
    }

    private void swap(String module, List<Object> resources) {
        ModuleApplication before = resources.isEmpty()
                ? applications.remove(module)
                : applications.put(module, new ModuleApplication(base + PREFIX + module + "/", resources, guard));
        generation.incrementAndGet();
        if (before != null) {
            before.retire(scheduler, graceMillis);
        }
    }

    /** Grows with each change. */
    public long generation() {
        return generation.get();
    }

    /** The resources now, by module. */
    public SortedMap<String, List<Object>> resources() {
        SortedMap<String, List<Object>> all = new TreeMap<>();
        applications.forEach((module, application) -> all.put(module, application.resources()));
        return all;
    }

    /** @param path under the API's base, begins with {@value #PREFIX} */
    public void service(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        int end = path.indexOf('/', PREFIX.length());
        String module = path.substring(PREFIX.length(), end < 0 ? path.length() : end);
        ModuleApplication application = entered(module);
        if (application == null) {
            throw PlenumException.missing(
                    "module-route-missing",
                    "No module \"" + module + "\" answers here now. Is it installed and enabled?");
        }
        try {
            application.service(request, response);
        } finally {
            application.leave();
        }
    }

    private @Nullable ModuleApplication entered(String module) {
        ModuleApplication application = applications.get(module);
        while (application != null && !application.enter()) {
            application = applications.get(module);
        }
        return application;
    }

    public synchronized void close() {
        scheduler.shutdownNow();
        applications.values().forEach(ModuleApplication::close);
        applications.clear();
    }
}

package coop.plenum.core.rest;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Accounts;
import coop.plenum.api.access.ApiTokens;
import coop.plenum.api.access.Authentication;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Grants;
import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.access.Roles;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.audit.AuditTrail;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.module.ModuleService;
import coop.plenum.api.operation.OperationService;
import coop.plenum.api.secret.SecretService;
import coop.plenum.core.rest.event.EventHub;
import coop.plenum.core.rest.http.Authenticator;
import coop.plenum.core.rest.http.Correlation;
import coop.plenum.core.rest.http.LimitedRequest;
import coop.plenum.core.rest.http.RateLimit;
import coop.plenum.core.rest.module.ModuleApplications;
import coop.plenum.core.rest.module.ModuleResourceTracker;
import coop.plenum.core.rest.problem.HttpProblem;
import coop.plenum.core.rest.problem.Problems;
import coop.plenum.core.rest.replay.Exchanges;
import coop.plenum.core.rest.resource.ModulesResource;
import coop.plenum.core.rest.resource.Sessions;
import coop.plenum.core.store.Database;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The door to the API: says who asks, keeps limits, then hands over to the core's resources, a module's or events. */
@Component(service = {Servlet.class, RestServlet.class})
@HttpWhiteboardServletPattern(RestServlet.BASE + "/*")
@HttpWhiteboardServletName("plenum-rest")
@HttpWhiteboardServletAsyncSupported
public final class RestServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static final String BASE = "/api/v1";

    private static final long MAX_BODY = 1L << 20;
    private static final long MAX_BUNDLE = 64L << 20;
    /** Without credentials there is little to ask for. */
    private static final double ANONYMOUS_RATE = 200;

    private final transient CoreServices services;
    private final transient EventHub events;
    private final transient Authenticator authenticator;
    private final transient Exchanges exchanges;
    private final transient Duration query;
    private final transient RateLimit signedIn;
    private final transient RateLimit anonymous;
    private final transient SystemHealth health;
    private final transient ModuleApplications modules;
    private final transient SystemInfo info;
    private final transient ServerLog log;
    private transient @Nullable ModuleResourceTracker tracker;
    private transient volatile @Nullable JerseyApplication core;

    @Activate
    public RestServlet(
            BundleContext context,
            @Reference EventHub events,
            @Reference ServiceComponentRuntime components,
            @Reference Database database,
            @Reference AccessService access,
            @Reference Authentication authentication,
            @Reference Permissions permissions,
            @Reference Spaces spaces,
            @Reference Accounts accounts,
            @Reference Roles roles,
            @Reference Grants grants,
            @Reference ApiTokens tokens,
            @Reference SecretService secrets,
            @Reference AuditTrail trail,
            @Reference ContentTypes types,
            @Reference ContentService content,
            @Reference OperationService operations,
            @Reference ModuleService moduleService,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, target = "(plenum.log=recent)") @Nullable
                    Supplier<?> recentLog) {
        this(
                new CoreServices(
                        database,
                        access,
                        authentication,
                        permissions,
                        spaces,
                        accounts,
                        roles,
                        grants,
                        tokens,
                        secrets,
                        trail,
                        types,
                        content,
                        operations,
                        moduleService),
                events,
                Optional.of(components),
                RequestLimits.of(context::getProperty),
                SystemInfo.of(context, database),
                ServerLog.of(recentLog),
                Duration.ofSeconds(10));
        ModuleResourceTracker found = new ModuleResourceTracker(context, modules);
        tracker = found;
        found.open(true);
    }

    /**
     * @param streamGrace how long a stream may outlive the module it belongs to
     */
    public RestServlet(
            CoreServices services,
            EventHub events,
            Optional<ServiceComponentRuntime> components,
            RequestLimits limits,
            SystemInfo info,
            ServerLog log,
            Duration streamGrace) {
        this.services = services;
        this.events = events;
        this.query = limits.query();
        this.info = info;
        this.log = log;
        this.authenticator = new Authenticator(services.authentication());
        this.exchanges = new Exchanges(services.database());
        this.signedIn = new RateLimit(limits.rate(), System::nanoTime);
        this.anonymous = new RateLimit(ANONYMOUS_RATE, System::nanoTime);
        this.health = new SystemHealth(components, services.modules(), services.database(), info.version());
        this.modules = new ModuleApplications(BASE, services.access(), streamGrace);
        services.permissions()
                .declare(
                        "rest",
                        List.of(
                                new Permission(SystemHealth.PERMISSION, "See the system's health", false, "rest"),
                                new Permission(ServerLog.PERMISSION, "Read the server's log", true, "rest"),
                                new Permission(MetricsServlet.PERMISSION, "Read metrics", false, "rest")));
    }

    @Deactivate
    public void stop() {
        if (tracker != null) {
            tracker.close();
        }
        modules.close();
    }

    /** Builds the core's application now, so that the first request is as quick as any. */
    @Override
    public void init() throws ServletException {
        AsyncRequests async = new AsyncRequests(() -> {}, () -> {});
        core = new JerseyApplication(
                BASE + "/",
                CoreResources.create(services, health, info, log, modules),
                List.of(),
                async,
                true,
                getServletContext());
    }

    @Override
    public void destroy() {
        JerseyApplication application = core;
        core = null;
        if (application != null) {
            application.destroy();
        }
    }

    /** Whether requests can be answered. */
    boolean ready() {
        return core != null && health.databaseUp();
    }

    ModuleApplications modules() {
        return modules;
    }

    @Override
    public void service(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        String correlation = Correlation.of(request);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        try {
            refuseNul(request);
            requireReadableQuery(request);
            String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
            Optional<Caller> caller = admit(path, request);
            long limit = path.equals("/" + ModulesResource.UPLOAD) ? MAX_BUNDLE : MAX_BODY;
            HttpServletRequest limited = new LimitedRequest(request, limit);
            limited.setAttribute(Sessions.SERVLET_REQUEST, limited);
            Database.ReadLimit bounded = services.database().limitReads(query);
            try {
                exchanges.run(
                        path.substring(1),
                        !Authenticator.safe(request),
                        caller,
                        limited,
                        response,
                        (in, out) -> dispatch(path, caller, in, out));
            } finally {
                bounded.close();
            }
        } catch (RuntimeException | ServletException | Error failure) {
            // Errors too: a module that cannot be linked must not answer with its inside.
            Problems.write(failure, request, response, correlation);
        }
    }

    private void dispatch(
            String path, Optional<Caller> caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        JerseyApplication application = core;
        if (application == null) {
            throw new HttpProblem(503, "starting", "The server is starting or stopping. Try again in a moment.");
        }
        if (path.startsWith(ModuleApplications.PREFIX)) {
            modules.service(path, request, response);
        } else if (path.equals("/events") && caller.isPresent()) {
            stream(caller.get(), request, response);
        } else {
            application.service(request, response);
        }
    }

    private void stream(Caller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            throw new HttpProblem(
                    405, "method-not-allowed", "Events can only be read.", java.util.Map.of("Allow", "GET"));
        }
        events.open(request, response, caller, authenticator.recheck(request));
    }

    private Optional<Caller> admit(String path, HttpServletRequest request) {
        if (path.equals("/setup")
                || (path.equals("/session") && request.getMethod().equals("POST"))) {
            anonymous.admit(request.getRemoteAddr());
            return Optional.empty();
        }
        Optional<Caller> caller;
        try {
            caller = authenticator.identify(request);
        } catch (PlenumException refused) {
            anonymous.admit(request.getRemoteAddr());
            throw refused;
        }
        if (caller.isEmpty()) {
            anonymous.admit(request.getRemoteAddr());
            throw new PlenumException(
                    PlenumException.Category.UNAUTHENTICATED,
                    "not-signed-in",
                    "Log in with POST " + BASE + "/session, or send an API token: Authorization: Bearer plm_...");
        }
        signedIn.admit(String.valueOf(
                caller.get().credential().orElse(caller.get().subject().id())));
        return caller;
    }

    private static void requireReadableQuery(HttpServletRequest request) {
        if (request.getQueryString() != null) {
            try {
                request.getParameterMap();
            } catch (RuntimeException unreadable) { // of a class of the server's own
                throw PlenumException.invalid(
                        "invalid-request",
                        "The query of the address cannot be read. Encode it as UTF-8 with percent signs.");
            }
        }
    }

    /** No database text holds U+0000. */
    private static void refuseNul(HttpServletRequest request) {
        String query = request.getQueryString();
        if (request.getRequestURI().contains("%00") || (query != null && query.contains("%00"))) {
            throw PlenumException.invalid("invalid-request", "The address holds the character U+0000. Leave it out.");
        }
    }
}

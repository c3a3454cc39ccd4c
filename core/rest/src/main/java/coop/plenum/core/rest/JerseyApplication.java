package coop.plenum.core.rest;

import coop.plenum.api.PlenumException;
import coop.plenum.core.rest.http.WholeAnswers;
import coop.plenum.core.rest.json.JsonProvider;
import coop.plenum.core.rest.problem.ProblemMapper;
import coop.plenum.core.rest.resource.CallerParameters;
import coop.plenum.core.rest.resource.ListAnswers;
import coop.plenum.core.rest.resource.Parameters;
import coop.plenum.core.rest.resource.StrictParameters;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.media.sse.SseFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;
import org.glassfish.jersey.servlet.spi.AsyncContextDelegateProvider;

/**
 * A Jersey application of ready-made resources: the core's own, or one module's. Everything is registered by hand;
 * Jersey looks for nothing on the class path.
 */
public final class JerseyApplication {
    private static final Map<String, Object> PROPERTIES = Map.ofEntries(
            Map.entry(ServerProperties.WADL_FEATURE_DISABLE, true),
            Map.entry(ServerProperties.BV_FEATURE_DISABLE, true),
            Map.entry(ServerProperties.RESOURCE_VALIDATION_DISABLE, true),
            Map.entry(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true),
            Map.entry(ServerProperties.PROCESSING_RESPONSE_ERRORS_ENABLED, true),
            Map.entry(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true),
            // The HTTP server has one, see WholeAnswers.
            Map.entry(CommonProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0),
            Map.entry(CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true),
            Map.entry(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true),
            Map.entry(CommonProperties.JSON_PROCESSING_FEATURE_DISABLE, true),
            Map.entry(CommonProperties.MOXY_JSON_FEATURE_DISABLE, true),
            Map.entry(CommonProperties.PROVIDER_DEFAULT_DISABLE, "ALL"));

    /** Jersey warns of every resource that is registered as an object that it is no provider. Held, or it is forgotten. */
    private static final Logger PROVIDERS = Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

    static {
        PROVIDERS.setLevel(Level.SEVERE);
    }

    /** Jersey wants whole addresses; the name that the client used concerns no resource, they write relative links. */
    private static final String ORIGIN = "http://localhost";

    private final ServletContainer container;
    private final String base;

    /**
     * @param base path from the server's root, with a slash at both ends
     * @param more filters and features of this application
     */
    public JerseyApplication(
            String base,
            Collection<?> resources,
            Collection<?> more,
            AsyncContextDelegateProvider async,
            boolean refuseUnknownParameters,
            ServletContext context)
            throws ServletException {
        ResourceConfig config = new ResourceConfig();
        config.setApplicationName(base);
        config.addProperties(PROPERTIES);
        config.register(new JsonProvider());
        config.register(ProblemMapper.class);
        config.register(new Parameters());
        config.register(new StrictParameters(refuseUnknownParameters));
        config.register(new ListAnswers());
        config.register(new WholeAnswers());
        config.register(new CallerParameters.Binder());
        config.register(SseFeature.class);
        config.register(new AbstractBinder() {
            @Override
            protected void configure() {
                bind(async).to(AsyncContextDelegateProvider.class);
            }
        });
        more.forEach(config::register);
        resources.forEach(config::register);
        this.base = base;
        this.container = new ServletContainer(config);
        container.init(new Configuration(base, context));
    }

    public void service(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        String query = request.getQueryString();
        URI uri;
        try {
            uri = URI.create(ORIGIN + request.getRequestURI() + (query == null ? "" : "?" + escape(query)));
        } catch (IllegalArgumentException malformed) {
            throw PlenumException.invalid(
                    "invalid-request", "The address is malformed. Percent-encode what is no letter or digit.");
        }
        container.service(URI.create(ORIGIN + request.getContextPath() + base), uri, request, response);
    }

    /** Clients send characters in queries that URI does not take. */
    private static String escape(String query) {
        StringBuilder escaped = null;
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            boolean plain = c > ' ' && c < 0x7f && "\"<>[]\\^`{|}".indexOf(c) < 0;
            if (!plain && escaped == null) {
                escaped = new StringBuilder(query.length() + 16).append(query, 0, i);
            }
            if (escaped != null) {
                escaped.append(
                        plain ? String.valueOf(c) : URLEncoder.encode(String.valueOf(c), StandardCharsets.UTF_8));
            }
        }
        return escaped == null ? query : escaped.toString();
    }

    public void destroy() {
        container.destroy();
    }

    /** Jersey wants to be configured as a servlet; it needs hardly anything of it. */
    private record Configuration(String name, ServletContext context) implements ServletConfig {
        @Override
        public String getServletName() {
            return name;
        }

        @Override
        public ServletContext getServletContext() {
            return context;
        }

        @Override
        public String getInitParameter(String parameter) {
            return null;
        }

        @Override
        public Enumeration<String> getInitParameterNames() {
            return Collections.emptyEnumeration();
        }
    }
}

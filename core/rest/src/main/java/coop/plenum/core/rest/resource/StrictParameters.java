package coop.plenum.core.rest.resource;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.core.rest.http.Attributes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.model.ResourceMethod;

/**
 * Refuses query parameters that the method does not know: a mistyped filter would else list everything. Refuses dry
 * runs that would not be dry.
 */
public final class StrictParameters implements ContainerRequestFilter {
    public static final String DRY_RUN = "dryRun";

    private final boolean refuseUnknown;
    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    /** @param refuseUnknown false for modules, which may read parameters in ways of their own */
    public StrictParameters(boolean refuseUnknown) {
        this.refuseUnknown = refuseUnknown;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Set<String> given = request.getUriInfo().getQueryParameters().keySet();
        if (given.isEmpty() || !(request.getUriInfo() instanceof ExtendedUriInfo uri)) {
            return;
        }
        ResourceMethod method = uri.getMatchedResourceMethod();
        if (method == null) {
            return;
        }
        Set<String> names = known.computeIfAbsent(method.getInvocable().getHandlingMethod(), key -> names(method));
        if (given.contains(DRY_RUN)
                && !names.contains(DRY_RUN)
                && request.getProperty(Attributes.ROLLED_BACK) == null) {
            throw PlenumException.invalid(
                    "dry-run-unsupported", "This request cannot be tried without doing it. Leave out dryRun.");
        }
        if (refuseUnknown) {
            refuseUnknown(given, names);
        }
    }

    private static void refuseUnknown(Set<String> given, Set<String> names) {
        List<Violation> unknown = given.stream()
                .filter(name -> !names.contains(name) && !name.equals(DRY_RUN) && !name.equals("fields"))
                .map(name -> new Violation("", "unknown-parameter", "\"" + name + "\" is not known here."))
                .toList();
        if (!unknown.isEmpty()) {
            throw PlenumException.invalid(
                    "unknown-parameter",
                    unknown.get(0).message() + " Known are " + new TreeSet<>(names) + ".",
                    unknown);
        }
    }

    private static Set<String> names(ResourceMethod method) {
        Set<String> names = new HashSet<>();
        for (Parameter parameter : method.getInvocable().getParameters()) {
            if (parameter.getSource() == Parameter.Source.QUERY) {
                names.add(parameter.getSourceName());
            }
        }
        return names;
    }
}

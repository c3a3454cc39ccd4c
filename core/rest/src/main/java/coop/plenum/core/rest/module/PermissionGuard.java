package coop.plenum.core.rest.module;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.RequiresPermission;
import coop.plenum.api.access.RequiresSignIn;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.core.rest.http.Attributes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.model.ResourceMethod;

/** Lets a request into a module's method only under the rule that the method declares; without one nobody. */
final class PermissionGuard implements ContainerRequestFilter {
    /** In this order, where an element has both. */
    private static final List<Class<? extends Annotation>> RULES =
            List.of(RequiresPermission.class, RequiresSignIn.class);

    private final AccessService access;

    PermissionGuard(AccessService access) {
        this.access = access;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Optional<Annotation> rule = rule(request);
        if (rule.isEmpty() || !(request.getProperty(Attributes.CALLER) instanceof Caller caller)) {
            throw new PlenumException(
                    PlenumException.Category.DENIED,
                    "permission-undeclared",
                    "The module does not say which permission this needs, so nobody may. Report it to its publisher.");
        }
        if (rule.get() instanceof RequiresPermission required) {
            require(caller, required);
        }
    }

    private void require(Caller caller, RequiresPermission required) {
        boolean somewhere = required.anywhere()
                && !(access.scope(caller, required.value()) instanceof SpaceScope.Within within
                        && within.spaces().isEmpty());
        if (!somewhere) {
            access.require(caller, required.value(), AccessService.ROOT_SPACE);
        }
    }

    /** What the method says, or else its class. */
    private static Optional<Annotation> rule(ContainerRequestContext request) {
        ResourceMethod matched =
                request.getUriInfo() instanceof ExtendedUriInfo uri ? uri.getMatchedResourceMethod() : null;
        if (matched == null) {
            return Optional.empty();
        }
        Invocable invocable = matched.getInvocable();
        return Stream.of(invocable.getHandlingMethod(), invocable.getHandler().getHandlerClass())
                .flatMap(PermissionGuard::rules)
                .findFirst();
    }

    private static Stream<Annotation> rules(AnnotatedElement element) {
        return RULES.stream().<Annotation>map(element::getAnnotation).filter(Objects::nonNull);
    }
}

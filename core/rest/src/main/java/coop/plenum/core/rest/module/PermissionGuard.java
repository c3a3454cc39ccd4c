package coop.plenum.core.rest.module;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.RequiresPermission;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.core.rest.http.Attributes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.lang.reflect.Method;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.jspecify.annotations.Nullable;

/** Lets a request into a module's method only with the permission that the method declares; without one nobody. */
final class PermissionGuard implements ContainerRequestFilter {
    private final AccessService access;

    PermissionGuard(AccessService access) {
        this.access = access;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        RequiresPermission required = required(request);
        if (required == null || !(request.getProperty(Attributes.CALLER) instanceof Caller caller)) {
            throw new PlenumException(
                    PlenumException.Category.DENIED,
                    "permission-undeclared",
                    "The module does not say which permission this needs, so nobody may. Report it to its publisher.");
        }
        boolean somewhere = required.anywhere()
                && !(access.scope(caller, required.value()) instanceof SpaceScope.Within within
                        && within.spaces().isEmpty());
        if (!somewhere) {
            access.require(caller, required.value(), AccessService.ROOT_SPACE);
        }
    }

    private static @Nullable RequiresPermission required(ContainerRequestContext request) {
        ResourceMethod matched =
                request.getUriInfo() instanceof ExtendedUriInfo uri ? uri.getMatchedResourceMethod() : null;
        if (matched == null) {
            return null;
        }
        Invocable invocable = matched.getInvocable();
        Method method = invocable.getHandlingMethod();
        RequiresPermission onMethod = method.getAnnotation(RequiresPermission.class);
        return onMethod != null
                ? onMethod
                : invocable.getHandler().getHandlerClass().getAnnotation(RequiresPermission.class);
    }
}

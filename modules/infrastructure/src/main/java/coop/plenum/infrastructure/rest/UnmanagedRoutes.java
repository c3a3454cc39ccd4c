package coop.plenum.infrastructure.rest;

import coop.plenum.api.access.RequiresPermission;
import coop.plenum.infrastructure.unmanaged.Unmanaged;
import coop.plenum.infrastructure.unmanaged.Unmanaged.Warned;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Resources that nobody manages and a rule tells of. */
@Component(service = UnmanagedRoutes.class, property = "osgi.jakartars.resource=true")
@Path("unmanaged")
@Produces(MediaType.APPLICATION_JSON)
public final class UnmanagedRoutes {
    private static final int MOST = 1_000;

    private final Unmanaged unmanaged;

    @Activate
    public UnmanagedRoutes(@Reference Unmanaged unmanaged) {
        this.unmanaged = unmanaged;
    }

    @GET
    @RequiresPermission("infrastructure.resource.view")
    public Map<String, Object> list(
            @QueryParam("space") @Nullable String space, @Context ContainerRequestContext request) {
        return Map.of(
                "items",
                unmanaged
                        .warned(
                                Requests.caller(request),
                                Optional.ofNullable(space)
                                        .filter(text -> !text.isBlank())
                                        .map(Requests::id),
                                MOST)
                        .stream()
                        .map(UnmanagedRoutes::json)
                        .toList());
    }

    private static Map<String, Object> json(Warned warned) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", warned.item().id().toString());
        json.put("type", warned.item().type());
        json.put("space", warned.item().space().toString());
        json.put("title", warned.item().title());
        json.put("connection", warned.connection().toString());
        json.put("createdAt", warned.item().createdAt().toString());
        json.put("rule", Map.of("id", warned.ruleId().toString(), "title", warned.rule()));
        return json;
    }
}

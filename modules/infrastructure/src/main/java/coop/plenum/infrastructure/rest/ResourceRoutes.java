package coop.plenum.infrastructure.rest;

import coop.plenum.api.access.RequiresPermission;
import coop.plenum.infrastructure.resource.ResourceActions;
import coop.plenum.infrastructure.resource.ResourceActions.Offer;
import coop.plenum.infrastructure.resource.Resources;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** One resource: what can be done with it, doing it, and looking at it anew. */
@Component(service = ResourceRoutes.class, property = "osgi.jakartars.resource=true")
@Path("resources/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ResourceRoutes {
    private final Resources resources;
    private final ResourceActions actions;

    @Activate
    public ResourceRoutes(@Reference Resources resources, @Reference ResourceActions actions) {
        this.resources = resources;
        this.actions = actions;
    }

    @GET
    @Path("actions")
    @RequiresPermission("infrastructure.resource.view")
    public Map<String, Object> actions(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return Map.of(
                "items",
                actions.offers(Requests.caller(request), Requests.id(id)).stream()
                        .map(ResourceRoutes::json)
                        .toList());
    }

    @POST
    @Path("actions/{name}")
    @RequiresPermission("infrastructure.resource.act")
    public Response act(
            @PathParam("id") String id,
            @PathParam("name") String name,
            @Nullable Map<String, Object> body,
            @Context ContainerRequestContext request) {
        Body read = new Body(body);
        var parameters = read.object("parameters");
        read.check();
        return Requests.accepted(actions.take(Requests.caller(request), Requests.id(id), name, parameters));
    }

    @POST
    @Path("observe")
    @Consumes(MediaType.WILDCARD)
    @RequiresPermission("infrastructure.resource.act")
    public Map<String, Object> observe(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return Map.of("present", resources.observe(Requests.caller(request), Requests.id(id)));
    }

    private static Map<String, Object> json(Offer offer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", offer.action().name());
        json.put("title", offer.action().title());
        json.put("description", offer.action().description());
        json.put("disruptive", offer.action().disruptive());
        json.put("parameters", Forms.fields(offer.action().parameters()));
        json.put("approval", offer.approval());
        offer.unavailable().ifPresent(why -> json.put("unavailable", why));
        return json;
    }
}

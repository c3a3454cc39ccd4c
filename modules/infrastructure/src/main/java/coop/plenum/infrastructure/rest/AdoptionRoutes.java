package coop.plenum.infrastructure.rest;

import coop.plenum.api.access.RequiresPermission;
import coop.plenum.api.content.Item;
import coop.plenum.infrastructure.adopt.Adoptions;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Taking resources under management: one, or all that match a filter. */
@Component(service = AdoptionRoutes.class, property = "osgi.jakartars.resource=true")
@Path("adoptions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresPermission("infrastructure.resource.act")
public final class AdoptionRoutes {
    private final Adoptions adoptions;

    @Activate
    public AdoptionRoutes(@Reference Adoptions adoptions) {
        this.adoptions = adoptions;
    }

    @POST
    public Response adopt(@Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Body read = new Body(body);
        String reason = read.text("reason").orElse("");
        Optional<UUID> item = read.id("item");
        if (item.isPresent()) {
            read.check();
            return Response.ok(json(adoptions.adopt(Requests.caller(request), item.get(), reason)))
                    .build();
        }
        Optional<String> type = read.text("type");
        if (type.isEmpty()) {
            read.wrong("item", "The id of an item is expected, or \"type\" with a \"filter\".");
        }
        String filter = read.text("filter").orElse("");
        Optional<UUID> space = read.id("space");
        read.check();
        return Requests.accepted(adoptions.adoptAll(Requests.caller(request), type.orElse(""), filter, space, reason));
    }

    @DELETE
    @Path("{item}")
    @Consumes(MediaType.WILDCARD)
    public Map<String, Object> release(@PathParam("item") String item, @Context ContainerRequestContext request) {
        return json(adoptions.release(Requests.caller(request), Requests.id(item), ""));
    }

    private static Map<String, Object> json(Item item) {
        return Map.of(
                "item", item.id().toString(),
                "managed",
                        item.management()
                                .filter(management -> management.managed())
                                .isPresent(),
                "revision", item.revision());
    }
}

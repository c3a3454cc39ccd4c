package coop.plenum.core.rest.resource;

import coop.plenum.api.Page;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Space;
import coop.plenum.api.access.Spaces;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;

/** The tree of spaces. */
@Path("spaces")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SpacesResource {
    private static final String KIND = "space";

    private final Spaces spaces;

    public SpacesResource(Spaces spaces) {
        this.spaces = spaces;
    }

    record Creation(Optional<UUID> parent, Space.Kind kind, String name, Optional<String> title) {}

    record Patch(Optional<String> name, Optional<String> title) {}

    @GET
    @Endpoint(value = "List the spaces you may see, parents first", answers = Space.class, list = true)
    public Page<Space> list(@Context Caller caller) {
        return Answers.all(spaces.list(caller));
    }

    @POST
    @Endpoint(value = "Create a space", answers = Space.class, status = 201)
    public Response create(@Context Caller caller, Creation body) {
        Space space = spaces.create(
                caller,
                body.parent().orElse(AccessService.ROOT_SPACE),
                body.kind(),
                body.name(),
                body.title().orElse(body.name()));
        return Answers.created("spaces/" + space.id(), space, space.revision());
    }

    @GET
    @Path("{id}")
    @Endpoint(value = "Get a space", answers = Space.class)
    public Response get(@Context Caller caller, @Context HttpHeaders headers, @PathParam("id") UUID id) {
        Space space = find(caller, id);
        return Answers.read(headers, space, space.revision());
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Endpoint(value = "Rename a space", answers = Space.class)
    public Response change(@Context Caller caller, @Context HttpHeaders headers, @PathParam("id") UUID id, Patch body) {
        Space now = find(caller, id);
        Space space = spaces.update(
                caller,
                id,
                Answers.expected(headers),
                body.name().orElse(now.name()),
                body.title().orElse(now.title()));
        return Answers.changed(space, space.revision());
    }

    @DELETE
    @Path("{id}")
    @Endpoint(value = "Delete an empty space", status = 204)
    public Response delete(@Context Caller caller, @Context HttpHeaders headers, @PathParam("id") UUID id) {
        spaces.delete(caller, id, Answers.expected(headers));
        return Answers.gone();
    }

    private Space find(Caller caller, UUID id) {
        return spaces.find(caller, id).orElseThrow(Answers.missing(KIND, id));
    }
}

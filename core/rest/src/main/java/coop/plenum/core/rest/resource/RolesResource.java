package coop.plenum.core.rest.resource;

import coop.plenum.api.Page;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Role;
import coop.plenum.api.access.Roles;
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
import java.util.Set;
import java.util.UUID;

/** Roles. */
@Path("roles")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class RolesResource {
    private final Roles roles;

    public RolesResource(Roles roles) {
        this.roles = roles;
    }

    record Creation(String name, Optional<String> title, Set<String> permissions) {}

    record Patch(Optional<String> title, Optional<Set<String>> permissions) {}

    @GET
    @Endpoint(value = "List roles", answers = Role.class, list = true)
    public Page<Role> list(@Context Caller caller) {
        return Answers.all(roles.list(caller));
    }

    @POST
    @Endpoint(value = "Create a role", answers = Role.class, status = 201)
    public Response create(@Context Caller caller, Creation body) {
        Role role = roles.create(caller, body.name(), body.title().orElse(body.name()), body.permissions());
        return Answers.created("roles/" + role.id(), role, role.revision());
    }

    @GET
    @Path("{id}")
    @Endpoint(value = "Get a role", answers = Role.class)
    public Response get(@Context Caller caller, @Context HttpHeaders headers, @PathParam("id") UUID id) {
        Role role = find(caller, id);
        return Answers.read(headers, role, role.revision());
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Endpoint(value = "Change a role; permissions are given all anew", answers = Role.class)
    public Response change(@Context Caller caller, @Context HttpHeaders headers, @PathParam("id") UUID id, Patch body) {
        Role now = find(caller, id);
        Role role = roles.update(
                caller,
                id,
                Answers.expected(headers),
                body.title().orElse(now.title()),
                body.permissions().orElse(now.permissions()));
        return Answers.changed(role, role.revision());
    }

    @DELETE
    @Path("{id}")
    @Endpoint(value = "Delete a role that nobody holds", status = 204)
    public Response delete(@Context Caller caller, @Context HttpHeaders headers, @PathParam("id") UUID id) {
        roles.delete(caller, id, Answers.expected(headers));
        return Answers.gone();
    }

    private Role find(Caller caller, UUID id) {
        return roles.list(caller).stream()
                .filter(role -> role.id().equals(id))
                .findFirst()
                .orElseThrow(Answers.missing("role", id));
    }
}

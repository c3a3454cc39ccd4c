package coop.plenum.core.rest.resource;

import coop.plenum.api.Page;
import coop.plenum.api.access.Accounts;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Group;
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

/** Groups of users. */
@Path("groups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class GroupsResource {
    private final Accounts accounts;

    public GroupsResource(Accounts accounts) {
        this.accounts = accounts;
    }

    record Creation(String name, Optional<String> title) {}

    record Patch(Optional<String> title) {}

    @GET
    @Endpoint(value = "List groups", answers = Group.class, list = true)
    public Page<Group> list(@Context Caller caller) {
        return Answers.all(accounts.groups(caller));
    }

    @POST
    @Endpoint(value = "Create a group", answers = Group.class, status = 201)
    public Response create(@Context Caller caller, Creation body) {
        Group group = accounts.createGroup(caller, body.name(), body.title().orElse(body.name()));
        return Answers.created("groups/" + group.id(), group, group.revision());
    }

    @GET
    @Path("{id}")
    @Endpoint(value = "Get a group", answers = Group.class)
    public Response get(@Context Caller caller, @Context HttpHeaders headers, @PathParam("id") UUID id) {
        Group group = find(caller, id);
        return Answers.read(headers, group, group.revision());
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Endpoint(value = "Change a group's title", answers = Group.class)
    public Response change(@Context Caller caller, @Context HttpHeaders headers, @PathParam("id") UUID id, Patch body) {
        long expected = Answers.expected(headers);
        Group group = accounts.updateGroup(
                caller,
                id,
                expected,
                body.title().orElseGet(() -> find(caller, id).title()));
        return Answers.changed(group, group.revision());
    }

    @DELETE
    @Path("{id}")
    @Endpoint(value = "Delete a group", status = 204)
    public Response delete(@Context Caller caller, @Context HttpHeaders headers, @PathParam("id") UUID id) {
        accounts.deleteGroup(caller, id, Answers.expected(headers));
        return Answers.gone();
    }

    private Group find(Caller caller, UUID id) {
        return accounts.groups(caller).stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(Answers.missing("group", id));
    }
}

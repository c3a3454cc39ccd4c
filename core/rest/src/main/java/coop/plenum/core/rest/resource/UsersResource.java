package coop.plenum.core.rest.resource;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.access.Accounts;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.User;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Local accounts. */
@Path("users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class UsersResource {
    private static final String KIND = "user";

    private final Accounts accounts;

    public UsersResource(Accounts accounts) {
        this.accounts = accounts;
    }

    @SuppressWarnings("ArrayRecordComponent") // a password that can be wiped
    record Creation(String login, Optional<String> displayName, Optional<String> email, char[] password) {}

    record Patch(
            Optional<String> displayName,
            Optional<String> email,
            Optional<Boolean> enabled,
            Optional<Set<UUID>> groups) {}

    @SuppressWarnings("ArrayRecordComponent") // a password that can be wiped
    record PasswordChange(Optional<char[]> current, char[] replacement) {}

    @GET
    @Endpoint(value = "List users", answers = User.class, list = true)
    public Page<User> list(
            @Context Caller caller,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("after") @Nullable String after) {
        return accounts.users(caller, new PageRequest(limit, Optional.ofNullable(after)));
    }

    @POST
    @Endpoint(value = "Create a user", answers = User.class, status = 201)
    public Response create(@Context Caller caller, Creation body) {
        try {
            User user = accounts.create(
                    caller, body.login(), body.displayName().orElse(body.login()), body.email(), body.password());
            return Answers.created("users/" + user.id(), user, user.revision());
        } finally {
            Arrays.fill(body.password(), ' ');
        }
    }

    @GET
    @Path("{id}")
    @Endpoint(value = "Get a user", answers = User.class)
    public Response get(@Context Caller caller, @Context HttpHeaders headers, @PathParam("id") UUID id) {
        User user = accounts.user(caller, id).orElseThrow(Answers.missing(KIND, id));
        return Answers.read(headers, user, user.revision());
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Endpoint(value = "Change a user", answers = User.class)
    public Response change(@Context Caller caller, @Context HttpHeaders headers, @PathParam("id") UUID id, Patch body) {
        User user = accounts.update(
                caller, id, Answers.expected(headers), body.displayName(), body.email(), body.enabled(), body.groups());
        return Answers.changed(user, user.revision());
    }

    @POST
    @Path("{id}/password")
    @Endpoint(value = "Change a password; your own needs the current one", status = 204)
    public Response changePassword(@Context Caller caller, @PathParam("id") UUID id, PasswordChange body) {
        try {
            accounts.changePassword(caller, id, body.current(), body.replacement());
            return Answers.gone();
        } finally {
            body.current().ifPresent(password -> Arrays.fill(password, ' '));
            Arrays.fill(body.replacement(), ' ');
        }
    }

    @DELETE
    @Path("{id}")
    @Endpoint(value = "Delete a user", status = 204)
    public Response delete(@Context Caller caller, @Context HttpHeaders headers, @PathParam("id") UUID id) {
        accounts.delete(caller, id, Answers.expected(headers));
        return Answers.gone();
    }
}

package coop.plenum.core.rest.resource;

import coop.plenum.api.Page;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.ApiToken;
import coop.plenum.api.access.ApiTokens;
import coop.plenum.api.access.Caller;
import coop.plenum.core.rest.http.Attributes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/** API tokens. */
@Path("tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class TokensResource {
    private static final Duration DEFAULT_LIFETIME = Duration.ofDays(90);

    private final ApiTokens tokens;

    public TokensResource(ApiTokens tokens) {
        this.tokens = tokens;
    }

    record Creation(String name, Set<String> permissions, Optional<UUID> space, Optional<Duration> lifetime) {
        @SuppressWarnings("ConstantConditions") // what the body leaves out arrives as null
        Creation {
            permissions = permissions == null ? Set.of() : permissions;
        }
    }

    /** @param secret shown this once */
    record Issued(ApiToken token, String secret) {}

    @GET
    @Endpoint(value = "List your API tokens, or another user's", answers = ApiToken.class, list = true)
    public Page<ApiToken> list(@Context Caller caller, @QueryParam("user") @Nullable UUID user) {
        return Answers.all(tokens.list(caller, user == null ? caller.subject().id() : user));
    }

    @POST
    @Endpoint(value = "Issue an API token; its secret is shown this once", answers = Issued.class, status = 201)
    public Response create(@Context Caller caller, @Context ContainerRequest request, Creation body) {
        request.setProperty(Attributes.NOT_REPLAYABLE, true);
        ApiTokens.Issued issued = tokens.issue(
                caller,
                body.name(),
                body.permissions(),
                body.space().orElse(AccessService.ROOT_SPACE),
                body.lifetime().orElse(DEFAULT_LIFETIME));
        return Answers.created("tokens/" + issued.token().id(), new Issued(issued.token(), issued.secret()));
    }

    @DELETE
    @Path("{id}")
    @Endpoint(value = "Revoke an API token", status = 204)
    public Response delete(@Context Caller caller, @PathParam("id") UUID id) {
        tokens.revoke(caller, id);
        return Answers.gone();
    }
}

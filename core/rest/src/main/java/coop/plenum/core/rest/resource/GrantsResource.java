package coop.plenum.core.rest.resource;

import coop.plenum.api.Page;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Grant;
import coop.plenum.api.access.Grants;
import coop.plenum.api.access.Subject;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Grants: who holds which role where. They are made and revoked, never changed. */
@Path("grants")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class GrantsResource {
    private final Grants grants;

    public GrantsResource(Grants grants) {
        this.grants = grants;
    }

    record Creation(Optional<Subject.Kind> kind, UUID subject, UUID role, Optional<UUID> space) {}

    @GET
    @Endpoint(value = "List grants", answers = Grant.class, list = true)
    public Page<Grant> list(@Context Caller caller, @QueryParam("subject") @Nullable UUID subject) {
        return Answers.all(grants.list(caller, Optional.ofNullable(subject)));
    }

    @POST
    @Endpoint(value = "Grant a role in a space and all below it", answers = Grant.class, status = 201)
    public Response create(@Context Caller caller, Creation body) {
        Grant grant = grants.grant(
                caller,
                body.kind().orElse(Subject.Kind.USER),
                body.subject(),
                body.role(),
                body.space().orElse(AccessService.ROOT_SPACE));
        return Answers.created("grants/" + grant.id(), grant);
    }

    @GET
    @Path("{id}")
    @Endpoint(value = "Get a grant", answers = Grant.class)
    public Grant get(@Context Caller caller, @PathParam("id") UUID id) {
        return grants.list(caller, Optional.empty()).stream()
                .filter(grant -> grant.id().equals(id))
                .findFirst()
                .orElseThrow(Answers.missing("grant", id));
    }

    @DELETE
    @Path("{id}")
    @Endpoint(value = "Revoke a grant", status = 204)
    public Response delete(@Context Caller caller, @PathParam("id") UUID id) {
        grants.revoke(caller, id);
        return Answers.gone();
    }
}

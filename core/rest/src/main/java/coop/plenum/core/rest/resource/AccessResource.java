package coop.plenum.core.rest.resource;

import coop.plenum.api.Page;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Grants;
import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.access.Spaces;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Why something is allowed or not, and what can be granted. */
@Path("access")
@Produces(MediaType.APPLICATION_JSON)
public final class AccessResource {
    private final AccessService access;
    private final Spaces spaces;
    private final Grants grants;
    private final Permissions permissions;

    public AccessResource(AccessService access, Spaces spaces, Grants grants, Permissions permissions) {
        this.access = access;
        this.spaces = spaces;
        this.grants = grants;
        this.permissions = permissions;
    }

    /** @param permissions names, in their order */
    record Held(UUID space, List<String> permissions) {}

    @GET
    @Path("explain")
    @Endpoint(value = "Explain whether a subject may do something somewhere", answers = Decision.class)
    public Decision explain(
            @Context Caller caller,
            @QueryParam("subject") @Nullable UUID subject,
            @QueryParam("permission") @Nullable String permission,
            @QueryParam("space") @Nullable UUID space) {
        if (permission == null) {
            throw PlenumException.invalid("missing-parameter", "The parameter \"permission\" is required.");
        }
        return grants.explain(
                caller,
                subject == null ? caller.subject().id() : subject,
                permission,
                space == null ? AccessService.ROOT_SPACE : space);
    }

    @GET
    @Path("permissions")
    @Endpoint(value = "List the permissions that exist", answers = Permission.class, list = true)
    public Page<Permission> permissions() {
        return Answers.all(permissions.all());
    }

    @GET
    @Path("permissions/mine")
    @Endpoint(
            value = "List the permissions that the caller holds in a space, the root if none is named",
            answers = Held.class)
    public Held mine(@Context Caller caller, @QueryParam("space") @Nullable UUID space) {
        UUID where = space == null ? AccessService.ROOT_SPACE : space;
        if (space != null && spaces.find(caller, space).isEmpty()) {
            throw Answers.missing("space", space).get();
        }
        return new Held(
                where,
                permissions.all().stream()
                        .map(Permission::name)
                        .filter(name -> access.decide(caller, name, where).allowed())
                        .sorted()
                        .toList());
    }
}

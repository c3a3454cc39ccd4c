package coop.plenum.core.rest.resource;

import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.core.rest.SystemHealth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** The platform's own health. */
@Path("system")
@Produces(MediaType.APPLICATION_JSON)
public final class SystemResource {
    private final AccessService access;
    private final SystemHealth health;

    public SystemResource(AccessService access, SystemHealth health) {
        this.access = access;
        this.health = health;
    }

    @GET
    @Path("health")
    @Endpoint(value = "Tell what works, per module and component", answers = SystemHealth.Report.class)
    public SystemHealth.Report health(@Context Caller caller) {
        access.require(caller, SystemHealth.PERMISSION, AccessService.ROOT_SPACE);
        return health.report();
    }
}

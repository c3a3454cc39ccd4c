package coop.plenum.core.rest.resource;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.core.rest.ServerLog;
import coop.plenum.core.rest.SystemHealth;
import coop.plenum.core.rest.SystemInfo;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The platform's own health, what it runs on, and its log. */
@Path("system")
@Produces(MediaType.APPLICATION_JSON)
public final class SystemResource {
    private final AccessService access;
    private final SystemHealth health;
    private final SystemInfo info;
    private final ServerLog log;

    public SystemResource(AccessService access, SystemHealth health, SystemInfo info, ServerLog log) {
        this.access = access;
        this.health = health;
        this.info = info;
        this.log = log;
    }

    @GET
    @Path("health")
    @Endpoint(value = "Tell what works, per module and component", answers = SystemHealth.Report.class)
    public SystemHealth.Report health(@Context Caller caller) {
        access.require(caller, SystemHealth.PERMISSION, AccessService.ROOT_SPACE);
        return health.report();
    }

    @GET
    @Path("info")
    @Endpoint(value = "Tell what runs here, on what, and since when", answers = SystemInfo.Snapshot.class)
    public SystemInfo.Snapshot info(@Context Caller caller) {
        access.require(caller, SystemHealth.PERMISSION, AccessService.ROOT_SPACE);
        return info.now();
    }

    @GET
    @Path("logs")
    @Endpoint(
            value = "List the latest lines of the server's log, newest first",
            answers = ServerLog.Line.class,
            list = true)
    public Page<ServerLog.Line> logs(
            @Context Caller caller,
            @QueryParam("level") ServerLog.@Nullable Level level,
            @QueryParam("text") @Nullable String text,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("after") @Nullable String after) {
        access.require(caller, ServerLog.PERMISSION, AccessService.ROOT_SPACE);
        return log.latest(level, text, new PageRequest(limit, Optional.ofNullable(after)));
    }
}

package coop.plenum.baremetal.scan;

import coop.plenum.api.access.Caller;
import coop.plenum.api.access.RequiresPermission;
import coop.plenum.api.operation.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Scans over REST: started here, watched as operations, whose result is what was found. */
@Component(service = ScanRoutes.class, property = "osgi.jakartars.resource=true")
@Path("scans")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ScanRoutes {
    private final Scans scans;

    @Activate
    public ScanRoutes(@Reference Scans scans) {
        this.scans = scans;
    }

    @POST
    @RequiresPermission(Scans.PERMISSION)
    public Response start(@Nullable Map<String, Object> body, @Context Caller caller) {
        Operation operation = scans.start(caller, ScanRequest.read(body == null ? Map.of() : body));
        return Response.accepted(Map.of("id", operation.id().toString(), "title", operation.title()))
                .header("Location", "/api/v1/operations/" + operation.id())
                .build();
    }
}

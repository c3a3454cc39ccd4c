package coop.plenum.example;

import coop.plenum.api.access.RequiresPermission;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A route of the module's own: {@code /api/v1/ext/example/status}. */
@Component(service = StatusRoute.class, property = "osgi.jakartars.resource=true")
@Path("status")
@Produces(MediaType.APPLICATION_JSON)
public final class StatusRoute {
    private final SimulatorFactory simulator;

    @Activate
    public StatusRoute(@Reference SimulatorFactory simulator) {
        this.simulator = simulator;
    }

    @GET
    @RequiresPermission("example.status.view")
    public Map<String, Object> status() {
        return Map.of("status", "ok", "provider", simulator.describe().name(), "worlds", simulator.worlds());
    }
}

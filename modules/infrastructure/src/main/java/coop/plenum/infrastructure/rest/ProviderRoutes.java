package coop.plenum.infrastructure.rest;

import coop.plenum.api.access.RequiresPermission;
import coop.plenum.infrastructure.connection.Connections;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which kinds of remote systems can be connected. */
@Component(service = ProviderRoutes.class, property = "osgi.jakartars.resource=true")
@Path("providers")
@Produces(MediaType.APPLICATION_JSON)
public final class ProviderRoutes {
    private final Connections connections;

    @Activate
    public ProviderRoutes(@Reference Connections connections) {
        this.connections = connections;
    }

    @GET
    @RequiresPermission("infrastructure.connection.view")
    public Map<String, Object> list() {
        return Map.of(
                "items", connections.providers().stream().map(Forms::provider).toList());
    }
}

package coop.plenum.blueprint.rest;

import coop.plenum.api.access.RequiresPermission;
import coop.plenum.blueprint.port.AnsibleImport;
import coop.plenum.blueprint.port.Export;
import coop.plenum.blueprint.port.TerraformImport;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Blueprints from elsewhere: the text is answered, and stored by who wants to keep it. */
@Component(service = PortRoutes.class, property = "osgi.jakartars.resource=true")
@Path("")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class PortRoutes {
    private final Export export;
    private final TerraformImport terraform;
    private final AnsibleImport ansible;

    @Activate
    public PortRoutes(
            @Reference Export export, @Reference TerraformImport terraform, @Reference AnsibleImport ansible) {
        this.export = export;
        this.terraform = terraform;
        this.ansible = ansible;
    }

    @POST
    @Path("export")
    @RequiresPermission("blueprint.blueprint.view")
    public Map<String, Object> export(@Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Body read = new Body(body);
        String name = read.text("name").orElse("exported");
        List<UUID> items = read.idList("items");
        Optional<String> type = read.text("type");
        String filter = read.text("filter").orElse("");
        if (read.has("items") == type.isPresent()) {
            read.wrong("items", "A list of ids is expected, or else \"type\" with or without a \"filter\".");
        }
        read.check();
        return type.isPresent()
                ? export.of(Requests.caller(request), name, type.get(), filter)
                : export.of(Requests.caller(request), name, items);
    }

    @POST
    @Path("import/terraform")
    @RequiresPermission("blueprint.blueprint.create")
    public Map<String, Object> terraform(@Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Body read = new Body(body);
        String name = read.text("name").orElse("imported");
        var state = read.object("state");
        Optional<UUID> connection = read.id("connection");
        if (!read.has("state")) {
            read.wrong("state", "The state file is expected, as a JSON object.");
        }
        read.check();
        return terraform.read(Requests.caller(request), name, state, connection);
    }

    @POST
    @Path("import/ansible")
    @RequiresPermission("blueprint.blueprint.create")
    public Map<String, Object> ansible(@Nullable Map<String, Object> body) {
        Body read = new Body(body);
        String name = read.text("name").orElse("imported");
        String inventory = read.requiredText("inventory");
        read.check();
        return ansible.read(name, inventory);
    }
}

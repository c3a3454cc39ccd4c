package coop.plenum.blueprint.rest;

import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.RequiresPermission;
import coop.plenum.blueprint.deploy.Blueprints;
import coop.plenum.blueprint.deploy.Deployments;
import coop.plenum.blueprint.deploy.Deployments.Drafted;
import coop.plenum.blueprint.language.Blueprint;
import coop.plenum.blueprint.language.BlueprintReader;
import coop.plenum.blueprint.language.BlueprintReader.Reading;
import coop.plenum.blueprint.language.Form;
import coop.plenum.blueprint.language.Problem;
import coop.plenum.blueprint.language.Template;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Blueprints: whether a text is one, what it asks for, deploying it. They are stored as items. */
@Component(service = BlueprintRoutes.class, property = "osgi.jakartars.resource=true")
@Path("blueprints")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class BlueprintRoutes {
    private final BlueprintReader reader;
    private final Blueprints blueprints;
    private final Deployments deployments;

    @Activate
    public BlueprintRoutes(
            @Reference BlueprintReader reader, @Reference Blueprints blueprints, @Reference Deployments deployments) {
        this.reader = reader;
        this.blueprints = blueprints;
        this.deployments = deployments;
    }

    @POST
    @Path("validate")
    @RequiresPermission("blueprint.blueprint.view")
    public Map<String, Object> validate(@Nullable Map<String, Object> body) {
        Body read = new Body(body);
        String source = read.requiredText("source");
        read.check();
        Reading reading = reader.examine(source);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("valid", reading.problems().isEmpty());
        json.put(
                "problems",
                reading.problems().stream().map(BlueprintRoutes::json).toList());
        json.putAll(form(reading.blueprint()));
        return json;
    }

    private static Map<String, Object> json(Problem problem) {
        return Map.of(
                "line", problem.place().line(),
                "column", problem.place().column(),
                "pointer", problem.pointer(),
                "code", problem.code(),
                "message", problem.message());
    }

    private static Map<String, Object> form(Blueprint blueprint) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", blueprint.name());
        json.put("description", blueprint.description());
        json.put("items", blueprint.items().keySet().stream().toList());
        json.put("includes", blueprint.includes().keySet().stream().toList());
        TreeSet<String> connections = new TreeSet<>();
        blueprint
                .items()
                .values()
                .forEach(entry -> connections.add(entry.connection()
                        .map(template ->
                                template instanceof Template.Literal literal ? String.valueOf(literal.value()) : "")
                        .orElse("default")));
        connections.remove("");
        json.put("connections", connections.stream().toList());
        json.put("schema", Form.of(blueprint.parameters()));
        return json;
    }

    @GET
    @Path("{id}/form")
    @Consumes(MediaType.WILDCARD)
    @RequiresPermission("blueprint.blueprint.view")
    public Map<String, Object> form(@PathParam("id") String id, @Context ContainerRequestContext request) {
        Caller caller = Requests.caller(request);
        return form(blueprints.read(blueprints.find(caller, Requests.id(id))).blueprint());
    }

    @POST
    @Path("{id}/deploy")
    @RequiresPermission("blueprint.deployment.create")
    public Response deploy(
            @PathParam("id") String id, @Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Body read = new Body(body);
        String name = read.requiredText("name");
        Optional<UUID> space = read.id("space");
        Deployments.Wish wish = DeploymentRoutes.wish(read);
        read.check();
        Drafted drafted = deployments.deploy(
                Requests.caller(request), Requests.id(id), name, space.orElse(AccessService.ROOT_SPACE), wish);
        return Response.status(Response.Status.CREATED)
                .header(
                        "Location",
                        "/api/v1/ext/blueprint/deployments/"
                                + drafted.deployment().item().id())
                .entity(DeploymentRoutes.drafted(drafted))
                .build();
    }
}

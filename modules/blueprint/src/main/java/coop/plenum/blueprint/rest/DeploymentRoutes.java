package coop.plenum.blueprint.rest;

import coop.plenum.api.access.Caller;
import coop.plenum.api.access.RequiresPermission;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.blueprint.deploy.Deployment;
import coop.plenum.blueprint.deploy.Deployments;
import coop.plenum.blueprint.deploy.Deployments.Drafted;
import coop.plenum.blueprint.deploy.Deployments.Wish;
import coop.plenum.blueprint.deploy.Outputs;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Deployments: how they are, and what has to change. */
@Component(service = DeploymentRoutes.class, property = "osgi.jakartars.resource=true")
@Path("deployments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class DeploymentRoutes {
    private final ContentService content;
    private final Deployments deployments;
    private final Outputs outputs;

    @Activate
    public DeploymentRoutes(
            @Reference ContentService content, @Reference Deployments deployments, @Reference Outputs outputs) {
        this.content = content;
        this.deployments = deployments;
        this.outputs = outputs;
    }

    /** {@code connection} for a blueprint that needs only one, or {@code connections} by name. */
    static Wish wish(Body body) {
        Map<String, UUID> connections = new LinkedHashMap<>(body.ids("connections"));
        body.id("connection").ifPresent(id -> connections.put("default", id));
        return new Wish(
                connections,
                body.object("parameters").asMap(),
                body.text("reason").orElse(""));
    }

    static Map<String, Object> drafted(Drafted drafted) {
        Map<String, Object> json = json(drafted.deployment());
        drafted.change().ifPresent(change -> {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("id", change.id().toString());
            told.put("title", change.title());
            for (String field : List.of("digest", "status", "plan")) {
                change.values().get(field).ifPresent(value -> told.put(field, value));
            }
            json.put("change", told);
        });
        json.put("unchanged", drafted.change().isEmpty());
        return json;
    }

    private static Map<String, Object> json(Deployment deployment) {
        Item item = deployment.item();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", item.id().toString());
        json.put("title", item.title());
        json.put("space", item.space().toString());
        json.put("blueprint", deployment.blueprint().toString());
        item.values().get("blueprintRevision").ifPresent(number -> json.put("blueprintRevision", number));
        json.put("status", deployment.status());
        deployment.lastChange().ifPresent(change -> json.put("lastChange", change.toString()));
        json.put("parameters", deployment.parameters());
        Map<String, String> connections = new LinkedHashMap<>();
        deployment.connections().forEach((name, id) -> connections.put(name, id.toString()));
        json.put("connections", connections);
        return json;
    }

    @GET
    @Consumes(MediaType.WILDCARD)
    @RequiresPermission("blueprint.deployment.view")
    public Map<String, Object> get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        Caller caller = Requests.caller(request);
        Deployment deployment = deployments.find(caller, Requests.id(id));
        Map<String, Object> json = json(deployment);
        List<Map<String, Object>> items = new ArrayList<>();
        deployment.items().forEach((key, item) -> items.add(item(caller, key, item)));
        json.put("items", items);
        if (!deployment.items().isEmpty()) {
            Outputs.Told told = outputs.of(caller, deployment);
            json.put("outputs", told.values());
            json.put("outputProblems", told.problems());
        }
        return json;
    }

    private Map<String, Object> item(Caller caller, String key, UUID id) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", key);
        json.put("item", id.toString());
        content.find(caller, id).ifPresent(item -> {
            json.put("type", item.type());
            json.put("title", item.title());
        });
        return json;
    }

    @POST
    @Path("update")
    @RequiresPermission("blueprint.deployment.edit")
    public Map<String, Object> update(
            @PathParam("id") String id, @Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Body read = new Body(body);
        Wish wish = wish(read);
        read.check();
        return drafted(deployments.update(Requests.caller(request), Requests.id(id), wish));
    }

    @POST
    @Path("destroy")
    @RequiresPermission("blueprint.deployment.delete")
    public Map<String, Object> destroy(
            @PathParam("id") String id, @Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Body read = new Body(body);
        String reason = read.text("reason").orElse("");
        read.check();
        return drafted(deployments.destroy(Requests.caller(request), Requests.id(id), reason));
    }
}

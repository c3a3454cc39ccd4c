package coop.plenum.infrastructure.rest;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.RequiresPermission;
import coop.plenum.api.content.Item;
import coop.plenum.infrastructure.change.Approvals;
import coop.plenum.infrastructure.change.Approvals.Standing;
import coop.plenum.infrastructure.change.Changes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Changes to one resource at a time: planned, approved where a policy demands it, then applied. */
@Component(service = ChangeRoutes.class, property = "osgi.jakartars.resource=true")
@Path("changes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ChangeRoutes {
    private final Changes changes;
    private final Approvals approvals;

    @Activate
    public ChangeRoutes(@Reference Changes changes, @Reference Approvals approvals) {
        this.changes = changes;
        this.approvals = approvals;
    }

    @POST
    @RequiresPermission("infrastructure.change.create")
    public Response draft(@Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Item change = draft(Requests.caller(request), new Body(body));
        return answer(
                Response.status(Response.Status.CREATED)
                        .header("Location", "/api/v1/ext/infrastructure/changes/" + change.id()),
                change);
    }

    private Item draft(Caller caller, Body body) {
        String kind = body.requiredText("kind");
        String reason = body.text("reason").orElse("");
        switch (kind) {
            case "create" -> {
                UUID connection = body.requiredId("connection");
                String type = body.requiredText("type");
                String title = body.requiredText("title");
                Optional<UUID> space = body.id("space");
                Values values = body.object("values");
                body.check();
                return changes.create(
                        caller, connection, type, space.orElse(AccessService.ROOT_SPACE), title, values, reason);
            }
            case "update" -> {
                UUID item = body.requiredId("item");
                Values values = body.object("values");
                body.check();
                return changes.update(caller, item, values, reason);
            }
            case "delete" -> {
                UUID item = body.requiredId("item");
                body.check();
                return changes.delete(caller, item, reason);
            }
            case "act" -> {
                UUID item = body.requiredId("item");
                String action = body.requiredText("action");
                Values parameters = body.object("parameters");
                body.check();
                return changes.act(caller, item, action, parameters, reason);
            }
            default -> {
                body.wrong("kind", "One of create, update, delete, act is expected.");
                body.check();
                throw new AssertionError("a wrong kind is refused");
            }
        }
    }

    @GET
    @RequiresPermission("infrastructure.change.view")
    public Map<String, Object> awaiting(
            @QueryParam("awaiting") @Nullable String what, @Context ContainerRequestContext request) {
        if (!"approval".equals(what)) {
            throw PlenumException.invalid(
                    "invalid-parameter",
                    "This lists changes with awaiting=approval. For others: /api/v1/items?type=infrastructure.change.");
        }
        return Map.of(
                "items",
                approvals.awaiting(Requests.caller(request)).stream()
                        .map(ChangeRoutes::entry)
                        .toList());
    }

    private static Map<String, Object> entry(Item change) {
        return Map.of(
                "id", change.id().toString(),
                "type", change.type(),
                "space", change.space().toString(),
                "title", change.title(),
                "values", change.values().asMap(),
                "revision", change.revision(),
                "createdAt", change.createdAt().toString(),
                "updatedAt", change.updatedAt().toString());
    }

    @GET
    @Path("{id}")
    @RequiresPermission("infrastructure.change.view")
    public Response get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return answer(Response.ok(), changes.find(Requests.caller(request), Requests.id(id)));
    }

    @POST
    @Path("{id}/apply")
    @RequiresPermission("infrastructure.change.publish")
    public Response apply(
            @PathParam("id") String id, @Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Body read = new Body(body);
        String digest = read.requiredText("digest");
        read.check();
        return Requests.accepted(changes.apply(Requests.caller(request), Requests.id(id), digest));
    }

    @POST
    @Path("{id}/approvals")
    @RequiresPermission(value = "infrastructure.change.approve", anywhere = true)
    public Response approve(
            @PathParam("id") String id, @Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Body read = new Body(body);
        String digest = read.requiredText("digest");
        String comment = read.text("comment").orElse("");
        read.check();
        Caller caller = Requests.caller(request);
        return answer(
                Response.status(Response.Status.CREATED),
                approvals.give(caller, changes.find(caller, Requests.id(id)), digest, comment));
    }

    @DELETE
    @Path("{id}/approvals")
    @Consumes(MediaType.WILDCARD)
    @RequiresPermission(value = "infrastructure.change.approve", anywhere = true)
    public Response withdraw(@PathParam("id") String id, @Context ContainerRequestContext request) {
        Caller caller = Requests.caller(request);
        return answer(Response.ok(), approvals.withdraw(caller, changes.find(caller, Requests.id(id))));
    }

    private Response answer(Response.ResponseBuilder response, Item change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", change.id().toString());
        json.put("space", change.space().toString());
        json.put("title", change.title());
        change.values().forEach((name, value) -> {
            if (value != null) {
                json.put(name, value);
            }
        });
        json.put("approval", approval(change));
        json.put("revision", change.revision());
        json.put("createdAt", change.createdAt().toString());
        json.put("updatedAt", change.updatedAt().toString());
        return response.entity(json).tag(String.valueOf(change.revision())).build();
    }

    private Map<String, Object> approval(Item change) {
        Standing standing = approvals.standing(change);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("needed", standing.needed());
        json.put(
                "counting",
                standing.counting().stream()
                        .map(approval -> Map.of(
                                "by", approval.by().toString(),
                                "name", approval.name(),
                                "at", approval.at().toString(),
                                "comment", approval.comment()))
                        .toList());
        json.put("policies", standing.policies());
        standing.closed().ifPresent(why -> json.put("closed", why));
        return json;
    }
}

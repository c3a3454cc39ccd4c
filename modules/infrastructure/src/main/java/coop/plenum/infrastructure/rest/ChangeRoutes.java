package coop.plenum.infrastructure.rest;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.RequiresPermission;
import coop.plenum.api.content.Item;
import coop.plenum.infrastructure.api.ChangeDraft;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.change.Approvals;
import coop.plenum.infrastructure.change.Approvals.Standing;
import coop.plenum.infrastructure.change.ChangeSet;
import coop.plenum.infrastructure.change.Changes;
import coop.plenum.infrastructure.change.Withheld;
import coop.plenum.infrastructure.changeset.ChangeSets;
import coop.plenum.infrastructure.changeset.Reversal;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Changes to one resource or many: planned, approved where a policy demands it, then applied. */
@Component(service = ChangeRoutes.class, property = "osgi.jakartars.resource=true")
@Path("changes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ChangeRoutes {
    /** What the engine keeps for itself; it is shown with each step. */
    private static final List<String> KEPT = List.of("plan", "steps", "items", "deletions");

    /** The type's internal fields: nobody but the engine is to see them. */
    private static final Set<String> HIDDEN = Set.of("withheld", "late", "progress");

    private final Changes changes;
    private final Approvals approvals;
    private final ChangeSets sets;
    private final Reversal reversal;

    @Activate
    public ChangeRoutes(
            @Reference Changes changes,
            @Reference Approvals approvals,
            @Reference ChangeSets sets,
            @Reference Reversal reversal) {
        this.changes = changes;
        this.approvals = approvals;
        this.sets = sets;
        this.reversal = reversal;
    }

    @POST
    @RequiresPermission("infrastructure.change.create")
    public Response draft(@Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Caller caller = Requests.caller(request);
        return drafted(caller, draft(caller, new Body(body)));
    }

    private Response drafted(Caller caller, Item change) {
        return answer(
                Response.status(Response.Status.CREATED)
                        .header("Location", "/api/v1/ext/infrastructure/changes/" + change.id()),
                caller,
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
                boolean replace = body.flag("replace");
                body.check();
                return changes.update(caller, item, values, replace, reason);
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
            case "set" -> {
                String title = body.requiredText("title");
                Optional<UUID> space = body.id("space");
                List<Step> steps =
                        body.objects("steps").stream().map(StepBody::read).toList();
                body.check();
                return sets.draft(
                        caller, new ChangeDraft(space.orElse(AccessService.ROOT_SPACE), title, steps, reason));
            }
            default -> {
                body.wrong("kind", "One of create, update, delete, act, set is expected.");
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
                "values", values(change),
                "revision", change.revision(),
                "createdAt", change.createdAt().toString(),
                "updatedAt", change.updatedAt().toString());
    }

    private static Map<String, Object> values(Item change) {
        Map<String, Object> values = new LinkedHashMap<>();
        change.values().forEach((name, value) -> {
            if (value != null && !HIDDEN.contains(name) && !(ChangeSet.is(change) && KEPT.contains(name))) {
                values.put(name, value);
            }
        });
        return values;
    }

    @GET
    @Path("{id}")
    @RequiresPermission("infrastructure.change.view")
    public Response get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        Caller caller = Requests.caller(request);
        return answer(Response.ok(), caller, changes.find(caller, Requests.id(id)));
    }

    @POST
    @Path("{id}/apply")
    @RequiresPermission("infrastructure.change.publish")
    public Response apply(
            @PathParam("id") String id, @Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Body read = new Body(body);
        String digest = read.requiredText("digest");
        read.check();
        Caller caller = Requests.caller(request);
        Item change = changes.find(caller, Requests.id(id));
        return Requests.accepted(
                ChangeSet.is(change)
                        ? sets.apply(caller, change.id(), digest)
                        : changes.apply(caller, change.id(), digest));
    }

    @POST
    @Path("{id}/discard")
    @RequiresPermission("infrastructure.change.delete")
    public Response discard(
            @PathParam("id") String id, @Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        new Body(body).check();
        Caller caller = Requests.caller(request);
        return answer(Response.ok(), caller, changes.discard(caller, Requests.id(id)));
    }

    @POST
    @Path("{id}/revert")
    @RequiresPermission("infrastructure.change.create")
    public Response revert(
            @PathParam("id") String id, @Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Body read = new Body(body);
        String reason = read.text("reason").orElse("");
        read.check();
        Caller caller = Requests.caller(request);
        return drafted(caller, reversal.draft(caller, changes.find(caller, Requests.id(id)), reason));
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
                caller,
                approvals.give(caller, changes.find(caller, Requests.id(id)), digest, comment));
    }

    @DELETE
    @Path("{id}/approvals")
    @Consumes(MediaType.WILDCARD)
    @RequiresPermission(value = "infrastructure.change.approve", anywhere = true)
    public Response withdraw(@PathParam("id") String id, @Context ContainerRequestContext request) {
        Caller caller = Requests.caller(request);
        return answer(Response.ok(), caller, approvals.withdraw(caller, changes.find(caller, Requests.id(id))));
    }

    private Response answer(Response.ResponseBuilder response, Caller caller, Item change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", change.id().toString());
        json.put("space", change.space().toString());
        json.put("title", change.title());
        change.values().forEach((name, value) -> {
            if (value != null && !HIDDEN.contains(name)) {
                json.put(name, value);
            }
        });
        if (ChangeSet.is(change)) {
            KEPT.forEach(json::remove);
            json.put(
                    "plan",
                    Map.of(
                            "summary",
                            change.values().nested("plan").nested("summary").asMap(),
                            "notices",
                            change.values().nested("plan").list("notices")));
            json.put(
                    "steps",
                    sets.steps(caller, change).stream().map(Values::asMap).toList());
        }
        if (!Withheld.of(change).isEmpty()) {
            json.put("withholds", true);
        }
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

package coop.plenum.infrastructure.rest;

import coop.plenum.api.Page;
import coop.plenum.api.access.RequiresPermission;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.infrastructure.drift.Drift;
import coop.plenum.infrastructure.drift.Drift.Difference;
import coop.plenum.infrastructure.drift.Drift.Drifted;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Resources that are not as they were published. */
@Component(service = DriftRoutes.class, property = "osgi.jakartars.resource=true")
@Path("drift")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class DriftRoutes {
    private final Drift drift;

    @Activate
    public DriftRoutes(@Reference Drift drift) {
        this.drift = drift;
    }

    @GET
    @RequiresPermission("infrastructure.resource.view")
    public Map<String, Object> list(
            @QueryParam("type") @Nullable String type,
            @QueryParam("space") @Nullable String space,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after,
            @Context ContainerRequestContext request) {
        Page<Drifted> page = drift.list(
                Requests.caller(request),
                Optional.ofNullable(type).filter(text -> !text.isBlank()),
                Optional.ofNullable(space).filter(text -> !text.isBlank()).map(Requests::id),
                Requests.page(limit, after));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", page.items().stream().map(DriftRoutes::json).toList());
        page.next().ifPresent(next -> json.put("next", next));
        return json;
    }

    private static Map<String, Object> json(Drifted drifted) {
        Item item = drifted.item();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", item.id().toString());
        json.put("type", item.type());
        json.put("space", item.space().toString());
        json.put("title", item.title());
        item.management().map(Management::connection).ifPresent(id -> json.put("connection", id.toString()));
        item.management().flatMap(Management::observedAt).ifPresent(at -> json.put("observedAt", at.toString()));
        json.put("ignored", drifted.ignored());
        json.put("fields", drifted.differences().stream().map(DriftRoutes::json).toList());
        return json;
    }

    private static Map<String, Object> json(Difference difference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("field", difference.field());
        json.put("label", difference.label());
        difference.published().ifPresent(value -> json.put("published", value));
        difference.observed().ifPresent(value -> json.put("observed", value));
        if (difference.fixed()) {
            json.put("immutable", true);
        }
        difference.ignoredBy().ifPresent(rule -> json.put("ignoredBy", rule));
        return json;
    }

    @POST
    @Path("revert")
    @RequiresPermission("infrastructure.change.create")
    public Response revert(@Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Selection chosen = Selection.read(body);
        return drafted(drift.revert(Requests.caller(request), chosen.items(), chosen.replace(), chosen.reason()));
    }

    @POST
    @Path("accept")
    @RequiresPermission("infrastructure.change.create")
    public Response accept(@Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Selection chosen = Selection.read(body);
        return drafted(drift.accept(Requests.caller(request), chosen.items(), chosen.reason()));
    }

    private static Response drafted(Item change) {
        return Response.created(URI.create("/api/v1/ext/infrastructure/changes/" + change.id()))
                .entity(Map.of("id", change.id().toString(), "title", change.title()))
                .build();
    }

    @POST
    @Path("ignore")
    @RequiresPermission(value = "infrastructure.drift-rule.create", anywhere = true)
    public Response ignore(@Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Body read = new Body(body);
        UUID item = read.requiredId("item");
        List<String> fields = read.texts("fields");
        Optional<String> until = read.text("until");
        String reason = read.text("reason").orElse("");
        read.check();
        Item rule = drift.ignore(Requests.caller(request), item, fields, until, reason);
        return Response.created(URI.create("/api/v1/items/" + rule.id()))
                .entity(Map.of("id", rule.id().toString(), "title", rule.title()))
                .build();
    }

    private record Selection(List<UUID> items, boolean replace, String reason) {
        static Selection read(@Nullable Map<String, Object> body) {
            Body read = new Body(body);
            List<UUID> items = read.ids("items");
            boolean replace = read.flag("replace");
            String reason = read.text("reason").orElse("");
            read.check();
            return new Selection(items, replace, reason);
        }
    }
}

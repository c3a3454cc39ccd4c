package coop.plenum.infrastructure.rest;

import coop.plenum.api.Page;
import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.RequiresPermission;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.connection.ConnectionSecrets;
import coop.plenum.infrastructure.connection.ConnectionStore;
import coop.plenum.infrastructure.connection.Connections;
import coop.plenum.infrastructure.connection.Draft;
import coop.plenum.infrastructure.connection.FieldCheck;
import coop.plenum.infrastructure.rotation.Rotations;
import coop.plenum.infrastructure.sync.SyncTimer;
import coop.plenum.infrastructure.sync.Syncs;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Connections: tested, saved, checked, synced. */
@Component(service = ConnectionRoutes.class, property = "osgi.jakartars.resource=true")
@Path("connections")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
public final class ConnectionRoutes {
    private final Connections connections;
    private final ConnectionStore store;
    private final ConnectionSecrets secrets;
    private final Syncs syncs;
    private final Rotations rotations;
    private final SyncTimer timer;

    @Activate
    public ConnectionRoutes(
            @Reference Connections connections,
            @Reference ConnectionStore store,
            @Reference ConnectionSecrets secrets,
            @Reference Syncs syncs,
            @Reference Rotations rotations,
            @Reference SyncTimer timer) {
        this.connections = connections;
        this.store = store;
        this.secrets = secrets;
        this.syncs = syncs;
        this.rotations = rotations;
        this.timer = timer;
    }

    @GET
    @RequiresPermission("infrastructure.connection.view")
    public Map<String, Object> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after,
            @Context ContainerRequestContext request) {
        Page<Connection> page = store.list(Requests.caller(request), Requests.page(limit, after));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", page.items().stream().map(this::json).toList());
        page.next().ifPresent(next -> json.put("next", next));
        return json;
    }

    @GET
    @Path("{id}")
    @RequiresPermission("infrastructure.connection.view")
    public Response get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return answer(Response.ok(), connections.find(Requests.caller(request), Requests.id(id)));
    }

    /** A dry check: nothing is saved. */
    @POST
    @Path("test")
    @RequiresPermission("infrastructure.connection.create")
    public Map<String, Object> test(@Nullable Map<String, Object> body, @Context ContainerRequestContext request) {
        Caller caller = Requests.caller(request);
        Draft draft = draft(caller, body, true);
        try {
            return Forms.diagnostics(connections.test(caller, draft));
        } finally {
            wipe(draft);
        }
    }

    @POST
    @RequiresPermission("infrastructure.connection.create")
    public Response create(
            @QueryParam("force") boolean force,
            @Nullable Map<String, Object> body,
            @Context ContainerRequestContext request) {
        Caller caller = Requests.caller(request);
        Draft draft = draft(caller, body, true);
        try {
            Connection connection = connections.create(caller, draft, force);
            syncs.first(caller, connection);
            timer.wake();
            return answer(
                    Response.status(Response.Status.CREATED)
                            .header("Location", "/api/v1/ext/infrastructure/connections/" + connection.id()),
                    connection);
        } finally {
            wipe(draft);
        }
    }

    @PATCH
    @Path("{id}")
    @RequiresPermission("infrastructure.connection.edit")
    public Response update(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("force") boolean force,
            @Nullable Map<String, Object> body,
            @Context ContainerRequestContext request) {
        long expected = Requests.expectedRevision(ifMatch);
        Draft draft = draft(Requests.caller(request), body, false);
        try {
            return answer(
                    Response.ok(),
                    connections.update(Requests.caller(request), Requests.id(id), expected, draft, force));
        } finally {
            wipe(draft);
        }
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission("infrastructure.connection.delete")
    public Response delete(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("release") boolean release,
            @Context ContainerRequestContext request) {
        connections.delete(Requests.caller(request), Requests.id(id), Requests.expectedRevision(ifMatch), release);
        return Response.noContent().build();
    }

    @POST
    @Path("{id}/check")
    @RequiresPermission("infrastructure.connection.act")
    public Map<String, Object> check(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return Forms.diagnostics(connections.check(Requests.caller(request), Requests.id(id)));
    }

    @POST
    @Path("{id}/sync")
    @RequiresPermission("infrastructure.connection.act")
    public Response sync(
            @PathParam("id") String id,
            @QueryParam("incremental") @DefaultValue("false") boolean incremental,
            @Nullable Map<String, Object> body,
            @Context ContainerRequestContext request) {
        Body read = new Body(body);
        boolean some = read.has("types");
        List<String> types = read.texts("types");
        if (some && incremental) {
            read.wrong("types", "An incremental sync is about all types; leave one of the two out.");
        }
        read.check();
        Caller caller = Requests.caller(request);
        Connection connection = connections.find(caller, Requests.id(id));
        if (some) {
            return Requests.accepted(syncs.start(caller, connection, types));
        }
        return Requests.accepted(
                incremental ? syncs.startIncremental(caller, connection) : syncs.start(caller, connection));
    }

    /** Replaces the secrets of a connection at all places, without losing access to any. */
    @POST
    @Path("{id}/rotate")
    @RequiresPermission("infrastructure.connection.edit")
    public Response rotate(@PathParam("id") String id, @Context ContainerRequestContext request) {
        Caller caller = Requests.caller(request);
        return Requests.accepted(rotations.start(caller, connections.find(caller, Requests.id(id))));
    }

    private Response answer(Response.ResponseBuilder response, Connection connection) {
        return response.entity(json(connection))
                .tag(String.valueOf(connection.item().revision()))
                .build();
    }

    private Map<String, Object> json(Connection connection) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", connection.id().toString());
        json.put("space", connection.space().toString());
        json.put("title", connection.title());
        json.put("labels", connection.item().labels());
        json.put("provider", connection.access().provider());
        json.put("settings", connection.access().settings().asMap());
        Map<String, String> secrets = new LinkedHashMap<>();
        connection.access().secrets().keySet().stream().sorted().forEach(field -> secrets.put(field, "********"));
        json.put("secrets", secrets);
        json.put("rotatable", rotations.rotatable(connection));
        Rotations.phase(connection).ifPresent(phase -> json.put("rotation", phase));
        json.put("syncEvery", connection.syncEvery().map(Object::toString).orElse(Connection.OFF));
        json.put("callsPerSecond", connection.access().callsPerSecond());
        json.put("concurrency", connection.access().concurrency());
        json.put("status", connection.health().status().name().toLowerCase(Locale.ROOT));
        json.put("statusCode", connection.health().code());
        json.put("statusCategory", connection.health().category());
        json.put("statusMessage", connection.health().message());
        store.lastContact(connection.id()).ifPresent(at -> json.put("lastContactAt", at.toString()));
        syncs.last(connection.id()).ifPresent(operation -> json.put("sync", Requests.operation(operation)));
        json.put("revision", connection.item().revision());
        json.put("createdAt", connection.item().createdAt().toString());
        json.put("updatedAt", connection.item().updatedAt().toString());
        return json;
    }

    private Draft draft(Caller caller, @Nullable Map<String, Object> body, boolean creating) {
        Body read = new Body(body);
        Map<String, String> given = new LinkedHashMap<>();
        read.object("secrets").forEach((field, value) -> {
            if (value == null || value instanceof String) {
                given.put(field, value == null ? "" : (String) value);
            } else {
                read.wrong("secrets", "An object of texts is expected.");
            }
        });
        Draft draft = new Draft(
                creating ? Optional.of(read.requiredText("title")) : read.text("title"),
                read.id("space"),
                creating ? Optional.of(read.requiredText("provider")) : Optional.empty(),
                read.object("settings"),
                Map.of(),
                read.text("syncEvery"),
                read.integer("callsPerSecond"),
                read.integer("concurrency"),
                read.object("labels"));
        read.check();
        return draft.with(opened(caller, given));
    }

    /** @throws PlenumException naming the field whose reference leads to nothing that may be used */
    private Map<String, char[]> opened(Caller caller, Map<String, String> given) {
        Map<String, char[]> opened = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : given.entrySet()) {
            try {
                opened.put(entry.getKey(), secrets.given(caller, entry.getValue()));
            } catch (PlenumException e) {
                opened.values().forEach(secret -> Arrays.fill(secret, '\0'));
                String message = String.valueOf(e.getMessage());
                throw new PlenumException(
                        e.category(),
                        e.code(),
                        message,
                        List.of(new Violation("/secrets/" + FieldCheck.escape(entry.getKey()), e.code(), message)),
                        null,
                        e);
            }
        }
        return opened;
    }

    private static void wipe(Draft draft) {
        draft.secrets().values().forEach(secret -> Arrays.fill(secret, '\0'));
    }
}

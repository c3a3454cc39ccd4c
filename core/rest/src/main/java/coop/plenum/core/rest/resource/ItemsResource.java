package coop.plenum.core.rest.resource;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.Reference;
import coop.plenum.api.content.Revision;
import coop.plenum.api.content.State;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Items and their revisions. */
@Path("items")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ItemsResource {
    private static final String KIND = "item";
    /** As many as the service takes at once. */
    private static final int MAX_BATCH = 1000;

    private final ContentService content;

    public ItemsResource(ContentService content) {
        this.content = content;
    }

    /** @param space the root space where left out */
    record Creation(
            String type,
            Optional<UUID> space,
            String title,
            Map<String, String> labels,
            Optional<State> state,
            Values values,
            Optional<UUID> connection,
            Optional<String> reason) {
        @SuppressWarnings("ConstantConditions") // what the body leaves out arrives as null
        Creation {
            labels = labels == null ? Map.of() : labels;
            values = values == null ? Values.empty() : values;
        }

        NewItem item() {
            return new NewItem(
                    type,
                    space.orElse(AccessService.ROOT_SPACE),
                    title,
                    labels,
                    state.orElse(connection.isPresent() ? State.DRAFT : State.PUBLISHED),
                    values,
                    connection,
                    reason.orElse(""));
        }
    }

    /** Several at once, all or none. */
    record Batch(List<Creation> items) {}

    /** A merge patch (RFC 7396). */
    record Patch(
            Optional<String> title,
            Values labels,
            Optional<UUID> space,
            Optional<State> state,
            Values values,
            Optional<String> reason) {
        @SuppressWarnings("ConstantConditions") // what the body leaves out arrives as null
        Patch {
            labels = labels == null ? Values.empty() : labels;
            values = values == null ? Values.empty() : values;
        }
    }

    /** Which revision to go back to. */
    record Reversal(long toRevision, Optional<String> reason) {}

    @GET
    @Endpoint(value = "List items", answers = Item.class, list = true)
    public Page<Item> list(
            @Context Caller caller,
            @QueryParam("type") @Nullable String type,
            @QueryParam("trait") @Nullable String trait,
            @QueryParam("space") @Nullable UUID space,
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("filter") @DefaultValue("") String filter,
            @QueryParam("sort") @DefaultValue("") String sort,
            @QueryParam("total") @DefaultValue("false") boolean total,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("after") @Nullable String after) {
        return content.list(
                caller,
                new ItemQuery(
                        Optional.ofNullable(type),
                        Optional.ofNullable(trait),
                        Optional.ofNullable(space),
                        search,
                        filter,
                        sort,
                        total,
                        new PageRequest(limit, Optional.ofNullable(after))));
    }

    /**
     * How many there are.
     *
     * @param types by type, the most first
     */
    record Counts(long total, Map<String, Long> types) {}

    @GET
    @Path("counts")
    @Endpoint(value = "Count items by type", answers = Counts.class)
    public Counts counts(@Context Caller caller, @QueryParam("space") @Nullable UUID space) {
        Map<String, Long> types = content.counts(caller, Optional.ofNullable(space));
        return new Counts(types.values().stream().mapToLong(Long::longValue).sum(), types);
    }

    @POST
    @Endpoint(value = "Create an item", answers = Item.class, status = 201)
    public Response create(
            @Context Caller caller, @QueryParam("dryRun") @DefaultValue("false") boolean dryRun, Creation body) {
        if (dryRun) {
            return Response.ok(content.validate(caller, body.item())).build();
        }
        Item item = content.create(caller, body.item());
        return Answers.created("items/" + item.id(), item, item.revision());
    }

    @POST
    @Path("batch")
    @Endpoint(value = "Create several items, all or none", answers = Item.class, list = true, status = 201)
    public Response createAll(@Context Caller caller, Batch body) {
        if (body.items().isEmpty() || body.items().size() > MAX_BATCH) {
            throw PlenumException.invalid("invalid-batch", "A batch holds 1 to " + MAX_BATCH + " items.");
        }
        List<Item> items = content.createAll(
                caller, body.items().stream().map(Creation::item).toList());
        return Response.status(201).entity(Answers.all(items)).build();
    }

    @GET
    @Path("{id}")
    @Endpoint(value = "Get an item", answers = Item.class)
    public Response get(@Context Caller caller, @Context HttpHeaders headers, @PathParam("id") UUID id) {
        Item item = content.find(caller, id).orElseThrow(Answers.missing(KIND, id));
        return Answers.read(headers, item, item.revision());
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Endpoint(value = "Change an item", answers = Item.class)
    public Response change(@Context Caller caller, @Context HttpHeaders headers, @PathParam("id") UUID id, Patch body) {
        ItemPatch patch = new ItemPatch(
                body.title(),
                body.labels(),
                body.space(),
                body.state(),
                body.values(),
                body.reason().orElse(""));
        Item item = content.update(caller, id, Answers.expected(headers), patch);
        return Answers.changed(item, item.revision());
    }

    @DELETE
    @Path("{id}")
    @Endpoint(value = "Delete an item", status = 204)
    public Response delete(
            @Context Caller caller,
            @Context HttpHeaders headers,
            @PathParam("id") UUID id,
            @QueryParam("reason") @DefaultValue("") String reason) {
        content.delete(caller, id, Answers.expected(headers), reason);
        return Answers.gone();
    }

    @GET
    @Path("{id}/revisions")
    @Endpoint(value = "List the revisions of an item, newest first", answers = Revision.class, list = true)
    public Page<Revision> revisions(
            @Context Caller caller,
            @PathParam("id") UUID id,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("after") @Nullable String after) {
        return content.revisions(caller, id, new PageRequest(limit, Optional.ofNullable(after)));
    }

    @GET
    @Path("{id}/revisions/{number}")
    @Endpoint(value = "Get a revision of an item", answers = Revision.class)
    public Revision revision(@Context Caller caller, @PathParam("id") UUID id, @PathParam("number") long number) {
        return content.revision(caller, id, number).orElseThrow(Answers.missing("revision", number));
    }

    @POST
    @Path("{id}/revert")
    @Endpoint(value = "Make a new revision with the settable values of an older one", answers = Item.class)
    public Response revert(
            @Context Caller caller, @Context HttpHeaders headers, @PathParam("id") UUID id, Reversal body) {
        Item item = content.revert(
                caller,
                id,
                Answers.expected(headers),
                body.toRevision(),
                body.reason().orElse(""));
        return Answers.changed(item, item.revision());
    }

    @GET
    @Path("{id}/references")
    @Endpoint(value = "List what refers to an item", answers = Reference.class, list = true)
    public Page<Reference> references(
            @Context Caller caller,
            @PathParam("id") UUID id,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("after") @Nullable String after) {
        return content.referencesTo(caller, id, new PageRequest(limit, Optional.ofNullable(after)));
    }
}

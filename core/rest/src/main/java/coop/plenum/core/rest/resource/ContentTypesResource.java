package coop.plenum.core.rest.resource;

import coop.plenum.api.Page;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
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
import java.util.Optional;
import java.util.Set;

/** Content types; those of the site can be made and changed. */
@Path("content-types")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ContentTypesResource {
    private static final String KIND = "type";
    private static final String DRY_RUN = StrictParameters.DRY_RUN;

    private final ContentTypes types;

    public ContentTypesResource(ContentTypes types) {
        this.types = types;
    }

    record FieldDefinition(
            String name,
            FieldType type,
            Optional<String> label,
            Optional<String> help,
            Optional<Field.Mode> mode,
            Set<Field.Flag> flags,
            List<String> options,
            Optional<String> unit) {
        @SuppressWarnings("ConstantConditions") // what the body leaves out arrives as null
        FieldDefinition {
            flags = flags == null ? Set.of() : flags;
            options = options == null ? List.of() : options;
        }

        Field field() {
            return new Field(
                    name,
                    type,
                    label.orElse(name),
                    help.orElse(""),
                    mode.orElse(Field.Mode.DESIRED),
                    flags,
                    options,
                    unit.orElse(""));
        }
    }

    record Definition(String name, Optional<String> label, List<FieldDefinition> fields, Set<String> traits) {
        @SuppressWarnings("ConstantConditions") // what the body leaves out arrives as null
        Definition {
            traits = traits == null ? Set.of() : traits;
        }
    }

    record Patch(Optional<String> label, Optional<List<FieldDefinition>> fields, Optional<Set<String>> traits) {}

    @GET
    @Endpoint(value = "List content types", answers = ContentType.class, list = true)
    public Page<ContentType> list() {
        return Answers.all(types.all());
    }

    @POST
    @Endpoint(value = "Make a content type", answers = ContentType.class, status = 201)
    public Response create(
            @Context Caller caller, @QueryParam(DRY_RUN) @DefaultValue("false") boolean dryRun, Definition body) {
        if (types.find(body.name()).isPresent()) {
            throw PlenumException.conflict(
                    "type-exists", "There is a type " + body.name() + " already; change it with PATCH.");
        }
        ContentType wanted = new ContentType(
                body.name(),
                body.label().orElse(body.name()),
                1,
                fields(body.fields()),
                body.traits(),
                ContentType.SITE,
                false);
        if (dryRun) {
            return Answers.tried(201, types.check(caller, wanted));
        }
        ContentType type = types.define(caller, wanted);
        return Answers.created("content-types/" + type.name(), type, type.schemaVersion());
    }

    @GET
    @Path("{name}")
    @Endpoint(value = "Get a content type", answers = ContentType.class)
    public Response get(@Context HttpHeaders headers, @PathParam("name") String name) {
        ContentType type = find(name);
        return Answers.read(headers, type, type.schemaVersion());
    }

    @PATCH
    @Path("{name}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Endpoint(value = "Change a content type; fields are given all anew", answers = ContentType.class)
    public Response change(
            @Context Caller caller,
            @Context HttpHeaders headers,
            @PathParam("name") String name,
            @QueryParam(DRY_RUN) @DefaultValue("false") boolean dryRun,
            Patch body) {
        ContentType now = expected(headers, name);
        ContentType wanted = new ContentType(
                name,
                body.label().orElse(now.label()),
                now.schemaVersion() + 1,
                body.fields().map(ContentTypesResource::fields).orElse(now.fields()),
                body.traits().orElse(now.traits()),
                now.owner(),
                now.orphaned());
        if (dryRun) {
            return Answers.tried(200, types.check(caller, wanted));
        }
        ContentType type = types.define(caller, wanted);
        return Answers.changed(type, type.schemaVersion());
    }

    @DELETE
    @Path("{name}")
    @Endpoint(value = "Remove a content type that no item has", status = 204)
    public Response delete(
            @Context Caller caller,
            @Context HttpHeaders headers,
            @PathParam("name") String name,
            @QueryParam(DRY_RUN) @DefaultValue("false") boolean dryRun) {
        expected(headers, name);
        if (dryRun) {
            types.checkRemoval(caller, name);
            return Answers.tried(204, null);
        }
        types.remove(caller, name);
        return Answers.gone();
    }

    private static List<Field> fields(List<FieldDefinition> definitions) {
        return definitions.stream().map(FieldDefinition::field).toList();
    }

    private ContentType find(String name) {
        return types.find(name).orElseThrow(Answers.missing(KIND, name));
    }

    private ContentType expected(HttpHeaders headers, String name) {
        ContentType type = find(name);
        if (Answers.expected(headers) != type.schemaVersion()) {
            throw new PlenumException(
                    PlenumException.Category.STALE,
                    "stale-revision",
                    "The type is at version " + type.schemaVersion() + " now. Read it again and repeat the change.");
        }
        return type;
    }
}

package coop.plenum.core.rest.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.core.rest.module.ModuleApplications;
import coop.plenum.core.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The API as it is now, in OpenAPI 3.1; made anew when a module or content type has changed. */
public final class OpenApiDocument {
    private static final String BASE = "/api/v1";

    /** @param fingerprint of what it was made from */
    @SuppressWarnings("ArrayRecordComponent") // compared by its fingerprint only
    private record Made(long fingerprint, byte[] bytes, String tag) {}

    private final List<Class<?>> core;
    private final ModuleApplications modules;
    private final ContentTypes types;
    private final String version;

    private volatile @Nullable Made made;

    public OpenApiDocument(List<Class<?>> core, ModuleApplications modules, ContentTypes types, String version) {
        this.core = List.copyOf(core);
        this.modules = modules;
        this.types = types;
        this.version = version;
    }

    public byte[] bytes() {
        return current().bytes();
    }

    /** Entity tag without quotes. */
    public String tag() {
        return current().tag();
    }

    private Made current() {
        long fingerprint = fingerprint();
        Made now = made;
        if (now == null || now.fingerprint() != fingerprint) {
            byte[] bytes = build().toString().getBytes(StandardCharsets.UTF_8);
            now = new Made(fingerprint, bytes, Json.sha256(bytes).substring(0, 16));
            made = now;
        }
        return now;
    }

    private long fingerprint() {
        long hash = modules.generation();
        for (ContentType type : types.all()) {
            hash = hash * 31 + Objects.hash(type.name(), type.schemaVersion(), type.label(), type.orphaned());
        }
        return hash;
    }

    private ObjectNode build() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("openapi", "3.1.0");
        root.put("jsonSchemaDialect", "https://json-schema.org/draft/2020-12/schema");
        root.putObject("info")
                .put("title", "Plenum")
                .put("version", version)
                .put("description", "Infrastructure as content. Conventions: docs/reference/rest.md.");
        root.putArray("servers").addObject().put("url", "/");
        ObjectNode paths = root.putObject("paths");
        ObjectNode components = root.putObject("components");
        ObjectNode schemas = components.putObject("schemas");
        problems(components, schemas);
        security(root, components);
        Paths own = new Paths(paths, new Schemas(schemas, ""), "");
        core.forEach(type -> own.add(BASE, type));
        events(paths);
        modules.resources().forEach((module, resources) -> {
            Paths theirs = new Paths(paths, new Schemas(schemas, module + "."), module);
            resources.forEach(resource -> theirs.add(BASE + ModuleApplications.PREFIX + module, resource.getClass()));
        });
        types.all().forEach(type -> schemas.set("type." + type.name(), ContentTypeSchemas.of(type)));
        return root;
    }

    private static void problems(ObjectNode components, ObjectNode schemas) {
        ObjectNode properties = schemas.putObject("Problem")
                .put("type", "object")
                .put("description", "RFC 9457")
                .putObject("properties");
        for (String text : List.of("title", "code", "detail", "correlation", "auditId")) {
            properties.putObject(text).put("type", "string");
        }
        properties.putObject("type").put("type", "string").put("format", "uri");
        properties.putObject("status").put("type", "integer");
        ObjectNode violation = properties
                .putObject("errors")
                .put("type", "array")
                .putObject("items")
                .put("type", "object");
        ObjectNode members = violation.putObject("properties");
        for (String text : List.of("pointer", "code", "message")) {
            members.putObject(text).put("type", "string");
        }
        components
                .putObject("responses")
                .putObject("Problem")
                .put("description", "A problem; its type says which, see docs/reference/errors.md")
                .putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/Problem");
    }

    private static void security(ObjectNode root, ObjectNode components) {
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("token").put("type", "http").put("scheme", "bearer").put("bearerFormat", "plm_...");
        schemes.putObject("session")
                .put("type", "apiKey")
                .put("in", "cookie")
                .put("name", "__Host-plenum")
                .put("description", "plenum-session over plain HTTP; changes also need X-CSRF-Token.");
        var security = root.putArray("security");
        security.addObject().putArray("token");
        security.addObject().putArray("session");
    }

    /** The one resource that is no Jersey resource: it must not hold a thread. */
    private static void events(ObjectNode paths) {
        ObjectNode operation = paths.putObject(BASE + "/events").putObject("get");
        operation.putArray("tags").add("Events");
        operation.put("operationId", "events.stream");
        operation.put("summary", "Stream events as they happen (CloudEvents 1.0)");
        operation
                .putArray("parameters")
                .addObject()
                .put("name", "Last-Event-ID")
                .put("in", "header")
                .put("required", false)
                .putObject("schema")
                .put("type", "string");
        ObjectNode responses = operation.putObject("responses");
        responses
                .putObject("200")
                .put("description", "A stream without end")
                .putObject("content")
                .putObject("text/event-stream")
                .putObject("schema")
                .put("type", "string");
        responses.putObject("default").put("$ref", "#/components/responses/Problem");
    }
}

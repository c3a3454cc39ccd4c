package coop.plenum.core.rest.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.plenum.api.Page;
import coop.plenum.core.rest.resource.Endpoint;
import coop.plenum.core.rest.resource.ModulesResource;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.jspecify.annotations.Nullable;

/** Describes resources as Jersey itself sees them. */
final class Paths {
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\s*(\\w+)\\s*(?::[^{}]*(?:\\{[^{}]*\\}[^{}]*)*)?\\}");
    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final ObjectNode paths;
    private final Schemas schemas;
    private final String tag;

    Paths(ObjectNode paths, Schemas schemas, String tag) {
        this.paths = paths;
        this.schemas = schemas;
        this.tag = tag;
    }

    /** @param base without a slash at the end */
    void add(String base, Class<?> type) {
        Resource resource = Resource.from(type);
        if (resource != null) {
            add(base, resource, type);
        }
    }

    private void add(String base, Resource resource, Class<?> type) {
        String own = resource.getPath() == null ? "" : resource.getPath();
        String path = base + (own.isEmpty() || own.startsWith("/") ? own : "/" + own);
        for (ResourceMethod method : resource.getResourceMethods()) {
            describe(path, method, type);
        }
        resource.getChildResources().forEach(child -> add(path, child, type));
    }

    private void describe(String template, ResourceMethod method, Class<?> type) {
        Method java = method.getInvocable().getDefinitionMethod();
        Endpoint endpoint = java.getAnnotation(Endpoint.class);
        Matcher matcher = TEMPLATE.matcher(template);
        ObjectNode operation = JsonNodeFactory.instance.objectNode();
        String group = type.getSimpleName().replaceFirst("Resource$", "");
        operation.putArray("tags").add(tag.isEmpty() ? group : tag);
        operation.put("operationId", id(group, java));
        operation.put("summary", endpoint == null ? words(java.getName()) : endpoint.value());
        parameters(operation, method);
        if (method.getHttpMethod().equals("POST") && keepsAnswers(template, endpoint)) {
            parameter(operation, "Idempotency-Key", "header", false, String.class);
        }
        if (endpoint != null && endpoint.open()) {
            operation.putArray("security");
        }
        answers(operation, method, Optional.ofNullable(endpoint));
        paths.withObjectProperty(matcher.replaceAll("{$1}"))
                .set(method.getHttpMethod().toLowerCase(Locale.ROOT), operation);
    }

    private String id(String group, Method method) {
        String name = group.isEmpty() ? method.getName() : group + "." + method.getName();
        String id = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        return tag.isEmpty() ? id : tag + "." + id;
    }

    private static String words(String name) {
        String words = WORD.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private void parameters(ObjectNode operation, ResourceMethod method) {
        boolean changes = !SAFE.contains(method.getHttpMethod());
        for (Parameter parameter : method.getInvocable().getParameters()) {
            switch (parameter.getSource()) {
                case PATH -> parameter(operation, parameter.getSourceName(), "path", true, parameter.getType());
                case QUERY -> parameter(operation, parameter.getSourceName(), "query", false, parameter.getType());
                case HEADER -> parameter(operation, parameter.getSourceName(), "header", false, parameter.getType());
                case ENTITY -> body(operation, method, parameter.getType());
                default -> {
                    if (changes && parameter.getRawType() == HttpHeaders.class) {
                        parameter(operation, "If-Match", "header", true, String.class);
                    }
                }
            }
        }
    }

    /** Not without a caller, to whom the key belongs, nor of uploads. */
    private static boolean keepsAnswers(String template, @Nullable Endpoint endpoint) {
        return (endpoint == null || !endpoint.open()) && !template.endsWith("/" + ModulesResource.UPLOAD);
    }

    private void parameter(ObjectNode operation, String name, String in, boolean required, Type type) {
        operation
                .withArrayProperty("parameters")
                .addObject()
                .put("name", name)
                .put("in", in)
                .put("required", required)
                .set("schema", schemas.of(type));
    }

    private void body(ObjectNode operation, ResourceMethod method, Type type) {
        ObjectNode content =
                operation.putObject("requestBody").put("required", true).putObject("content");
        List<MediaType> consumed = method.getConsumedTypes();
        List<MediaType> media = consumed.isEmpty() ? List.of(MediaType.APPLICATION_JSON_TYPE) : consumed;
        for (MediaType one : media) {
            boolean json = one.getSubtype().endsWith("json");
            content.putObject(one.toString())
                    .set("schema", json ? schemas.of(type) : JsonNodeFactory.instance.objectNode());
        }
    }

    private void answers(ObjectNode operation, ResourceMethod method, Optional<Endpoint> endpoint) {
        ObjectNode responses = operation.putObject("responses");
        int status = endpoint.map(Endpoint::status).orElse(200);
        ObjectNode success = responses.putObject(String.valueOf(status)).put("description", "Success");
        Optional<ObjectNode> schema = endpoint.isPresent()
                ? declared(endpoint.get())
                : inferred(method.getInvocable().getResponseType());
        if (schema.isPresent()) {
            List<MediaType> produced = method.getProducedTypes();
            String media = produced.isEmpty()
                    ? MediaType.APPLICATION_JSON
                    : produced.get(0).toString();
            success.putObject("content").putObject(media).set("schema", schema.get());
        }
        responses.putObject("default").put("$ref", "#/components/responses/Problem");
    }

    private Optional<ObjectNode> declared(Endpoint endpoint) {
        if (endpoint.answers() == Void.class) {
            return Optional.empty();
        }
        ObjectNode one = schemas.of(endpoint.answers());
        return Optional.of(endpoint.list() ? page(one) : one);
    }

    private Optional<ObjectNode> inferred(Type type) {
        if (type == void.class || type == Response.class) {
            return Optional.empty();
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Page.class) {
            return Optional.of(page(schemas.of(generic.getActualTypeArguments()[0])));
        }
        return Optional.of(schemas.of(type));
    }

    private ObjectNode page(ObjectNode element) {
        ObjectNode page = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = page.putObject("properties");
        properties.set("items", schemas.array(element));
        properties.putObject("next").put("type", "string");
        properties.putObject("total").put("type", "integer");
        page.putArray("required").add("items");
        return page;
    }
}

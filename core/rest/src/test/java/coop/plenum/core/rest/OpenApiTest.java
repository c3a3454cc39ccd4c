package coop.plenum.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.api.access.RequiresPermission;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live description. */
class OpenApiTest {
    @TempDir
    java.nio.file.Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** A module's. */
    @Path("sensors")
    @RequiresPermission("lab.view")
    public static final class SensorsResource {
        record Sensor(String name, double reading) {}

        @GET
        @Path("{name}")
        public Sensor readSensor(@PathParam("name") String name) {
            return new Sensor(name, 1.5);
        }
    }

    private JsonNode document() throws Exception {
        return server.get("/api/v1/openapi.json").json();
    }

    @Test
    void itDescribesEveryResource() throws Exception {
        JsonNode document = document();

        assertThat(document.at("/openapi").asText()).isEqualTo("3.1.0");
        assertThat(document.at("/info/version").asText()).isEqualTo("1.2.3");
        assertThat(fieldNames(document.get("paths")))
                .contains(
                        "/api/v1/items",
                        "/api/v1/items/batch",
                        "/api/v1/items/{id}",
                        "/api/v1/items/{id}/revisions/{number}",
                        "/api/v1/audit/tile/{path}",
                        "/api/v1/modules/{name}/{change}",
                        "/api/v1/openapi.json",
                        "/api/v1/events",
                        "/api/v1/setup");
        JsonNode create = document.at("/paths/~1api~1v1~1items/post");
        assertThat(create.get("operationId").asText()).isEqualTo("items.create");
        assertThat(create.at("/requestBody/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/ItemsCreation");
        assertThat(create.at("/responses/201/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/Item");
        assertThat(document.at("/components/schemas/Item/properties/state/enum").toString())
                .contains("in-review");
        assertThat(document.at("/paths/~1api~1v1~1setup/get/security")).isEmpty();
    }

    @Test
    void everyOperationIsWellFormed() throws Exception {
        JsonNode document = document();
        Set<String> ids = new HashSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(entry -> {
                    String where = entry.getKey() + " " + path.getKey();
                    JsonNode operation = entry.getValue();
                    assertThat(ids.add(operation.get("operationId").asText()))
                            .as(where)
                            .isTrue();
                    assertThat(operation.get("summary").asText())
                            .as(where)
                            .isNotBlank()
                            .doesNotEndWith(".");
                    assertThat(operation.get("responses")).as(where).isNotEmpty();
                    List<String> inPath = new ArrayList<>();
                    operation.path("parameters").forEach(parameter -> {
                        assertThat(parameter.has("schema")).as(where).isTrue();
                        if (parameter.get("in").asText().equals("path")) {
                            inPath.add(parameter.get("name").asText());
                        }
                    });
                    for (String name : inPath) {
                        assertThat(path.getKey()).contains("{" + name + "}");
                    }
                    assertThat(path.getKey().chars().filter(c -> c == '{').count())
                            .as(where)
                            .isEqualTo(inPath.size());
                }));
        assertThat(ids).hasSizeGreaterThan(50);
        assertReferencesResolve(document, document);
    }

    private static void assertReferencesResolve(JsonNode root, JsonNode node) {
        if (node.has("$ref")) {
            String pointer = node.get("$ref").asText().substring(1);
            assertThat(root.at(pointer).isMissingNode()).as(pointer).isFalse();
        }
        node.forEach(child -> assertReferencesResolve(root, child));
    }

    private static List<String> fieldNames(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aContentTypeIsInItAtOnce() throws Exception {
        JsonNode before = document().at("/components/schemas/type.site.rack");
        server.post(
                "/api/v1/content-types",
                "{\"name\":\"site.row\",\"fields\":[{\"name\":\"ip\",\"type\":\"ip-address\",\"flags\":[\"multiple\"]}]}");
        JsonNode after = document().at("/components/schemas/type.site.row");

        assertThat(before.at("/properties/units/type").asText()).isEqualTo("integer");
        assertThat(before.get("required").toString()).isEqualTo("[\"units\"]");
        assertThat(before.at("/properties/kind/enum").toString()).isEqualTo("[\"open\",\"closed\"]");
        assertThat(after.at("/properties/ip/type").asText()).isEqualTo("array");
    }

    @Test
    void aModuleIsInItWhileItIsThere() throws Exception {
        SensorsResource sensors = new SensorsResource();
        server.applications().add("lab", sensors);
        JsonNode with = document();
        server.applications().remove("lab", sensors);
        JsonNode without = document();

        JsonNode read = with.at("/paths/~1api~1v1~1ext~1lab~1sensors~1{name}/get");
        assertThat(read.get("operationId").asText()).isEqualTo("lab.sensors.readSensor");
        assertThat(read.get("summary").asText()).isEqualTo("Read sensor");
        assertThat(read.at("/responses/200/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/lab.SensorsSensor");
        assertThat(with.at("/components/schemas/lab.SensorsSensor/properties/reading/type")
                        .asText())
                .isEqualTo("number");
        assertThat(without.toString()).doesNotContain("sensors");
    }

    @Test
    void anUnchangedDescriptionIsNotSentAgain() throws Exception {
        String tag = server.get("/api/v1/openapi.json").header("ETag");

        Answer again = server.send(server.request("/api/v1/openapi.json").header("If-None-Match", tag));

        assertThat(again.status()).isEqualTo(304);
    }
}

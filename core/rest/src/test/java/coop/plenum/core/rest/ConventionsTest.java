package coop.plenum.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entity tags, lists, sparse answers, dry runs, headers. */
class ConventionsTest {
    private static final String RACK = "{\"type\":\"site.rack\",\"title\":\"R1\",\"values\":{\"units\":42}}";

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aCreatedItemHasALocationAndAnEntityTag() throws Exception {
        Answer created = server.post("/api/v1/items", RACK);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        assertThat(created.header("Location")).isEqualTo("/api/v1/items/" + created.at("/id"));
        assertThat(created.json().at("/values/units").intValue()).isEqualTo(42);
        assertThat(created.at("/state")).isEqualTo("published");
        assertThat(created.at("/createdAt")).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(created.json().has("desired")).isFalse();
        assertThat(server.get(created.header("Location")).json()).isEqualTo(created.json());
    }

    @Test
    void theAnswerToHeadHasTheLengthOfTheAnswerToGet() throws Exception {
        server.post("/api/v1/items", RACK);

        for (String path :
                List.of("/api/v1/items?type=site.rack", "/api/v1/items?type=site.none", "/api/v1/openapi.json")) {
            Answer get = server.get(path);
            Answer head = server.send(server.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));

            assertThat(head.status()).isEqualTo(get.status());
            assertThat(head.body()).isEmpty();
            assertThat(head.header("Content-Length"))
                    .isEqualTo(String.valueOf(get.body().getBytes(StandardCharsets.UTF_8).length));
        }
    }

    @Test
    void aKnownRevisionIsNotSentAgain() throws Exception {
        String location = server.post("/api/v1/items", RACK).header("Location");

        Answer known = server.send(server.request(location).header("If-None-Match", "\"1\""));
        Answer other = server.send(server.request(location).header("If-None-Match", "\"7\""));

        assertThat(known.status()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    void aChangeNeedsTheCurrentRevision() throws Exception {
        String location = server.post("/api/v1/items", RACK).header("Location");
        HttpRequest.Builder change = server.sending("PATCH", location, "{\"title\":\"R2\"}")
                .setHeader("Content-Type", "application/merge-patch+json");

        Answer blind = server.send(change.copy());
        Answer first = server.send(change.copy().header("If-Match", "\"1\""));
        Answer stale = server.send(change.copy().header("If-Match", "\"1\""));

        assertThat(blind.status()).isEqualTo(428);
        assertThat(blind.code()).isEqualTo("if-match-required");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("ETag")).isEqualTo("\"2\"");
        assertThat(first.at("/title")).isEqualTo("R2");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("stale-revision");
    }

    @Test
    void aDeletedItemIsGone() throws Exception {
        String location = server.post("/api/v1/items", RACK).header("Location");

        Answer deleted =
                server.send(server.request(location).header("If-Match", "\"1\"").DELETE());

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(server.get(location).code()).isEqualTo("item-missing");
    }

    @Test
    void aListLeadsToItsNextPage() throws Exception {
        for (int i = 0; i < 5; i++) {
            server.post("/api/v1/items", RACK);
        }

        Answer first = server.get("/api/v1/items?limit=2&total=true&filter=units%20%3E%201");
        String link = first.header("Link");
        Answer second = server.get(link.substring(1, link.indexOf('>')));
        Answer last = server.get("/api/v1/items?limit=2&after=4");

        assertThat(first.json().at("/items")).hasSize(2);
        assertThat(first.at("/next")).isEqualTo("2");
        assertThat(first.at("/total")).isEqualTo("5");
        assertThat(link).startsWith("</api/v1/items?").endsWith(">; rel=\"next\"");
        assertThat(second.json().at("/items/0/id")).isNotEqualTo(first.json().at("/items/0/id"));
        assertThat(second.at("/next")).isEqualTo("4");
        assertThat(last.json().has("next")).isFalse();
        assertThat(last.header("Link")).isEmpty();
    }

    @Test
    void onlyTheWantedMembersAreAnswered() throws Exception {
        String location = server.post("/api/v1/items", RACK).header("Location");

        JsonNode list = server.get("/api/v1/items?fields=title,values.units").json();
        JsonNode one = server.get(location + "?fields=id").json();

        assertThat(list.toString()).isEqualTo("{\"items\":[{\"title\":\"R1\",\"values\":{\"units\":42}}]}");
        assertThat(one).hasSize(1);
        assertThat(one.has("id")).isTrue();
    }

    @Test
    void aListIsOneAlsoWhereNothingOfItIsWanted() throws Exception {
        JsonNode none = server.get("/api/v1/items?fields=title&total=true").json();
        server.post("/api/v1/items", RACK);
        JsonNode lacking = server.get("/api/v1/items?fields=nothing").json();

        assertThat(none.toString()).isEqualTo("{\"items\":[],\"total\":0}");
        assertThat(lacking.toString()).isEqualTo("{\"items\":[{}]}");
    }

    @Test
    void aBatchIsAllOrNothing() throws Exception {
        Answer good = server.post("/api/v1/items/batch", "{\"items\":[" + RACK + "," + RACK + "]}");
        Answer bad =
                server.post("/api/v1/items/batch", "{\"items\":[" + RACK + ",{\"type\":\"no.such\",\"title\":\"\"}]}");

        assertThat(good.status()).isEqualTo(201);
        assertThat(good.json().at("/items")).hasSize(2);
        assertThat(bad.code()).isEqualTo("unknown-type");
        assertThat(server.get("/api/v1/items").json().at("/items")).hasSize(2);
    }

    @Test
    void itemsAreCountedByType() throws Exception {
        server.post("/api/v1/items", RACK);

        Answer counts = server.get("/api/v1/items/counts");

        assertThat(counts.status()).isEqualTo(200);
        assertThat(Integer.parseInt(counts.at("/types/site.rack"))).isPositive();
        assertThat(counts.at("/total")).isEqualTo(counts.at("/types/site.rack"));
        assertThat(server.get("/api/v1/items/counts?space=here").status()).isEqualTo(400);
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        String location = server.post("/api/v1/items", RACK).header("Location");

        Answer create = server.post("/api/v1/items?dryRun=true", RACK);
        Answer change = server.send(server.sending("PATCH", location + "?dryRun=true", "{\"title\":\"R2\"}")
                .header("If-Match", "\"1\""));
        Answer delete = server.send(server.request(location + "?dryRun=true")
                .header("If-Match", "\"1\"")
                .DELETE());

        assertThat(create.status()).isEqualTo(200);
        assertThat(change.at("/title")).isEqualTo("R2");
        assertThat(change.header("Plenum-Dry-Run")).isEqualTo("true");
        assertThat(delete.status()).isEqualTo(204);
        assertThat(server.get("/api/v1/items").json().at("/items")).hasSize(1);
        assertThat(server.get(location).at("/title")).isEqualTo("R1");
    }

    @Test
    void aDryRunThatWouldNotBeDryIsRefused() throws Exception {
        Answer secret = server.post("/api/v1/secrets?dryRun=true", "{}");
        Answer install = server.post("/api/v1/modules/simulator/install?dryRun=true", "{}");

        assertThat(secret.code()).isEqualTo("dry-run-unsupported");
        assertThat(install.at("/steps/0/module")).isEqualTo("simulator");
        assertThat(server.modules.executed).isEmpty();
    }

    @Test
    void modulesAreInstalledAndUninstalled() throws Exception {
        Answer installed = server.send(
                server.request("/api/v1/modules/simulator/install").POST(HttpRequest.BodyPublishers.noBody()));
        Answer listed = server.get("/api/v1/modules");
        Answer gone = server.send(
                server.request("/api/v1/modules/simulator?purge=true").DELETE());

        assertThat(installed.at("/state")).isEqualTo("active");
        assertThat(listed.at("/items/0/name")).isEqualTo("simulator");
        assertThat(gone.status()).isEqualTo(204);
        assertThat(server.modules.executed.get(1).purge()).isTrue();
    }

    @Test
    void aBundleMayBeLargerThanOtherBodies() throws Exception {
        Answer uploaded = server.send(server.request("/api/v1/modules/upload")
                .header("Content-Type", "application/java-archive")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[3 << 20])));

        assertThat(uploaded.status()).isEqualTo(201);
        assertThat(uploaded.at("/size")).isEqualTo(String.valueOf(3 << 20));
    }

    @Test
    void contentTypesAreMadeAndChanged() throws Exception {
        Answer made = server.post(
                "/api/v1/content-types",
                "{\"name\":\"site.row\",\"fields\":[{\"name\":\"ip\",\"type\":\"ip-address\",\"flags\":[\"required\"]}]}");
        Answer changed = server.send(server.sending("PATCH", "/api/v1/content-types/site.row", "{\"label\":\"Row\"}")
                .header("If-Match", "\"1\""));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/fields/0/type")).isEqualTo("ip-address");
        assertThat(made.at("/fields/0/mode")).isEqualTo("desired");
        assertThat(made.at("/fields/0/flags/0")).isEqualTo("required");
        assertThat(changed.at("/label")).isEqualTo("Row");
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void aContentTypeIsTriedWithoutBeingMade() throws Exception {
        String definition = "{\"name\":\"site.row\",\"fields\":[{\"name\":\"ip\",\"type\":\"ip-address\"}]}";
        Answer tried = server.post("/api/v1/content-types?dryRun=true", definition);
        assertThat(tried.status()).isEqualTo(201);
        assertThat(tried.header("Plenum-Dry-Run")).isEqualTo("true");
        assertThat(tried.at("/fields/0/type")).isEqualTo("ip-address");
        assertThat(server.get("/api/v1/content-types/site.row").status()).isEqualTo(404);

        server.post("/api/v1/content-types", definition);
        Answer change =
                server.send(server.sending("PATCH", "/api/v1/content-types/site.row?dryRun=true", "{\"label\":\"Row\"}")
                        .header("If-Match", "\"1\""));
        Answer removal = server.send(server.sending("DELETE", "/api/v1/content-types/site.row?dryRun=true", "")
                .header("If-Match", "\"1\""));
        assertThat(change.at("/label")).isEqualTo("Row");
        assertThat(removal.status()).isEqualTo(204);
        assertThat(removal.header("Plenum-Dry-Run")).isEqualTo("true");
        assertThat(server.get("/api/v1/content-types/site.row").at("/label")).isEqualTo("site.row");
    }

    @Test
    void everyAnswerCarriesItsCorrelationAndGuards() throws Exception {
        Answer own = server.send(server.request("/api/v1/items").header("X-Request-Id", "my-request-1"));
        Answer traced = server.send(server.request("/api/v1/items")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        Answer odd = server.send(server.request("/api/v1/items/x").header("X-Request-Id", "<script>"));

        assertThat(own.header("X-Request-Id")).isEqualTo("my-request-1");
        assertThat(traced.header("X-Request-Id")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(odd.header("X-Request-Id")).hasSize(36).isEqualTo(odd.at("/correlation"));
        assertThat(own.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(own.header("Cache-Control")).isEqualTo("no-store");
        assertThat(own.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(own.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void healthNeedsNoCredentials() throws Exception {
        assertThat(server.send(server.anonymous("/health/live")).status()).isEqualTo(200);
        assertThat(server.send(server.anonymous("/health/ready")).at("/status")).isEqualTo("ready");
        assertThat(server.get("/api/v1/system/health").at("/status")).isEqualTo("up");
    }

    @Test
    void metricsAreForThoseWhoMay() throws Exception {
        Answer metrics = server.get("/metrics");
        Answer nobody = server.send(server.anonymous("/metrics"));
        server.access.denied.add("system.metrics");
        Answer denied = server.get("/metrics");

        assertThat(metrics.header("Content-Type")).startsWith("application/openmetrics-text");
        assertThat(metrics.body()).contains("plenum_jvm_heap_used_bytes ").endsWith("# EOF\n");
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(denied.status()).isEqualTo(403);
    }
}

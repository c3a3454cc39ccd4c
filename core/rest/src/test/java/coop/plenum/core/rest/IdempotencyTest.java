package coop.plenum.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request with a key has its effect once. */
class IdempotencyTest {
    private static final String RACK = "{\"type\":\"site.rack\",\"title\":\"R1\"}";

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

    private HttpRequest.Builder keyed(String path, String json, String key) {
        return server.posting(path, json).header("Idempotency-Key", key);
    }

    private int items() throws Exception {
        return server.get("/api/v1/items").json().at("/items").size();
    }

    @Test
    void aRepeatedRequestIsAnsweredAsBeforeAndDoneOnce() throws Exception {
        Answer first = server.send(keyed("/api/v1/items", RACK, "key-0001"));
        Answer second = server.send(keyed("/api/v1/items", RACK, "key-0001"));
        Answer other = server.send(keyed("/api/v1/items", RACK, "key-0002"));

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(other.at("/id")).isNotEqualTo(first.at("/id"));
        assertThat(items()).isEqualTo(2);
    }

    @Test
    void whereNoAnswerIsKeptTheKeyIsRefusedAndNotAdvertised() throws Exception {
        for (String path : new String[] {"/api/v1/session", "/api/v1/setup"}) {
            Answer refused = server.send(server.anonymous(path)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", "key-0001")
                    .POST(HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("idempotency-unsupported");
        }
        Set<String> advertised = new TreeSet<>();
        Set<String> posted = new TreeSet<>();
        server.get("/api/v1/openapi.json").json().at("/paths").properties().forEach(path -> {
            String post = path.getValue().path("post").toString();
            String name = path.getKey().replaceFirst("^/api/v1", "");
            if (!post.isEmpty()) {
                posted.add(name);
            }
            if (post.contains("Idempotency-Key")) {
                advertised.add(name);
            }
        });
        posted.removeAll(advertised);
        assertThat(posted).containsExactly("/modules/upload", "/session", "/setup");
    }

    @Test
    void aKeyIsForOneRequest() throws Exception {
        server.send(keyed("/api/v1/items", RACK, "key-0001"));
        Answer other = server.send(keyed("/api/v1/items", RACK.replace("R1", "R2"), "key-0001"));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
        assertThat(items()).isEqualTo(1);
    }

    @Test
    void aFailedRequestMayBeCorrectedUnderItsKey() throws Exception {
        Answer failed = server.send(keyed("/api/v1/items", RACK.replace("site.rack", "no.such"), "key-0001"));
        Answer corrected = server.send(keyed("/api/v1/items", RACK, "key-0001"));

        assertThat(failed.code()).isEqualTo("unknown-type");
        assertThat(corrected.status()).isEqualTo(201);
    }

    @Test
    void twoAtOnceAreNotDoneTwice() throws Exception {
        server.content.hold = new CountDownLatch(1);
        CompletableFuture<HttpResponse<String>> first = server.http.sendAsync(
                keyed("/api/v1/items", RACK, "key-0001").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(server.content.entered.await(20, TimeUnit.SECONDS)).isTrue();
        Answer second = server.send(keyed("/api/v1/items", RACK, "key-0001"));
        server.content.hold.countDown();

        assertThat(second.code()).isEqualTo("request-in-progress");
        assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
        assertThat(items()).isEqualTo(1);
    }

    @Test
    void anAnswerWithASecretIsNotKept() throws Exception {
        String body = "{\"name\":\"ci\"}";
        Answer first = server.send(keyed("/api/v1/tokens", body, "key-0001"));
        Answer second = server.send(keyed("/api/v1/tokens", body, "key-0001"));

        assertThat(first.at("/secret")).isEqualTo("plm_secret");
        assertThat(second.code()).isEqualTo("idempotency-not-replayable");
        assertThat(server.get("/api/v1/tokens").json().at("/items")).hasSize(1);
    }

    @Test
    void aChangeOutsideTheDatabaseIsRepeatableToo() throws Exception {
        server.send(keyed("/api/v1/modules/simulator/install", "{}", "key-0001"));
        Answer second = server.send(keyed("/api/v1/modules/simulator/install", "{}", "key-0001"));

        assertThat(second.at("/state")).isEqualTo("active");
        assertThat(server.modules.executed).hasSize(1);
    }

    @Test
    void aKeyOfTheWrongFormIsRefused() throws Exception {
        assertThat(server.send(keyed("/api/v1/items", RACK, "short")).code()).isEqualTo("invalid-idempotency-key");
    }
}

package coop.plenum.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.event.PlatformEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The event stream. */
@Timeout(60)
class EventsTest {
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

    /** An open stream, read by line. */
    private record Stream(HttpResponse<InputStream> response, BufferedReader reader) implements AutoCloseable {
        /** The next frame with one of the fields, without heartbeats. */
        List<String> next() throws IOException {
            List<String> frame = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isEmpty() && !line.startsWith(":") && !line.startsWith("retry:")) {
                    frame.add(line);
                } else if (line.isEmpty() && !frame.isEmpty()) {
                    return frame;
                }
            }
            return frame;
        }

        String id() throws IOException {
            return next().get(0).substring("id: ".length());
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    private Stream open(String... header) throws Exception {
        HttpRequest.Builder request = server.request("/api/v1/events").timeout(Duration.ofSeconds(30));
        if (header.length > 0) {
            request.headers(header);
        }
        HttpResponse<InputStream> response =
                server.http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        return new Stream(response, new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    @Test
    void aCredentialHoldsSoManyStreamsAndNoMore() throws Exception {
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            streams.add(open());
        }
        Answer refused = server.get("/api/v1/events");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("too-many-streams");
        assertThat(refused.header("Retry-After")).isEqualTo("30");

        streams.remove(0).close();
        while (server.events.listeners() > 119) {
            Thread.sleep(10);
        }
        try (Stream again = open()) {
            assertThat(again.response().statusCode()).isEqualTo(200);
        }
        for (Stream stream : streams) {
            stream.close();
        }
    }

    private void publish(String subject) {
        server.events.publish(PlatformEvent.of("item.updated", subject, Values.of("title", "R1")));
    }

    @Test
    void anEventArrivesAsACloudEvent() throws Exception {
        try (Stream stream = open()) {
            publish("a");

            List<String> frame = stream.next();

            assertThat(stream.response().headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            assertThat(frame.get(0)).matches("id: \\w+-1");
            assertThat(frame.get(1))
                    .startsWith("data: {\"specversion\":\"1.0\"")
                    .contains("\"type\":\"item.updated\"", "\"subject\":\"a\"", "\"data\":{\"title\":\"R1\"}");
        }
    }

    @Test
    void aStreamGoesOnWhereItBroke() throws Exception {
        String first;
        try (Stream stream = open()) {
            publish("a");
            first = stream.id();
        }
        publish("b");
        publish("c");

        try (Stream stream = open("Last-Event-ID", first)) {
            assertThat(stream.next().get(1)).contains("\"subject\":\"b\"");
            assertThat(stream.next().get(1)).contains("\"subject\":\"c\"");
        }
    }

    @Test
    void whoComesBackTooLateIsToldToReadEverythingAnew() throws Exception {
        String first;
        try (Stream stream = open()) {
            publish("a");
            first = stream.id();
        }
        for (int i = 0; i < 150; i++) {
            publish("x");
        }

        try (Stream late = open("Last-Event-ID", first);
                Stream foreign = open("Last-Event-ID", "zzz-5")) {
            assertThat(late.next()).contains("event: reset");
            assertThat(foreign.next()).contains("event: reset");
            publish("after");
            assertThat(late.next().get(1)).contains("\"subject\":\"after\"");
        }
    }

    @Test
    void nobodyHearsOfSpacesTheyMayNotSee() throws Exception {
        UUID hidden = UUID.randomUUID();
        server.access.hidden.add(hidden);
        server.access.denied.add("secret.view");
        try (Stream stream = open()) {
            server.events.publish(PlatformEvent.in(hidden, "site.rack.view", "item.updated", "hidden", Values.empty()));
            server.events.publish(
                    PlatformEvent.in(UUID.randomUUID(), "secret.view", "item.updated", "denied", Values.empty()));
            publish("seen");

            assertThat(stream.next().get(1)).contains("\"subject\":\"seen\"");
        }
    }

    @Test
    void aHundredListenersHoldNoThread() throws Exception {
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            streams.add(open());
        }
        publish("all");
        for (Stream stream : streams) {
            assertThat(stream.next().get(1)).contains("\"subject\":\"all\"");
        }
        assertThat(server.events.listeners()).isEqualTo(120);
        assertThat(server.get("/api/v1/items").status()).isEqualTo(200);
        for (Stream stream : streams) {
            stream.close();
        }
    }

    @Test
    void aStreamEndsWithItsCredentials() throws Exception {
        try (Stream stream = open()) {
            server.authentication.tokenRevoked = true;

            assertThat(stream.next()).isEmpty();
        }
    }

    @Test
    void aSlowListenerHoldsUpNobody() throws Exception {
        try (Stream slow = open();
                Stream quick = open()) {
            Values big = Values.of("text", "x".repeat(100_000));
            for (int i = 0; i < 90; i++) {
                server.events.publish(PlatformEvent.of("big", String.valueOf(i), big));
            }
            publish("last");

            List<String> frame = quick.next();
            while (!frame.get(1).contains("\"subject\":\"last\"")) {
                frame = quick.next();
            }

            assertThat(slow.next().get(1)).contains("\"subject\":\"0\"");
        }
    }
}

package coop.plenum.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.core.rest.fake.FakeAuthentication;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Set-up, log-in, cookies and what guards them. */
class SessionTest {
    private static final String CREDENTIALS = "{\"login\":\"ada\",\"password\":\"correct horse\"}";

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

    private HttpRequest.Builder posting(String path, String json) {
        return server.anonymous(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    private static String cookie(Answer loggedIn) {
        return loggedIn.header("Set-Cookie").split(";", 2)[0];
    }

    @Test
    void logInGivesACookieThatScriptsAndOtherSitesCannotUse() throws Exception {
        Answer loggedIn = server.send(posting("/api/v1/session", CREDENTIALS));

        assertThat(loggedIn.status()).isEqualTo(201);
        assertThat(loggedIn.header("Set-Cookie"))
                .startsWith("plenum-session=")
                .contains("; Path=/;", "; HttpOnly", "; SameSite=Strict")
                .doesNotContain("Domain");
        assertThat(loggedIn.at("/subject/name")).isEqualTo("ada");
        assertThat(loggedIn.at("/csrfToken")).startsWith("csrf-");
        assertThat(loggedIn.json().at("/permissions").toString()).contains("system.metrics");
    }

    @Test
    void theSessionTellsWhoIsSignedIn() throws Exception {
        String cookie = cookie(server.send(posting("/api/v1/session", CREDENTIALS)));

        Answer who = server.send(server.anonymous("/api/v1/session").header("Cookie", cookie));

        assertThat(who.at("/subject/name")).isEqualTo("ada");
        assertThat(who.at("/csrfToken")).startsWith("csrf-");
        assertThat(server.get("/api/v1/session").json().has("csrfToken")).isFalse();
    }

    @Test
    void aChangeByCookieNeedsTheCsrfToken() throws Exception {
        Answer loggedIn = server.send(posting("/api/v1/session", CREDENTIALS));
        HttpRequest.Builder create = posting("/api/v1/items", "{\"type\":\"site.rack\",\"title\":\"a\"}")
                .header("Cookie", cookie(loggedIn));

        Answer without = server.send(create.copy());
        Answer wrong = server.send(create.copy().header("X-CSRF-Token", "guess"));
        Answer right = server.send(create.copy().header("X-CSRF-Token", loggedIn.at("/csrfToken")));

        assertThat(without.code()).isEqualTo("csrf-token-missing");
        assertThat(without.status()).isEqualTo(403);
        assertThat(wrong.code()).isEqualTo("csrf-token-missing");
        assertThat(right.status()).isEqualTo(201);
    }

    @Test
    void logOutEndsTheSession() throws Exception {
        Answer loggedIn = server.send(posting("/api/v1/session", CREDENTIALS));

        Answer out = server.send(server.anonymous("/api/v1/session")
                .header("Cookie", cookie(loggedIn))
                .header("X-CSRF-Token", loggedIn.at("/csrfToken"))
                .DELETE());
        Answer after = server.send(server.anonymous("/api/v1/session").header("Cookie", cookie(loggedIn)));

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
        assertThat(after.code()).isEqualTo("session-ended");
    }

    @Test
    void setUpMakesTheFirstAdministratorAndLogsIn() throws Exception {
        server.authentication.setUpDone = false;
        String body = "{\"token\":\"%s\",\"login\":\"ada\",\"displayName\":\"Ada\",\"password\":\"correct horse\"}";

        Answer before = server.send(server.anonymous("/api/v1/setup"));
        Answer wrong = server.send(posting("/api/v1/setup", String.format(body, "wrong")));
        Answer done = server.send(posting("/api/v1/setup", String.format(body, FakeAuthentication.SET_UP_TOKEN)));
        Answer again = server.send(posting("/api/v1/setup", String.format(body, FakeAuthentication.SET_UP_TOKEN)));

        assertThat(before.body()).isEqualTo("{\"required\":true}");
        assertThat(wrong.code()).isEqualTo("wrong-set-up-token");
        assertThat(done.status()).isEqualTo(201);
        assertThat(done.header("Set-Cookie")).startsWith("plenum-session=");
        assertThat(again.code()).isEqualTo("set-up-done");
    }

    @Test
    void anotherSiteIsRefused() throws Exception {
        Answer fetched = server.send(server.request("/api/v1/items").header("Sec-Fetch-Site", "cross-site"));
        Answer sibling = server.send(server.posting("/api/v1/items", "{}").header("Sec-Fetch-Site", "same-site"));
        Answer foreign = server.send(server.posting("/api/v1/items", "{}").header("Origin", "http://evil.test"));
        Answer own = server.send(server.request("/api/v1/items").header("Sec-Fetch-Site", "same-origin"));

        assertThat(fetched.code()).isEqualTo("cross-site-refused");
        assertThat(sibling.code()).isEqualTo("cross-site-refused");
        assertThat(foreign.code()).isEqualTo("cross-site-refused");
        assertThat(own.status()).isEqualTo(200);
    }

    @Test
    void aNameThatOnlyResolvesToLoopbackIsRefused() throws Exception {
        assertThat(withHost("evil.test:" + server.port()))
                .startsWith("HTTP/1.1 421")
                .contains("host-refused");
        assertThat(withHost("localhost")).startsWith("HTTP/1.1 200");
        assertThat(withHost("[::1]:" + server.port())).startsWith("HTTP/1.1 200");
        assertThat(withHost("plenum.test")).startsWith("HTTP/1.1 200");
    }

    private String withHost(String host) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whoAsksForTooMuchIsToldToAskForLess(@TempDir Path other) throws Exception {
        try (TestServer brief = new TestServer(other, new RequestLimits(1_000, java.time.Duration.ofMillis(200)))) {
            Answer ended = brief.get("/api/v1/items?filter=slow");

            assertThat(ended.status()).isEqualTo(400);
            assertThat(ended.code()).isEqualTo("query-too-long");
            assertThat(brief.get("/api/v1/items").status()).isEqualTo(200);
        }
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack(@TempDir Path other) throws Exception {
        try (TestServer slow = new TestServer(other, 2)) {
            Answer last = slow.get("/api/v1/items");
            for (int i = 0; i < 10 && last.status() == 200; i++) {
                last = slow.get("/api/v1/items");
            }

            assertThat(last.status()).isEqualTo(429);
            assertThat(last.code()).isEqualTo("too-many-requests");
            assertThat(Integer.parseInt(last.header("Retry-After"))).isPositive();
        }
    }
}

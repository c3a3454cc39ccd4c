package coop.plenum.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a client sends wrongly is answered with a problem that says what to do, and never with a 5xx. */
class BadInputTest {
    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.at("/type")).isEqualTo("https://plenum.coop/problems/" + code);
        assertThat(answer.at("/status")).isEqualTo(String.valueOf(status));
        assertThat(answer.at("/title")).isNotEmpty();
        assertThat(answer.at("/detail")).isNotEmpty();
        assertThat(answer.at("/correlation")).isEqualTo(answer.header("X-Request-Id"));
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("coop.plenum.core");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            broken off           | {"type":                                                | malformed-json | ''
            no JSON              | hello                                                   | malformed-json | ''
            twice the same       | {"type":"site.rack","type":"site.rack","title":"a"}     | malformed-json | ''
            more after the end   | {"type":"site.rack","title":"a"} {}                     | malformed-json | ''
            a NUL                | {"type":"site.rack","title":"a\\u0000"}                 | malformed-json | ''
            a list               | []                                                      | invalid-input  | ''
            a text               | "item"                                                  | invalid-input  | ''
            null                 | null                                                    | invalid-input  | ''
            nothing needed given | {}                                                      | invalid-input  | /type
            unknown field        | {"type":"site.rack","title":"a","colour":1}             | invalid-input  | /colour
            title a number       | {"type":"site.rack","title":{"a":1}}                    | invalid-input  | /title
            values a list        | {"type":"site.rack","title":"a","values":[]}            | invalid-input  | /values
            space no id          | {"type":"site.rack","title":"a","space":"x"}            | invalid-input  | /space
            state unknown        | {"type":"site.rack","title":"a","state":"x"}            | invalid-input  | /state
            labels of numbers    | {"type":"site.rack","title":"a","labels":{"a":[]}}      | invalid-input  | /labels/a
            a label that is null | {"type":"site.rack","title":"a","labels":{"a/b":null}}  | invalid-input  | /labels/a~1b
            an endless number    | {"type":"site.rack","title":"a","values":{"units":1e999999999}} | invalid-input | /values
            no such type         | {"type":"no.such","title":"a"}                          | unknown-type   | ''
            """)
    void aWrongBodyIsRefusedWithItsPlace(String what, String body, String code, String pointer) throws Exception {
        Answer answer = server.post("/api/v1/items", body);

        assertProblem(answer, 400, code);
        if (!pointer.equals("''")) {
            assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
        }
    }

    @Test
    void theExactPlaceOfBrokenJsonIsNamed() throws Exception {
        Answer answer = server.post("/api/v1/items", "{\n  \"type\": oops\n}");

        assertThat(answer.at("/detail")).contains("line 2");
    }

    @Test
    void allProblemsAreReportedAtOnce() throws Exception {
        Answer answer = server.post("/api/v1/items", "{\"colour\":1,\"size\":2}");

        assertThat(answer.json().at("/errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/colour", "/size", "/type", "/title");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /api/v1/items?filter=nope%20%3D%3D%201          | 400 | unknown-filter-field
            GET    | /api/v1/items?filtr=a                           | 400 | unknown-parameter
            GET    | /api/v1/items?limit=many                        | 400 | invalid-parameter
            GET    | /api/v1/items?limit=0                           | 400 | invalid-limit
            GET    | /api/v1/items?limit=100000                      | 400 | invalid-limit
            GET    | /api/v1/items?total=perhaps                     | 400 | invalid-parameter
            GET    | /api/v1/items?space=here                        | 400 | invalid-parameter
            GET    | /api/v1/items?after=x                           | 400 | invalid-cursor
            GET    | /api/v1/items?filter=%00                        | 400 | invalid-request
            GET    | /api/v1/items?filter=%ED%A0%BD                  | 400 | invalid-request
            DELETE | /api/v1/items/00000000-0000-0000-0000-000000000009?reason=%C0%80 | 400 | invalid-request
            GET    | /api/v1/items/not-an-id                         | 404 | not-found
            GET    | /api/v1/items/1-1-1-1-1                         | 404 | not-found
            GET    | /api/v1/items/00000000-0000-0000-0000-000000000009 | 404 | item-missing
            GET    | /api/v1/items/00000000-0000-0000-0000-000000000009/revisions/x | 404 | not-found
            GET    | /api/v1/nowhere                                 | 404 | not-found
            GET    | /api/v1/                                        | 404 | not-found
            GET    | /api/v1/ext/nobody/things                       | 404 | module-route-missing
            GET    | /api/v1/operations?status=odd                   | 400 | invalid-parameter
            GET    | /api/v1/content-types/No%20Type                 | 404 | type-missing
            GET    | /api/v1/access/explain                          | 400 | missing-parameter
            PUT    | /api/v1/items                                   | 405 | method-not-allowed
            TRACE  | /api/v1/items                                   | 405 | method-not-allowed
            POST   | /api/v1/modules/simulator/explode               | 404 | not-found
            DELETE | /api/v1/items/00000000-0000-0000-0000-000000000009 | 428 | if-match-required
            """)
    void aWrongAddressIsRefused(String method, String path, int status, String code) throws Exception {
        if (method.equals("TRACE")) {
            assertThat(raw("TRACE " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer plm_0123456789\r\n"
                            + "Connection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 405");
            return;
        }
        Answer answer = server.send(server.request(path).method(method, HttpRequest.BodyPublishers.noBody()));

        assertProblem(answer, status, code);
    }

    @Test
    void aMalformedIfMatchIsRefused() throws Exception {
        Answer answer = server.send(server.request("/api/v1/items/00000000-0000-0000-0000-000000000009")
                .header("If-Match", "3")
                .DELETE());

        assertProblem(answer, 400, "invalid-if-match");
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() throws Exception {
        Answer answer = server.send(server.request("/api/v1/items")
                .header("Content-Type", "application/xml")
                .POST(HttpRequest.BodyPublishers.ofString("<item/>")));

        assertProblem(answer, 415, "unsupported-media-type");
    }

    @Test
    void anAnswerOfAnotherTypeIsRefused() throws Exception {
        assertProblem(
                server.send(server.request("/api/v1/items").header("Accept", "image/png")), 406, "not-acceptable");
    }

    @RepeatedTest(10)
    void aBodyThatIsTooLargeIsRefusedHoweverItIsSentAndItsSenderHearsSo() throws Exception {
        byte[] large = ("{\"type\":\"" + "x".repeat(4 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = server.request("/api/v1/items").header("Content-Type", "application/json");

        Answer announced = server.send(request.copy().POST(HttpRequest.BodyPublishers.ofByteArray(large)));
        Answer chunked = server.send(request.copy()
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large))));

        assertProblem(announced, 413, "body-too-large");
        assertProblem(chunked, 413, "body-too-large");
    }

    @Test
    void aSlowSenderOfARefusedBodyIsNotWaitedFor() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /api/v1/items HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                                    + "\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 401").contains("Connection: close");
        }
    }

    @Test
    void invalidUtf8IsRefused() throws Exception {
        Answer answer = server.send(server.request("/api/v1/items")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"'})));

        assertProblem(answer, 400, "malformed-json");
    }

    @Test
    void deepNestingIsRefused() throws Exception {
        String deep = "[".repeat(5000) + "]".repeat(5000);
        Answer answer = server.post(
                "/api/v1/items", "{\"type\":\"site.rack\",\"title\":\"a\",\"values\":{\"a\":" + deep + "}}");

        assertProblem(answer, 400, "malformed-json");
    }

    @Test
    void aBrokenBundleIsRefused() throws Exception {
        Answer answer = server.send(server.request("/api/v1/modules/upload")
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofString("no")));

        assertProblem(answer, 400, "invalid-bundle");
    }

    @Test
    void missingAndWrongCredentialsAreRefused() throws Exception {
        assertProblem(server.send(server.anonymous("/api/v1/items")), 401, "not-signed-in");
        assertProblem(
                server.send(server.anonymous("/api/v1/items").header("Authorization", "Bearer plm_wrong")),
                401,
                "invalid-token");
        String basic = "Basic " + Base64.getEncoder().encodeToString("ada:x".getBytes(StandardCharsets.UTF_8));
        assertProblem(
                server.send(server.anonymous("/api/v1/items").header("Authorization", basic)), 401, "invalid-token");
        assertProblem(
                server.send(server.anonymous("/api/v1/items").header("Cookie", "plenum-session=old")),
                401,
                "session-ended");
        assertProblem(
                server.send(server.anonymous("/api/v1/session")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"login\":\"ada\",\"password\":\"no\"}"))),
                401,
                "wrong-credentials");
    }

    @Test
    void arbitraryBytesNeverMakeTheServerFail() throws Exception {
        Random random = new Random(7);
        String[] pieces = {
            "{", "}", "[", "]", "\"type\"", ":", ",", "1e9", "null", "\"\\ud800\"", "-", "true", "\"values\""
        };
        for (int i = 0; i < 400; i++) {
            StringBuilder body = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                body.append(pieces[random.nextInt(pieces.length)]);
            }
            for (String path : new String[] {"items", "items/batch", "content-types", "tokens", "modules/plan"}) {
                Answer answer = server.post("/api/v1/" + path, body.toString());
                assertThat(answer.status()).as(path + " " + body).isBetween(200, 499);
            }
        }
    }

    @Test
    void oddRequestLinesNeverMakeTheServerFail() throws Exception {
        for (String target : new String[] {
            "/api/v1/items?a=%zz",
            "/api/v1/items/%2e%2e/x",
            "/api/v1//items",
            "/api/v1/items?filter=\"a\" < {b}",
            "/api/v1/items;x=y",
            "/api/v1/%ff%fe",
            "/api/v1/items?%",
            "/api/v1/ext",
            "/api/v1/ext/",
            "/api/v1/items/%0a"
        }) {
            String answer = raw(
                    "GET " + target.replace(' ', '+')
                            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer plm_0123456789\r\nConnection: close\r\n\r\n");

            assertThat(answer).as(target).matches("(?s)HTTP/1\\.1 [234]\\d\\d .*");
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

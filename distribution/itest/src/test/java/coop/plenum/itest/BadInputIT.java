package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of {@code docs/reference/errors.md}: each wrong input gets a problem that says what to do, never a 5xx. */
@ExtendWith(PlenumContainer.class)
class BadInputIT {
    private static final String TYPE = "test.bad-input";
    private final Client admin;

    @TempDir
    private Path folder;

    BadInputIT(Client admin) {
        this.admin = admin;
    }

    @BeforeEach
    void defineType() {
        if (admin.get("/api/v1/content-types/" + TYPE).status() == 404) {
            admin.post(
                            "/api/v1/content-types",
                            Map.of(
                                    "name",
                                    TYPE,
                                    "label",
                                    "Bad input",
                                    "fields",
                                    List.of(
                                            Map.of("name", "count", "type", "integer", "label", "Count"),
                                            Map.of("name", "address", "type", "ip-address", "label", "Address"))))
                    .expect(201);
        }
    }

    private Answer create(Object values) {
        return admin.post("/api/v1/items", Map.of("type", TYPE, "title", "x", "values", values));
    }

    @Test
    void malformedJsonNamesThePlace() {
        Answer answer = admin.post("/api/v1/items", "{\"type\": \"x\",,}");
        answer.expectProblem(400, "malformed-json");
        assertThat(answer.text("/detail")).containsAnyOf("line", "column", "position");
    }

    @Test
    void anUnknownMemberIsNamed() {
        Answer answer = admin.post("/api/v1/items", Map.of("type", TYPE, "title", "x", "colour", "red"));
        answer.expectProblem(400, "invalid-input");
        assertThat(answer.text("/errors/0/pointer")).isEqualTo("/colour");
    }

    @Test
    void anUnknownFieldIsNamedWithAllOtherProblems() {
        Answer answer = create(Map.of("colour", "red", "count", "many"));
        answer.expectProblem(400, "invalid-item");
        assertThat(answer.json().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/values/colour", "/values/count");
    }

    @Test
    void aWrongTypeIsNamed() {
        Answer answer = create(Map.of("address", "300.1.1.1"));
        answer.expectProblem(400, "invalid-item");
        assertThat(answer.text("/errors/0/pointer")).isEqualTo("/values/address");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        admin.post("/api/v1/items", Map.of("type", TYPE, "title", "x".repeat(2_000_000)))
                .expectProblem(413, "body-too-large");
    }

    @Test
    void anUnknownFilterFieldPointsAtThePlace() {
        Answer answer = admin.get("/api/v1/items?type=" + TYPE + "&filter=colour%20%3D%3D%20%22red%22");
        answer.expectProblem(400, "unknown-filter-field");
        assertThat(answer.text("/errors/0/pointer")).isEqualTo("/filter");
    }

    @Test
    void aFilterThatIsNoExpressionIsRefused() {
        admin.get("/api/v1/items?type=" + TYPE + "&filter=count%20%3D%3D").expectProblem(400, "invalid-filter");
    }

    @Test
    void aStaleRevisionIsRefused() {
        Answer item = create(Map.of("count", 1)).expect(201);
        String path = "/api/v1/items/" + item.text("/id");
        admin.patch(path, item.etag(), Map.of("values", Map.of("count", 2))).expect(200);
        admin.patch(path, item.etag(), Map.of("values", Map.of("count", 3))).expectProblem(412, "stale-revision");
        assertThat(admin.get(path).text("/values/count")).isEqualTo("2");
    }

    @Test
    void aChangeWithoutTheRevisionIsRefused() {
        Answer item = create(Map.of("count", 1)).expect(201);
        admin.with("Content-Type", "application/merge-patch+json")
                .send("PATCH", "/api/v1/items/" + item.text("/id"), Map.of("title", "y"))
                .expectProblem(428, "if-match-required");
    }

    @Test
    void wrongCredentialsAreRefusedWithoutSayingWhichPartIsWrong() {
        Client nobody = new Client(admin.base());
        Answer unknown = nobody.post("/api/v1/session", Map.of("login", "nobody", "password", "wrong password"));
        Answer known = nobody.post("/api/v1/session", Map.of("login", "admin", "password", "wrong password"));
        unknown.expectProblem(401, "wrong-credentials");
        known.expectProblem(401, "wrong-credentials");
        assertThat(known.text("/detail")).isEqualTo(unknown.text("/detail"));
    }

    @Test
    void nobodyGetsInWithoutCredentials() {
        Client nobody = new Client(admin.base());
        for (String path :
                List.of("items", "modules", "users", "operations", "audit/entries", "system/health", "events")) {
            nobody.get("/api/v1/" + path).expectProblem(401, "not-signed-in");
        }
    }

    @Test
    void aFileThatIsNoBundleIsRefused() {
        admin.with("Content-Type", "application/java-archive")
                .post("/api/v1/modules/upload", "this is no jar".getBytes(StandardCharsets.UTF_8))
                .expectProblem(400, "invalid-bundle");
    }

    @Test
    void aBundleThatNobodySignedIsRefused() throws Exception {
        Answer answer = upload(TestBundle.module("unsigned-by-anybody", ""));
        answer.expectProblem(400, "untrusted-bundle");
        assertThat(answer.text("/detail")).contains("sign");
    }

    @Test
    void aDamagedBundleIsRefused() throws Exception {
        byte[] jar = TestBundle.signed(TestBundle.module("damaged", ""));
        for (int i = jar.length / 3; i < jar.length / 2; i++) {
            jar[i] ^= 0x55;
        }
        Answer answer = upload(jar);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.text("/code")).isIn("invalid-bundle", "untrusted-bundle");
    }

    @Test
    void aBundleWithAMissingRequirementIsRefusedAndNothingIsInstalled() throws Exception {
        upload(TestBundle.signed(TestBundle.module("lacking", "org.example.nowhere")))
                .expect(201);
        Answer answer = admin.post("/api/v1/modules/lacking/install", Map.of());
        answer.expectProblem(409, "install-refused");
        assertThat(answer.body()).contains("requirement-missing", "org.example.nowhere");
        admin.get("/api/v1/modules/lacking").expectProblem(404, "module-missing");
    }

    private Answer upload(byte[] jar) {
        return admin.with("Content-Type", "application/java-archive").post("/api/v1/modules/upload", jar);
    }

    @Test
    void anEndpointThatDoesNotAnswerIsNamed() throws Exception {
        Answer answer = connect("127.0.0.1:" + Ports.free());
        answer.expectProblem(400, "connection-check-failed");
        assertThat(answer.body()).contains("unreachable", "/settings/addresses").doesNotContain("very secret");
    }

    @Test
    void aCertificateThatNobodyTrustsIsNamedWithItsFingerprint() throws Exception {
        try (SelfSignedServer server = SelfSignedServer.start(folder)) {
            Answer answer = connect("127.0.0.1:" + server.port());
            answer.expectProblem(400, "connection-check-failed");
            assertThat(answer.body()).contains("tls-untrusted", server.fingerprint());
        }
    }

    @Test
    void anEndpointThatSpeaksNoTlsIsNamed() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> refuseAll(plain), "plain");
            server.setDaemon(true);
            server.start();
            String address = "127.0.0.1:" + plain.getLocalPort();
            Answer answer = connect(address);
            answer.expectProblem(400, "connection-check-failed");
            assertThat(answer.body()).contains("tls-failed", address).doesNotContain("very secret");
        }
    }

    /** As web servers do whose port is not for TLS. */
    private static void refuseAll(ServerSocket plain) {
        while (!plain.isClosed()) {
            try (Socket client = plain.accept()) {
                client.getInputStream().read();
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().flush();
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
            } catch (IOException e) {
                // that client went first
            }
        }
    }

    /** Its authority is trusted each time, so that nothing else is wrong with it. */
    @ParameterizedTest
    @CsvSource({"dns:somebody-else.example, -1H", "ip:127.0.0.1, -3d"})
    void aCertificateForAnotherNameOrThatIsOverIsNotTrusted(String name, String from) throws Exception {
        try (SelfSignedServer server = SelfSignedServer.signed(folder, name, from)) {
            Answer answer = connectAws(server);
            answer.expectProblem(400, "connection-check-failed");
            assertThat(answer.body())
                    .contains("tls-untrusted", server.fingerprint())
                    .doesNotContain("very secret");
        }
    }

    /** What proves that the test before it sees the name and the time, and not the authority. */
    @Test
    void aCertificateOfATrustedAuthorityForTheRightNameIsTrusted() throws Exception {
        try (SelfSignedServer server = SelfSignedServer.signed(folder, "ip:127.0.0.1", "-1H")) {
            assertThat(connectAws(server).body()).doesNotContain("tls-");
        }
    }

    private Answer connectAws(SelfSignedServer server) {
        admin.post("/api/v1/modules/aws/install", Map.of());
        return admin.post(
                "/api/v1/ext/infrastructure/connections",
                Map.of(
                        "title",
                        "nowhere",
                        "provider",
                        "aws",
                        "settings",
                        Map.of(
                                "regions",
                                List.of("eu-west-1"),
                                "accessKeyId",
                                "AKIATESTS",
                                "timeout",
                                "PT5S",
                                "endpoint",
                                "https://127.0.0.1:" + server.port(),
                                "authorities",
                                server.authority()),
                        "secrets",
                        Map.of("secretAccessKey", "very secret")));
    }

    private Answer connect(String address) {
        admin.post("/api/v1/modules/baremetal/install", Map.of());
        return admin.post(
                "/api/v1/ext/infrastructure/connections",
                Map.of(
                        "title",
                        "nowhere",
                        "provider",
                        "baremetal",
                        "settings",
                        Map.of("protocol", "redfish", "addresses", List.of(address), "username", "plenum"),
                        "secrets",
                        Map.of("password", "very secret")));
    }

    @Test
    void aModuleThatIsNotOnOfferIsNamed() {
        Answer answer = admin.post("/api/v1/modules/does-not-exist/install", Map.of());
        answer.expectProblem(404, "module-not-found");
        assertThat(answer.text("/detail")).contains("does-not-exist");
    }

    @Test
    void aPathThatDoesNotExistIsAProblemToo() {
        admin.get("/api/v1/nothing").expectProblem(404, "not-found");
    }
}

package coop.plenum.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.console.TestFramework;
import coop.plenum.console.asset.Assets;
import coop.plenum.console.asset.BundleAssets;
import coop.plenum.console.asset.FolderAssets;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleServletTest {
    private static final Map<String, String> FILES = Map.of(
            "web/index.html", "<script nonce=\"{{nonce}}\">x</script><script nonce=\"{{nonce}}\">y</script>",
            "web/favicon.svg", "<svg/>",
            "web/assets/main-1a2b.js", "plain",
            "web/assets/main-1a2b.js.br", "brotli",
            "web/assets/main-1a2b.js.gz", "gzip",
            "web/assets/logo-3c4d.png", "png",
            "secret.txt", "secret");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final CspReports reports = new CspReports();
    private final Server server = new Server();
    private TestFramework framework;
    private int port;

    @BeforeEach
    void start() throws Exception {
        framework = new TestFramework(folder);
        serve(BundleAssets.precompressed(framework.module("pages", FILES), "web"), false);
    }

    private void serve(Assets assets, boolean developing) throws Exception {
        ServletContextHandler handler = new ServletContextHandler();
        handler.addServlet(
                new ServletHolder(new ConsoleServlet(
                        assets,
                        developing,
                        address -> Optional.of(address)
                                .filter("example/77aa/page.js"::equals)
                                .flatMap(known -> extension()),
                        reports)),
                "/console/*");
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
        port = connector.getLocalPort();
    }

    private Optional<coop.plenum.console.asset.Asset> extension() {
        Path script = folder.resolve("page.js");
        try {
            Files.writeString(script, "extension");
            return new FolderAssets(folder).find("page.js");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        framework.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, "", headers);
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void everyAddressIsThePageWithANonceOfItsOwn() throws Exception {
        HttpResponse<String> first = get("/console/");
        HttpResponse<String> second = get("/console/items/17/revisions?x=1");
        for (HttpResponse<String> page : java.util.List.of(first, second)) {
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(header(page, "Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
            assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
            String nonce = nonce(page);
            assertThat(page.body())
                    .isEqualTo("<script nonce=\"" + nonce + "\">x</script><script nonce=\"" + nonce + "\">y</script>");
        }
        assertThat(nonce(first)).isNotEqualTo(nonce(second));
        assertThat(get("/console/index.html").body()).doesNotContain("{{nonce}}");
    }

    private static String nonce(HttpResponse<?> page) {
        Matcher nonce = Pattern.compile("'nonce-([A-Za-z0-9+/]{24})'").matcher(header(page, "Content-Security-Policy"));
        assertThat(nonce.find()).isTrue();
        return nonce.group(1);
    }

    @Test
    void thePolicyAllowsNothingButOurOwn() throws Exception {
        String policy = header(get("/console/"), "Content-Security-Policy");
        assertThat(policy)
                .startsWith("default-src 'none';")
                .contains("frame-ancestors 'none'", "base-uri 'none'", "report-uri /console/csp-report")
                .doesNotContain("unsafe", "http:", "https:", "*");
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (String path :
                new String[] {"/console", "/console/", "/console/assets/main-1a2b.js", "/console/assets/none.js"}) {
            HttpResponse<String> answer = get(path);
            assertThat(header(answer, "X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(header(answer, "Referrer-Policy")).as(path).isEqualTo("no-referrer");
            assertThat(header(answer, "Cross-Origin-Opener-Policy")).as(path).isEqualTo("same-origin");
            assertThat(header(answer, "Permissions-Policy")).as(path).contains("camera=()");
            assertThat(header(answer, "Content-Security-Policy")).as(path).contains("default-src 'none'");
        }
    }

    @Test
    void theFolderIsLedToWithItsSlash() throws Exception {
        HttpResponse<String> answer = get("/console");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(header(answer, "Location")).isEqualTo("/console/");
    }

    @Test
    void assetsAreSentAsTheClientLikesThemAndKeptForever() throws Exception {
        HttpResponse<String> brotli = get("/console/assets/main-1a2b.js", "Accept-Encoding", "gzip, br");
        assertThat(brotli.body()).isEqualTo("brotli");
        assertThat(header(brotli, "Content-Encoding")).isEqualTo("br");
        assertThat(header(brotli, "Content-Type")).isEqualToIgnoringCase("text/javascript; charset=utf-8");
        assertThat(header(brotli, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(brotli, "Vary")).isEqualTo("Accept-Encoding");

        HttpResponse<String> plain = get("/console/assets/main-1a2b.js");
        assertThat(plain.body()).isEqualTo("plain");
        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(plain, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(plain, "ETag")).isNotEqualTo(header(brotli, "ETag"));

        HttpResponse<String> picture = get("/console/assets/logo-3c4d.png", "Accept-Encoding", "gzip, br");
        assertThat(picture.body()).isEqualTo("png");
        assertThat(header(picture, "Content-Type")).isEqualTo("image/png");
        assertThat(header(picture, "Vary")).isEmpty();
    }

    @Test
    void whatTheClientHasIsNotSentAgain() throws Exception {
        String tag = header(get("/console/favicon.svg"), "ETag");
        HttpResponse<String> again = get("/console/favicon.svg", "If-None-Match", "\"x\", W/" + tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(header(again, "Cache-Control")).isEqualTo("no-cache");
        assertThat(get("/console/favicon.svg", "If-None-Match", "\"x\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void headTellsTheSameWithoutABody() throws Exception {
        for (String path : new String[] {"/console/", "/console/assets/main-1a2b.js", "/console/assets/none.js"}) {
            HttpResponse<String> full = get(path);
            HttpResponse<String> head = send("HEAD", path, "");
            assertThat(head.statusCode()).as(path).isEqualTo(full.statusCode());
            assertThat(head.body()).as(path).isEmpty();
            assertThat(header(head, "Content-Length")).as(path).isEqualTo(header(full, "Content-Length"));
        }
    }

    @Test
    void unknownAssetsAreMissingInWords() throws Exception {
        for (String path : new String[] {
            "/console/assets/none.js",
            "/console/assets/main-1a2b.js.br",
            "/console/assets/",
            "/console/ext/example/0000/page.js",
            "/console/ext/x"
        }) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
            assertThat(answer.body()).contains("\"code\":\"asset-missing\"", "Reload");
        }
    }

    @Test
    void nothingOutsideTheFolderIsServed() throws Exception {
        for (String path : new String[] {
            "/console/assets/../../secret.txt",
            "/console/assets/%2e%2e/%2e%2e/secret.txt",
            "/console/assets/..%2f..%2fsecret.txt",
            "/console/assets/..\\..\\secret.txt",
            "/console/../secret.txt",
            "/console/assets//../../secret.txt",
            "/console/assets/main-1a2b.js%00.txt"
        }) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .as(path)
                    .startsWith("HTTP/1.1 ")
                    .doesNotContain("\r\nsecret");
        }
    }

    /** As it stands: clients tidy paths. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void otherMethodsAreRefused() throws Exception {
        for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
            HttpResponse<String> answer = send(method, "/console/assets/main-1a2b.js", "");
            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
        }
        HttpResponse<String> answer = get("/console/csp-report");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "Allow")).isEqualTo("POST");
    }

    @Test
    void filesOfExtensionsAreServed() throws Exception {
        HttpResponse<String> answer = get("/console/ext/example/77aa/page.js");
        assertThat(answer.body()).isEqualTo("extension");
        assertThat(header(answer, "Cache-Control")).contains("immutable");
    }

    @Test
    void reportsAreTakenUpToASize() throws Exception {
        String report = "{\"csp-report\": {\"blocked-uri\": \"inline\"}}";
        assertThat(send("POST", "/console/csp-report", report).statusCode()).isEqualTo(204);
        assertThat(send("POST", "/console/csp-report", "no report").statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/console/csp-report", " ".repeat(CspReports.MAX_BODY) + report)
                        .statusCode())
                .isEqualTo(413);
        assertThat(reports.total()).isEqualTo(1);
    }

    @Test
    void aDevelopersFolderIsReadAtEachRequest() throws Exception {
        server.stop();
        Path pages = Files.createDirectories(folder.resolve("pages"));
        Files.createDirectories(pages.resolve("assets"));
        Files.writeString(folder.resolve("outside.js"), "outside");
        Files.createSymbolicLink(pages.resolve("assets/link.js"), folder.resolve("outside.js"));
        server.removeConnector(server.getConnectors()[0]);
        serve(new FolderAssets(pages), true);

        assertThat(get("/console/").statusCode()).isEqualTo(503);
        Files.writeString(pages.resolve("index.html"), "one");
        assertThat(get("/console/").body()).isEqualTo("one");
        Files.writeString(pages.resolve("index.html"), "two");
        assertThat(get("/console/").body()).isEqualTo("two");

        Files.writeString(pages.resolve("assets/a.js"), "a");
        HttpResponse<String> asset = get("/console/assets/a.js");
        assertThat(asset.body()).isEqualTo("a");
        assertThat(header(asset, "Cache-Control")).isEqualTo("no-store");
        assertThat(get("/console/assets/link.js").statusCode()).isEqualTo(404);
        assertThat(raw("GET /console/assets/..%2f..%2foutside.js HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .doesNotContain("\r\noutside");
    }
}

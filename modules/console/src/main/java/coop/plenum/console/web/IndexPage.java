package coop.plenum.console.web;

import coop.plenum.console.asset.Asset;
import coop.plenum.console.asset.Assets;
import coop.plenum.console.asset.Encoding;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The one HTML page; its scripts carry a number that is used once, which the policy of the same answer names. */
final class IndexPage {
    static final String FILE = "index.html";

    private static final String PLACEHOLDER = "{{nonce}}";
    private static final int NONCE_BYTES = 18;
    private static final String POLICY =
            "default-src 'none'; script-src 'self' 'nonce-%s'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " connect-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none';"
                    + " manifest-src 'self'; report-uri " + ConsoleServlet.BASE + CspReports.PATH;

    private final Assets assets;
    private final SecureRandom random = new SecureRandom();

    IndexPage(Assets assets) {
        this.assets = assets;
    }

    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Asset> template = assets.find(FILE);
        if (template.isEmpty()) {
            Refusal.write(
                    request,
                    response,
                    503,
                    "console-not-built",
                    "Console not built",
                    "The console's pages are not there: they are being built, or plenum.console.folder names the wrong"
                            + " folder.");
            return;
        }
        byte[] nonceBytes = new byte[NONCE_BYTES];
        random.nextBytes(nonceBytes);
        String nonce = Base64.getEncoder().encodeToString(nonceBytes);
        String text = new String(template.get().content(Encoding.IDENTITY).bytes(), StandardCharsets.UTF_8);
        byte[] body = text.replace(PLACEHOLDER, nonce).getBytes(StandardCharsets.UTF_8);
        response.setHeader("Content-Security-Policy", POLICY.formatted(nonce));
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/html; charset=utf-8");
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }
}

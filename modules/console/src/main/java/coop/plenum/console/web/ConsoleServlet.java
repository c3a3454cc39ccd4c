package coop.plenum.console.web;

import coop.plenum.console.asset.Asset;
import coop.plenum.console.asset.Assets;
import coop.plenum.console.asset.BundleAssets;
import coop.plenum.console.asset.FolderAssets;
import coop.plenum.console.extension.Extensions;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Serves the console: its assets, the files of extensions, and for every other address the one page, which looks at the
 * address itself. Nothing here needs anybody to be signed in, since nothing here tells anything; the API does.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern(ConsoleServlet.BASE + "/*")
@HttpWhiteboardServletName("plenum-console")
public final class ConsoleServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static final String BASE = "/console";

    private static final String ASSETS = "/assets/";
    private static final String EXTENSIONS = "/ext/";
    private static final String FOLDER = "plenum.console.folder";

    private final transient Assets assets;
    private final transient Function<String, Optional<Asset>> extensions;
    private final transient CspReports reports;
    private final transient IndexPage index;
    private final boolean developing;

    @Activate
    public ConsoleServlet(BundleContext context, @Reference Extensions extensions, @Reference CspReports reports) {
        this(
                folder(context.getProperty(FOLDER))
                        .orElseGet(() -> BundleAssets.precompressed(context.getBundle(), "web")),
                folder(context.getProperty(FOLDER)).isPresent(),
                extensions::file,
                reports);
    }

    /**
     * @param developing files change while the server runs, so that nobody may keep them
     * @param extensions gives the file behind the rest of an address
     */
    ConsoleServlet(
            Assets assets, boolean developing, Function<String, Optional<Asset>> extensions, CspReports reports) {
        this.assets = assets;
        this.developing = developing;
        this.extensions = extensions;
        this.reports = reports;
        this.index = new IndexPage(assets);
    }

    private static Optional<Assets> folder(@Nullable String property) {
        return Optional.ofNullable(property)
                .filter(text -> !text.isBlank())
                .map(text -> new FolderAssets(Path.of(text)));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SecurityHeaders.set(response);
        String path = request.getPathInfo();
        boolean report = CspReports.PATH.equals(path);
        if (!takes(request.getMethod(), report)) {
            String allowed = report ? "POST" : "GET, HEAD";
            response.setHeader("Allow", allowed);
            Refusal.write(
                    request,
                    response,
                    405,
                    "method-not-allowed",
                    "Method not allowed",
                    "This address takes " + allowed + " only.");
        } else if (report) {
            report(request, response);
        } else if (path == null) {
            // links in the page are relative to the folder
            response.setStatus(302);
            response.setHeader("Location", BASE + "/");
        } else {
            serve(path, request, response);
        }
    }

    private static boolean takes(String method, boolean report) {
        return report ? method.equals("POST") : method.equals("GET") || method.equals("HEAD");
    }

    private void serve(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (path.startsWith(EXTENSIONS)) {
            asset(extensions.apply(path.substring(EXTENSIONS.length())), AssetAnswer.IMMUTABLE, request, response);
        } else if (path.startsWith(ASSETS)) {
            asset(assets.find(path.substring(1)), AssetAnswer.IMMUTABLE, request, response);
        } else {
            Optional<Asset> file =
                    path.equals("/" + IndexPage.FILE) ? Optional.empty() : assets.find(path.substring(1));
            if (file.isPresent()) {
                asset(file, AssetAnswer.REVALIDATE, request, response);
            } else {
                index.write(request, response);
            }
        }
    }

    private void asset(Optional<Asset> asset, String caching, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (asset.isPresent()) {
            AssetAnswer.write(asset.get(), developing ? "no-store" : caching, request, response);
        } else {
            Refusal.write(
                    request,
                    response,
                    404,
                    "asset-missing",
                    "Asset missing",
                    "This file does not exist, or no longer: the console or a module has changed. Reload the page.");
        }
    }

    private void report(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readNBytes(CspReports.MAX_BODY + 1);
        if (body.length > CspReports.MAX_BODY) {
            response.setHeader("Connection", "close");
            Refusal.write(
                    request,
                    response,
                    413,
                    "body-too-large",
                    "Body too large",
                    "A report has at most " + CspReports.MAX_BODY + " bytes.");
        } else if (reports.take(body)) {
            response.setStatus(204);
        } else {
            Refusal.write(
                    request,
                    response,
                    400,
                    "malformed-report",
                    "Malformed report",
                    "A report is a JSON object with a member csp-report, as browsers send it.");
        }
    }
}

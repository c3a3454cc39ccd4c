package coop.plenum.console.web;

import coop.plenum.console.asset.Asset;
import coop.plenum.console.asset.Content;
import coop.plenum.console.asset.Encoding;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Answers with a file, coded as the client likes it best, or says that the client has it already. */
final class AssetAnswer {
    /** The address changes with the content. */
    static final String IMMUTABLE = "public, max-age=31536000, immutable";
    /** The client may keep it and asks whether it is still so. */
    static final String REVALIDATE = "no-cache";

    private AssetAnswer() {}

    static void write(Asset asset, String caching, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Encoding encoding = Encoding.choose(request.getHeader("Accept-Encoding"), asset.encodings());
        Content content = asset.content(encoding);
        String tag = content.tag();
        response.setHeader("Cache-Control", caching);
        response.setHeader("ETag", tag);
        if (asset.encodings().size() > 1) {
            response.setHeader("Vary", "Accept-Encoding");
        }
        if (has(request.getHeader("If-None-Match"), tag)) {
            response.setStatus(304);
            return;
        }
        byte[] bytes = content.bytes();
        response.setContentType(asset.mediaType());
        if (encoding != Encoding.IDENTITY) {
            response.setHeader("Content-Encoding", encoding.token());
        }
        response.setContentLength(bytes.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(bytes);
        }
    }

    private static boolean has(@Nullable String known, String tag) {
        return known != null
                && Arrays.stream(known.split(",", -1))
                        .map(String::strip)
                        .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
    }
}

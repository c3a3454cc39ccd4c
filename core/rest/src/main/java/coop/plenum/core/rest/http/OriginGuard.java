package coop.plenum.core.rest.http;

import coop.plenum.api.PlenumException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;

/** Refuses what a browser sends on behalf of another site (Fetch Metadata, Origin). */
final class OriginGuard {
    private OriginGuard() {}

    static void check(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean safe = Authenticator.safe(request);
        if ("cross-site".equals(site) && !(safe && followedLink(request))) {
            throw refused();
        }
        if (safe) {
            return;
        }
        String origin = request.getHeader("Origin");
        if ("same-site".equals(site) || (origin != null && !sameHost(origin, request.getHeader("Host")))) {
            throw refused();
        }
    }

    private static boolean followedLink(HttpServletRequest request) {
        return "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && "document".equals(request.getHeader("Sec-Fetch-Dest"));
    }

    private static boolean sameHost(String origin, String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static PlenumException refused() {
        return new PlenumException(
                PlenumException.Category.DENIED,
                "cross-site-refused",
                "Another site sent this request. Call the API from its own origin, or with an API token outside a browser.");
    }
}

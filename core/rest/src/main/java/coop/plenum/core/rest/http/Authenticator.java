package coop.plenum.core.rest.http;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Authentication;
import coop.plenum.api.access.Authentication.SignedIn;
import coop.plenum.api.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds out who asks. A session cookie alone changes nothing: a change must also carry the session's CSRF token, which
 * another site cannot read.
 */
public final class Authenticator {
    public static final String CSRF_HEADER = "X-CSRF-Token";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Authentication authentication;

    public Authenticator(Authentication authentication) {
        this.authentication = authentication;
    }

    public static boolean safe(HttpServletRequest request) {
        return SAFE.contains(request.getMethod());
    }

    /**
     * The caller, also set as the request's property; empty without credentials.
     *
     * @throws PlenumException {@code invalid-token}, {@code session-ended}, {@code csrf-token-missing}
     */
    public Optional<Caller> identify(HttpServletRequest request) {
        Optional<String> token = bearer(request);
        if (token.isPresent()) {
            SignedIn signedIn = authentication
                    .token(token.get())
                    .orElseThrow(() -> unauthenticated(
                            "invalid-token", "The API token is unknown, expired or revoked. Issue a new one."));
            return Optional.of(enter(request, signedIn, Caller.Source.API));
        }
        Optional<String> session = Cookies.session(request);
        if (session.isEmpty()) {
            return Optional.empty();
        }
        SignedIn signedIn = authentication
                .session(session.get())
                .orElseThrow(() -> unauthenticated("session-ended", "The session has ended. Log in again."));
        if (!safe(request)) {
            requireCsrfToken(request, signedIn);
        }
        return Optional.of(enter(request, signedIn, Caller.Source.CONSOLE));
    }

    /** Asks again later whether the credentials of a request still hold; for streams that outlive them. */
    public Supplier<Boolean> recheck(HttpServletRequest request) {
        Optional<String> token = bearer(request);
        if (token.isPresent()) {
            return () -> authentication.token(token.get()).isPresent();
        }
        Optional<String> session = Cookies.session(request);
        return () -> session.flatMap(authentication::session).isPresent();
    }

    private static Caller enter(HttpServletRequest request, SignedIn signedIn, Caller.Source source) {
        Caller caller = signedIn.caller(source, Correlation.of(request))
                .traced(Correlation.trace(request.getHeader("traceparent")));
        request.setAttribute(Attributes.CALLER, caller);
        request.setAttribute(Attributes.SIGNED_IN, signedIn);
        return caller;
    }

    private static void requireCsrfToken(HttpServletRequest request, SignedIn signedIn) {
        String sent = request.getHeader(CSRF_HEADER);
        boolean right = sent != null
                && signedIn.csrfToken().isPresent()
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8),
                        signedIn.csrfToken().get().getBytes(StandardCharsets.UTF_8));
        if (!right) {
            throw new PlenumException(
                    PlenumException.Category.DENIED,
                    "csrf-token-missing",
                    "A change with a session cookie needs the header " + CSRF_HEADER
                            + " with the csrfToken of GET /api/v1/session.");
        }
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null) {
            return Optional.empty();
        }
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw unauthenticated("invalid-token", "Authorization must be \"Bearer\" and an API token.");
        }
        return Optional.of(header.substring(7).strip());
    }

    private static PlenumException unauthenticated(String code, String message) {
        return new PlenumException(PlenumException.Category.UNAUTHENTICATED, code, message);
    }
}

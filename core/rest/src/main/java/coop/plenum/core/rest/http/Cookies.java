package coop.plenum.core.rest.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The session cookie. Over TLS its name has the prefix {@code __Host-}, which browsers accept only if it is secure and
 * of this host; over plain HTTP they would refuse that name, so there it has another.
 */
public final class Cookies {
    static final String SECURE = "__Host-plenum";
    static final String PLAIN = "plenum-session";

    private Cookies() {}

    static Optional<String> session(HttpServletRequest request) {
        String name = name(request);
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** The value of {@code Set-Cookie} that starts a session. */
    public static String start(HttpServletRequest request, String secret, Instant expiresAt) {
        long seconds = Math.max(0, Duration.between(Instant.now(), expiresAt).toSeconds());
        return cookie(request, secret, seconds);
    }

    /** The value of {@code Set-Cookie} that ends a session. */
    public static String end(HttpServletRequest request) {
        return cookie(request, "", 0);
    }

    private static String cookie(HttpServletRequest request, String value, long maxAge) {
        return name(request) + "=" + value + "; Path=/; Max-Age=" + maxAge + "; HttpOnly; SameSite=Strict"
                + (request.isSecure() ? "; Secure" : "");
    }

    private static String name(HttpServletRequest request) {
        return request.isSecure() ? SECURE : PLAIN;
    }
}

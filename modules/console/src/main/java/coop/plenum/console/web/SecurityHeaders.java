package coop.plenum.console.web;

import jakarta.servlet.http.HttpServletResponse;

/** What every answer of the console tells the browser; the page adds its own policy. */
final class SecurityHeaders {
    private SecurityHeaders() {}

    static void set(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        // the address of a set-up page carries a secret
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(
                "Permissions-Policy",
                "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(),"
                        + " microphone=(), midi=(), payment=(), usb=()");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
}

package coop.plenum.console.web;

import com.fasterxml.jackson.jr.ob.JSON;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers with a problem (RFC 9457), as the API does. */
final class Refusal {
    private static final String TYPE_PREFIX = "https://plenum.coop/problems/";

    private Refusal() {}

    /** @param detail what is wrong and what to do */
    static void write(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            String code,
            String title,
            String detail)
            throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", TYPE_PREFIX + code);
        problem.put("title", title);
        problem.put("status", status);
        problem.put("code", code);
        problem.put("detail", detail);
        String correlation = response.getHeader("X-Request-Id");
        if (correlation != null) {
            problem.put("correlation", correlation);
        }
        byte[] body = JSON.std.asBytes(problem);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }
}

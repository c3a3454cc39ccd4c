package coop.plenum.openstack.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request to a service.
 *
 * @param path below the service's base, a slash first, encoded, with its query
 * @param body as JSON; null for none
 * @param atMost the microversion it was written for
 * @param headers beside the usual ones
 */
public record Request(
        Service service,
        String method,
        String path,
        @Nullable Object body,
        Optional<ApiVersion> atMost,
        Map<String, String> headers) {
    public Request {
        headers = Map.copyOf(headers);
    }

    public static Request get(Service service, String path) {
        return new Request(service, "GET", path, null, Optional.empty(), Map.of());
    }

    public static Request post(Service service, String path, Object body) {
        return new Request(service, "POST", path, body, Optional.empty(), Map.of());
    }

    public static Request put(Service service, String path, @Nullable Object body) {
        return new Request(service, "PUT", path, body, Optional.empty(), Map.of());
    }

    public static Request delete(Service service, String path) {
        return new Request(service, "DELETE", path, null, Optional.empty(), Map.of());
    }

    public Request method(String other) {
        return new Request(service, other, path, body, atMost, headers);
    }

    public Request atMost(int major, int minor) {
        return atMost(Optional.of(new ApiVersion(major, minor)));
    }

    public Request atMost(Optional<ApiVersion> version) {
        return new Request(service, method, path, body, version, headers);
    }

    public Request header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(service, method, path, body, atMost, more);
    }

    /** A path of these segments, each encoded: what comes from outside can neither climb nor branch off. */
    public static String path(String... segments) {
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            path.append('/').append(encode(segment));
        }
        return path.toString();
    }

    /** @param pairs name, value, name, value */
    public static String query(String... pairs) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            parts.add(encode(pairs[i]) + "=" + encode(pairs[i + 1]));
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static String encode(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        // dots alone would be taken for a step up
        return encoded.matches("\\.{1,2}") ? encoded.replace(".", "%2E") : encoded;
    }

    /** What an answer must not be quoted with: a service may repeat what it refuses. */
    Set<String> secrets() {
        Set<String> secrets = new HashSet<>();
        collect(body, secrets);
        return secrets;
    }

    private static void collect(@Nullable Object body, Set<String> secrets) {
        if (body instanceof Map<?, ?> members) {
            members.forEach((name, value) -> {
                if ("secret".equals(name) && value instanceof String secret && !secret.isEmpty()) {
                    secrets.add(secret);
                }
                collect(value, secrets);
            });
        }
    }

    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** For messages: without the query, which may be long. */
    @Override
    public String toString() {
        int query = path.indexOf('?');
        return method + " " + (query < 0 ? path : path.substring(0, query));
    }
}

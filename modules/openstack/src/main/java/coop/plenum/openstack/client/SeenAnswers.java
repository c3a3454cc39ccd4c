package coop.plenum.openstack.client;

import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows the latest answers by the id that each OpenStack service gives each request. One that comes again is the answer to
 * a request before: something on the line repeats them, and who believed it would take one resource for another.
 * Thread-safe.
 */
final class SeenAnswers {
    private static final int REMEMBERED = 4096;
    private static final List<String> HEADERS = List.of("X-Openstack-Request-Id", "X-Compute-Request-Id", "X-Trans-Id");

    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Whether it has not come before. True without an id, and for what a cache says to have kept. */
    boolean isNew(HttpHeaders headers) {
        Optional<String> id = HEADERS.stream()
                .flatMap(name -> headers.firstValue(name).stream())
                .findFirst();
        if (id.isEmpty() || headers.firstValue("Age").isPresent()) {
            return true;
        }
        synchronized (seen) {
            return seen.putIfAbsent(id.get(), true) == null;
        }
    }
}

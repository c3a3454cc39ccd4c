package coop.plenum.core.content.query;

import coop.plenum.api.PlenumException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Filters by their texts, of which the latest are kept as they were parsed. Thread-safe. */
final class Filters {
    private static final int KEPT = 200;

    private final Map<String, CelFilter> parsed = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CelFilter> eldest) {
            return size() > KEPT;
        }
    });

    /**
     * Two may parse the same text at once; while one does, the others are not to wait for it.
     *
     * @throws PlenumException {@code invalid-filter}
     */
    CelFilter of(String text) {
        CelFilter known = parsed.get(text);
        if (known != null) {
            return known;
        }
        CelFilter filter = CelFilter.parse(text);
        parsed.put(text, filter);
        return filter;
    }
}

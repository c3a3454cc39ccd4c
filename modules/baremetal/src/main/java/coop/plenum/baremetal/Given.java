package coop.plenum.baremetal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Commands that were given, so that a repeated attempt waits for the first one's effect. Thread-safe. */
final class Given {
    private static final int KEYS = 1000;

    private final Map<String, Waiting> commands = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Waiting> eldest) {
            return size() > KEYS;
        }
    };

    synchronized Optional<Waiting> find(String key) {
        return Optional.ofNullable(commands.get(key));
    }

    synchronized void add(String key, Waiting waiting) {
        commands.put(key, waiting);
    }
}

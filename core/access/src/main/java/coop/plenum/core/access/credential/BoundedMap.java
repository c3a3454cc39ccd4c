package coop.plenum.core.access.credential;

import java.util.LinkedHashMap;
import java.util.Map;

/** Forgets what has been used least recently, so that an attacker cannot fill the memory. Not thread-safe. */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
    private final int most;

    public BoundedMap(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}

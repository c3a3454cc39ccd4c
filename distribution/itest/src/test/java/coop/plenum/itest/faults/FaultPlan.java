package coop.plenum.itest.faults;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which fault a request meets: the n-th of its kind always the same one, whatever else goes on at the time, so that a run
 * can be had again. Every fault is as likely as every other. Thread-safe.
 */
final class FaultPlan {
    private static final Fault[] FAULTS = Fault.values();

    private final long seed;
    private final double writes;
    private final double reads;
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> met = new ConcurrentHashMap<>();
    private volatile boolean calm = true;

    /**
     * @param writes the share of the requests that change something and meet a fault
     * @param reads the same of all others
     */
    FaultPlan(long seed, double writes, double reads) {
        this.seed = seed;
        this.writes = writes;
        this.reads = reads;
    }

    void begin() {
        calm = false;
    }

    void end() {
        calm = true;
    }

    Fault next(String method, String path) {
        if (calm) {
            return Fault.NONE;
        }
        boolean write = !method.equals("GET") && !method.equals("HEAD");
        String kind = method + " " + path.replaceAll("[?].*", "").replaceAll("/[^/]*[0-9][^/]*", "/*");
        int n = count(counts, kind);
        Random random = new Random(seed * 31 + kind.hashCode() * 1_000_003L + n);
        random.nextInt(); // the first one hardly differs between seeds that do
        if (random.nextDouble() >= (write ? writes : reads)) {
            return Fault.NONE;
        }
        Fault fault = FAULTS[1 + random.nextInt(FAULTS.length - 1)];
        count(met, (write ? "write " : "read ") + fault);
        return fault;
    }

    private static int count(Map<String, AtomicInteger> counters, String name) {
        return counters.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet();
    }

    /** How often requests that change something have met each fault. */
    Map<Fault, Integer> onWrites() {
        return met("write ");
    }

    Map<Fault, Integer> onReads() {
        return met("read ");
    }

    private Map<Fault, Integer> met(String prefix) {
        Map<Fault, Integer> found = new EnumMap<>(Fault.class);
        new TreeMap<>(met).forEach((name, times) -> {
            if (name.startsWith(prefix)) {
                found.put(Fault.valueOf(name.substring(prefix.length())), times.get());
            }
        });
        return found;
    }
}

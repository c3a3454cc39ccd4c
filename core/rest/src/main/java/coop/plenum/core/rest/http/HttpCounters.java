package coop.plenum.core.rest.http;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.osgi.service.component.annotations.Component;

/** Counts requests. */
@Component(service = HttpCounters.class)
public final class HttpCounters {
    private final AtomicLongArray byStatus = new AtomicLongArray(600);
    private final LongAdder nanos = new LongAdder();
    private final LongAdder active = new LongAdder();

    void begin() {
        active.increment();
    }

    void end(int status, long elapsedNanos) {
        active.decrement();
        nanos.add(elapsedNanos);
        byStatus.incrementAndGet(status >= 100 && status < 600 ? status : 500);
    }

    public long active() {
        return active.sum();
    }

    public double seconds() {
        return nanos.sum() / 1e9;
    }

    /** Calls with each status that has occurred. */
    public void forEachStatus(LongConsumer status) {
        for (int i = 0; i < byStatus.length(); i++) {
            if (byStatus.get(i) > 0) {
                status.accept(i);
            }
        }
    }

    public long count(int status) {
        return byStatus.get(status);
    }
}

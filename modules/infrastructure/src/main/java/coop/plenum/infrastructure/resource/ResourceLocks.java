package coop.plenum.infrastructure.resource;

import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.OperationService;
import coop.plenum.api.operation.Outcome;
import coop.plenum.infrastructure.Engine;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lets one operation at a time touch a resource. Lanes do that for operations about one resource; this does it for those
 * about many. Held in memory: after a restart the operations that go on take their locks again. Thread-safe.
 */
@Component(service = ResourceLocks.class)
public final class ResourceLocks {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Map<UUID, UUID> holders = new ConcurrentHashMap<>();
    private final OperationService operations;
    private final Engine engine;

    @Activate
    public ResourceLocks(@Reference OperationService operations, @Reference Engine engine) {
        this.operations = operations;
        this.engine = engine;
    }

    /** @return whether the operation holds it now; it may ask again. Nobody keeps a lock beyond the operation's end. */
    public boolean take(UUID item, UUID operation) {
        UUID holder = holders.putIfAbsent(item, operation);
        return holder == null
                || holder.equals(operation)
                || (ended(holder) && holders.replace(item, holder, operation));
    }

    public void release(UUID item, UUID operation) {
        holders.remove(item, operation);
    }

    /** What an operation does to a resource; called again later while another one is at it. */
    @FunctionalInterface
    public interface Work {
        Outcome proceed() throws InterruptedException;
    }

    /** For a run that did not get the lock. */
    public static Outcome later(OperationRun run) {
        return new Outcome.Pending(run.resumeToken().orElse(""), LOOK_AGAIN);
    }

    /** Does it with the lock held, which stays held while the outcome is pending. */
    public Outcome during(OperationRun run, UUID item, Work work) throws InterruptedException {
        if (!take(item, run.id())) {
            return later(run);
        }
        boolean pending = false;
        try {
            Outcome outcome = work.proceed();
            pending = outcome instanceof Outcome.Pending;
            return outcome;
        } finally {
            if (!pending) {
                release(item, run.id());
            }
        }
    }

    private boolean ended(UUID operation) {
        return operations
                .find(engine.caller(), operation)
                .filter(found -> !found.status().ended())
                .isEmpty();
    }
}

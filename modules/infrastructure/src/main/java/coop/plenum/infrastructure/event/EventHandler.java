package coop.plenum.infrastructure.event;

import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.provider.Failures;
import coop.plenum.infrastructure.resource.Resources;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Looks at an item of which an event has told. Its log keeps the words of the event, as those of somebody else; what is taken
 * in is what is seen. However many events come, nobody looks at the same item more often than {@link #GAP} allows.
 */
@Component(service = OperationHandler.class)
public final class EventHandler implements OperationHandler {
    static final String KIND = "infrastructure.event";
    static final Duration GAP = Duration.ofSeconds(10);

    private static final String WAITED = "waited";
    private static final int REMEMBERED = 4_096;

    private final Engine engine;
    private final EventInbox inbox;
    private final Resources resources;
    private final LongSupplier nanoTime;
    private final Map<UUID, Long> looked = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Activate
    public EventHandler(@Reference Engine engine, @Reference EventInbox inbox, @Reference Resources resources) {
        this(engine, inbox, resources, System::nanoTime);
    }

    EventHandler(Engine engine, EventInbox inbox, Resources resources, LongSupplier nanoTime) {
        this.engine = engine;
        this.inbox = inbox;
        this.resources = resources;
        this.nanoTime = nanoTime;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(OperationRun run) throws InterruptedException {
        UUID id = UUID.fromString(run.target().orElse(""));
        Optional<Duration> early = run.resumeToken().isPresent() ? Optional.empty() : early(id);
        if (early.isPresent()) {
            return new Outcome.Pending(WAITED, early.get());
        }
        Set<String> words = new LinkedHashSet<>();
        run.input().text("event").ifPresent(words::add);
        words.addAll(inbox.read(id));
        words.forEach(said -> run.log(OperationRun.Level.INFO, "It says: " + said));
        Optional<Item> item = engine.find(id);
        if (item.isEmpty()) {
            return Outcome.done(); // deleted meanwhile
        }
        try {
            boolean present = resources.current(run.caller(), item.get());
            return new Outcome.Done(Values.of("present", present));
        } catch (ProviderException e) {
            return Failures.outcome(e);
        } finally {
            synchronized (looked) {
                looked.put(id, nanoTime.getAsLong());
            }
        }
    }

    private Optional<Duration> early(UUID id) {
        synchronized (looked) {
            Long last = looked.get(id);
            return Optional.ofNullable(last)
                    .map(at -> GAP.minusNanos(nanoTime.getAsLong() - at))
                    .filter(left -> !left.isNegative() && !left.isZero());
        }
    }
}

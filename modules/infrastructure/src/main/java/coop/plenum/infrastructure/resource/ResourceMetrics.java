package coop.plenum.infrastructure.resource;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.Item;
import coop.plenum.api.provider.Metrics;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.infrastructure.provider.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What remote systems measure of resources; asked for when somebody looks, and kept nowhere. Thread-safe. */
@Component(service = ResourceMetrics.class)
public final class ResourceMetrics {
    public static final Duration SHORTEST = Duration.ofMinutes(15);
    public static final Duration LONGEST = Duration.ofDays(30);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LEAST_STEP = Duration.ofMinutes(5);
    private static final int MOST_POINTS = 300;

    private final AccessService access;
    private final Resources resources;

    @Activate
    public ResourceMetrics(@Reference AccessService access, @Reference Resources resources) {
        this.access = access;
        this.resources = resources;
    }

    /**
     * What was measured in a while.
     *
     * @param metrics empty where the provider measures nothing of the type
     * @param series of each metric
     */
    public record Measured(
            Instant from, Instant to, Duration step, List<Metrics.Metric> metrics, List<Metrics.Series> series) {}

    /**
     * Asks the remote system. Needs {@code <type>.view} where the item lives.
     *
     * @param last how far back
     * @throws PlenumException {@code invalid-period}, and what the remote system refuses
     */
    public Measured measure(Caller caller, UUID id, Duration last) {
        Item item = resources.require(caller, id);
        access.require(caller, item.type() + ".view", item.space());
        if (last.compareTo(SHORTEST) < 0 || last.compareTo(LONGEST) > 0) {
            throw PlenumException.invalid(
                    "invalid-period", "Metrics are told of the last " + SHORTEST + " to " + LONGEST + ".");
        }
        Instant to = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Instant from = to.minus(last);
        Duration step = step(last);
        ResourceRef ref = resources.ref(item);
        return resources.ask(
                item,
                Call.by(caller, PATIENCE),
                (handler, context) -> handler instanceof Metrics metrics
                        ? new Measured(from, to, step, metrics.metrics(), metrics.measure(ref, from, to, step, context))
                        : new Measured(from, to, step, List.of(), List.of()));
    }

    /** So wide that there are not too many points, in steps that remote systems have. */
    static Duration step(Duration last) {
        long least = LEAST_STEP.toSeconds();
        long wanted = last.toSeconds() / MOST_POINTS;
        return Duration.ofSeconds(Math.max(1, (wanted + least - 1) / least) * least);
    }
}

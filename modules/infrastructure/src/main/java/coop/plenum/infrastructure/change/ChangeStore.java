package coop.plenum.infrastructure.change;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.Item;
import coop.plenum.api.operation.OperationService;
import coop.plenum.infrastructure.Engine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the engine knows of a change beyond what was asked for. Thread-safe. */
@Component(service = ChangeStore.class)
public final class ChangeStore {
    static final String DRAFT = "draft";
    static final String APPLYING = "applying";
    static final String APPLIED = "applied";
    static final String FAILED = "failed";
    private static final Set<String> OBSERVED =
            Set.of("plan", "digest", "status", "operation", "resourceId", "failure");

    private final Engine engine;
    private final OperationService operations;

    @Activate
    public ChangeStore(@Reference Engine engine, @Reference OperationService operations) {
        this.engine = engine;
        this.operations = operations;
    }

    Item require(UUID id) {
        return engine.find(id, ChangeSpec.TYPE)
                .orElseThrow(() -> PlenumException.missing("change-missing", "There is no change " + id + "."));
    }

    Item planned(Caller cause, Item change, Plan plan) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("plan", plan.shown());
        values.put("digest", plan.digest());
        values.put("status", DRAFT);
        values.put("failure", null);
        return engine.note(cause, change, OBSERVED, values);
    }

    Item claimed(Caller cause, Item change, UUID operation) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("status", APPLYING);
        values.put("operation", operation.toString());
        values.put("failure", null);
        return engine.note(cause, change, OBSERVED, values);
    }

    Item touches(Caller cause, Item change, UUID resource) {
        return engine.note(cause, change, OBSERVED, Map.of("resourceId", resource.toString()));
    }

    void applied(Caller cause, UUID change) {
        engine.note(cause, require(change), OBSERVED, Map.of("status", APPLIED));
    }

    void failed(Caller cause, UUID change, String message) {
        engine.note(cause, require(change), OBSERVED, Map.of("status", FAILED, "failure", message));
    }

    /**
     * @param mine the operation that asks
     * @throws PlenumException {@code change-ended} when it has been applied, or another operation is at it; one that was
     *     cancelled is not
     */
    void requireOpen(Item change, Optional<UUID> mine) {
        String status = change.values().text("status").orElse("");
        boolean taken = status.equals(APPLYING)
                && change.values()
                        .text("operation")
                        .map(UUID::fromString)
                        .filter(operation -> !Optional.of(operation).equals(mine))
                        .flatMap(operation -> operations.find(engine.caller(), operation))
                        .filter(operation -> !operation.status().ended())
                        .isPresent();
        if (status.equals(APPLIED) || taken) {
            throw PlenumException.conflict(
                    "change-ended", "The change is " + status + " already. Draft a new one if more is to be done.");
        }
    }
}

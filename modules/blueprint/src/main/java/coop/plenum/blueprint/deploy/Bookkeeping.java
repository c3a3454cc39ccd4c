package coop.plenum.blueprint.deploy;

import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Observation;
import coop.plenum.api.content.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The observed fields of deployments, which nobody can set through the content service. All that is done on the module's
 * own authority is done here: it writes these fields, and looks whether an item is there. Thread-safe.
 */
@Component(service = Bookkeeping.class)
public final class Bookkeeping {
    private static final Set<String> FIELDS = Set.of(
            "blueprintRevision",
            "parameters",
            "connections",
            "items",
            "steps",
            "secrets",
            "pending",
            "lastChange",
            "status");

    private final ContentService content;
    private final Caller module;

    @Activate
    public Bookkeeping(@Reference ContentService content, @Reference AccessService access) {
        this.content = content;
        this.module = access.module("blueprint");
    }

    /** Whether there is such an item, also if those who ask may not see it. */
    boolean exists(UUID item) {
        return content.find(module, item).isPresent();
    }

    /** Where a change stands; empty when it has been deleted. */
    Optional<String> statusOf(UUID change) {
        return content.find(module, change)
                .filter(item -> item.type().equals("infrastructure.change"))
                .flatMap(item -> item.values().text("status"));
    }

    /** Whether a change has ever been applied, be it in part or in vain: it is published then. */
    boolean hasBegun(UUID change) {
        return content.find(module, change)
                .filter(item -> item.state() == State.PUBLISHED)
                .isPresent();
    }

    Caller causedBy(Caller cause) {
        return module.causedBy(cause);
    }

    /**
     * Sets fields; what is not named stays, null clears.
     *
     * @return the deployment as it is now
     */
    Item note(Caller cause, Item deployment, Map<String, ? extends @Nullable Object> changes) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : FIELDS) {
            Object value = changes.containsKey(name)
                    ? changes.get(name)
                    : deployment.values().get(name).orElse(null);
            if (value != null) {
                values.put(name, value);
            }
        }
        // The item stands for itself: it is bound to its own id, since no connection reports it.
        Observation seen = new Observation(
                Optional.of(deployment.id()),
                deployment.type(),
                deployment.id().toString(),
                deployment.space(),
                deployment.title(),
                deployment.labels(),
                Values.of(values));
        content.observe(causedBy(cause), deployment.id(), List.of(seen));
        return content.find(module, deployment.id()).orElse(deployment);
    }
}

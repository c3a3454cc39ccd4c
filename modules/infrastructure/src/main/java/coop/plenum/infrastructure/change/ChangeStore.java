package coop.plenum.infrastructure.change;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.operation.OperationService;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.change.Approvals.Approval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
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
            Set.of("plan", "digest", "status", "operation", "resourceId", "failure", "requestedBy", "approvals");

    private static final int PAGE = 200;
    private static final int MOST = 1_000;

    private final ContentService content;
    private final Engine engine;
    private final OperationService operations;
    private final ReentrantLock writing = new ReentrantLock();

    @Activate
    public ChangeStore(
            @Reference ContentService content, @Reference Engine engine, @Reference OperationService operations) {
        this.content = content;
        this.engine = engine;
        this.operations = operations;
    }

    Item require(UUID id) {
        return engine.find(id, ChangeSpec.TYPE)
                .orElseThrow(() -> PlenumException.missing("change-missing", "There is no change " + id + "."));
    }

    /**
     * What the change asks for, where its resource is now: who moves a change elsewhere does not take the resource along.
     */
    ChangeSpec spec(Item change) {
        ChangeSpec spec = ChangeSpec.of(change);
        return spec.item().flatMap(engine::find).map(Item::space).map(spec::in).orElse(spec);
    }

    /** Drafts and failed ones that the caller may see, newest first; at most 1,000. */
    List<Item> open(Caller caller) {
        List<Item> open = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Item> page = content.list(
                    caller,
                    ItemQuery.ofType(ChangeSpec.TYPE)
                            .filter("status == \"" + DRAFT + "\" || status == \"" + FAILED + "\"")
                            .sort("-createdAt")
                            .page(new PageRequest(PAGE, after)));
            open.addAll(page.items());
            after = page.next();
        } while (after.isPresent() && open.size() < MOST);
        return open;
    }

    Item planned(Caller cause, Item change, Plan plan) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("plan", plan.shown());
        values.put("digest", plan.digest());
        values.put("status", DRAFT);
        values.put("failure", null);
        return note(cause, change.id(), values);
    }

    /** A new draft: its plan, and who asked for it. */
    Item drafted(Caller requester, Item change, Plan plan) {
        planned(requester, change, plan);
        return note(
                requester,
                change.id(),
                Map.of(
                        "requestedBy",
                        Map.of(
                                "id", requester.subject().id().toString(),
                                "name", requester.subject().name())));
    }

    Item approved(Caller cause, Item change, List<Approval> approvals) {
        return note(
                cause,
                change.id(),
                Map.of("approvals", approvals.stream().map(Approval::stored).toList()));
    }

    Item claimed(Caller cause, Item change, UUID operation) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("status", APPLYING);
        values.put("operation", operation.toString());
        values.put("failure", null);
        return note(cause, change.id(), values);
    }

    Item touches(Caller cause, Item change, UUID resource) {
        return note(cause, change.id(), Map.of("resourceId", resource.toString()));
    }

    void applied(Caller cause, UUID change) {
        note(cause, change, Map.of("status", APPLIED));
    }

    void failed(Caller cause, UUID change, String message) {
        note(cause, change, Map.of("status", FAILED, "failure", message));
    }

    /** On top of what is there now: somebody else may have noted something meanwhile. */
    private Item note(Caller cause, UUID change, Map<String, @Nullable Object> values) {
        writing.lock();
        try {
            return engine.note(cause, require(change), OBSERVED, values);
        } finally {
            writing.unlock();
        }
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

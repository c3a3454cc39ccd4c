package coop.plenum.infrastructure.change;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.UnitOfWork;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.State;
import coop.plenum.api.operation.OperationService;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.api.ChangeDraft;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.change.Approvals.Approval;
import coop.plenum.infrastructure.policy.Policies.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
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
    static final String DISCARDED = "discarded";
    /** All fields of a change: only the engine writes them, so that nobody has something else done than was asked for. */
    private static final Set<String> FIELDS = Set.of(
            "kind",
            "resourceType",
            "connectionId",
            "itemId",
            "resourceTitle",
            "resourceSpace",
            "values",
            "action",
            "replace",
            "steps",
            "reason",
            "driftRule",
            Withheld.FIELD,
            "plan",
            "digest",
            "status",
            "operation",
            "resourceId",
            "failure",
            "requestedBy",
            "approvals",
            "items",
            "progress",
            "late",
            "deletions");

    private static final int PAGE = 200;
    private static final int MOST = 1_000;

    private final ContentService content;
    private final Engine engine;
    private final OperationService operations;
    private final UnitOfWork unit;
    private final ReentrantLock writing = new ReentrantLock();

    @Activate
    public ChangeStore(
            @Reference ContentService content,
            @Reference Engine engine,
            @Reference OperationService operations,
            @Reference UnitOfWork unit) {
        this.unit = unit;
        this.content = content;
        this.engine = engine;
        this.operations = operations;
    }

    public Item require(UUID id) {
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

    private boolean isReadable(Item change) {
        try {
            targets(change);
            return true;
        } catch (PlenumException malformed) {
            return false;
        }
    }

    /** What a change touches, as policies look at it: where its resources are now. */
    List<Target> targets(Item change) {
        if (!ChangeSet.is(change)) {
            ChangeSpec spec = spec(change);
            UUID reached = reached(new HashMap<>(), spec.connection()).orElse(spec.space());
            return spec.kinds().stream()
                    .map(kind -> new Target(spec.space(), spec.type(), kind.text(), reached))
                    .toList();
        }
        ChangeDraft draft = ChangeSet.of(change);
        Map<UUID, Optional<UUID>> connections = new HashMap<>(); // many steps have the same
        return draft.steps().stream()
                .flatMap(step -> targets(draft.space(), step, connections))
                .distinct()
                .toList();
    }

    /** None for what has been deleted. */
    private Stream<Target> targets(UUID space, Step step, Map<UUID, Optional<UUID>> connections) {
        if (step instanceof Step.Create create) {
            UUID where = create.space().orElse(space);
            UUID reached = reached(connections, create.connection()).orElse(where);
            return Stream.of(new Target(where, create.type(), ChangeKind.CREATE.text(), reached));
        }
        return ChangeSet.item(step).flatMap(engine::find).stream().flatMap(item -> {
            UUID reached = item.management()
                    .flatMap(tie -> reached(connections, tie.connection()))
                    .orElse(item.space());
            return ChangeSet.kinds(step).stream()
                    .map(kind -> new Target(item.space(), item.type(), kind.text(), reached));
        });
    }

    private Optional<UUID> reached(Map<UUID, Optional<UUID>> known, UUID connection) {
        return known.computeIfAbsent(connection, id -> engine.find(id).map(Item::space));
    }

    /** Drafts and failed ones that the caller may see, newest first; at most 1,000. */
    public List<Item> open(Caller caller) {
        List<Item> open = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Item> page = content.list(
                    caller,
                    ItemQuery.ofType(ChangeSpec.TYPE)
                            .filter("status == \"" + DRAFT + "\" || status == \"" + FAILED + "\"")
                            .sort("-createdAt")
                            .page(new PageRequest(PAGE, after)));
            page.items().stream().filter(this::isReadable).forEach(open::add);
            after = page.next();
        } while (after.isPresent() && open.size() < MOST);
        return open;
    }

    public Item planned(Caller cause, Item change, Values plan, String digest) {
        return note(cause, change.id(), planned(plan, digest));
    }

    /**
     * What somebody asks for, and what it would do.
     *
     * @param asked fields of the change's item
     */
    public record NewChange(UUID space, String title, Values asked, Values plan, String digest, String reason) {}

    /** Keeps a new draft. Who asked for it, and for what, stays as it is: another wish is another change. */
    public Item draft(Caller requester, NewChange change) {
        Map<String, @Nullable Object> values = planned(change.plan(), change.digest());
        change.asked().forEach(values::put);
        values.put(
                "requestedBy",
                Map.of(
                        "id", requester.subject().id().toString(),
                        "name", requester.subject().name()));
        NewItem empty = new NewItem(
                ChangeSpec.TYPE,
                change.space(),
                change.title(),
                Map.of(),
                State.DRAFT,
                Values.empty(),
                Optional.empty(),
                change.reason());
        return unit.together(() -> engine.note(requester, content.create(requester, empty), FIELDS, values));
    }

    private static Map<String, @Nullable Object> planned(Values plan, String digest) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("plan", plan);
        values.put("digest", digest);
        values.put("status", DRAFT);
        values.put("failure", null);
        return values;
    }

    Item approved(Caller cause, Item change, List<Approval> approvals) {
        return note(
                cause,
                change.id(),
                Map.of("approvals", approvals.stream().map(Approval::stored).toList()));
    }

    /**
     * Puts the change into the hands of an operation. From then on it is a record of what has been done: published, and so
     * neither edited, moved nor deleted any more.
     */
    Item claimed(Caller caller, Item change, UUID operation) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("status", APPLYING);
        values.put("operation", operation.toString());
        values.put("failure", null);
        writing.lock();
        try {
            return unit.together(() -> published(caller, note(caller, change.id(), values)));
        } finally {
            writing.unlock();
        }
    }

    private Item published(Caller caller, Item change) {
        return change.state() == State.PUBLISHED
                ? change
                : content.publishDesired(caller, change.id(), change.revision(), false, Values.empty(), "");
    }

    /** Nobody is to apply it any more. */
    Item discarded(Caller cause, Item change) {
        return note(cause, change.id(), Map.of("status", DISCARDED));
    }

    Item touches(Caller cause, Item change, UUID resource) {
        return note(cause, change.id(), Map.of("resourceId", resource.toString()));
    }

    /** How many resources of which space it deletes; counts against limits from now on. */
    public Item deletes(Caller cause, Item change, Map<String, Long> bySpace) {
        return note(cause, change.id(), Map.of("deletions", bySpace));
    }

    /** The items that are to stand for what is created, by key of the step. */
    public Item makes(Caller cause, Item change, Map<String, String> items) {
        return note(cause, change.id(), Map.of("items", items));
    }

    /** What late values of a step have come to, as far as they are kept with the change. */
    public Values late(UUID change, String key) {
        return require(change).values().nested("late").nested(key);
    }

    /** Keeps them. */
    public void late(Caller cause, UUID change, String key, Map<String, @Nullable Object> values) {
        writing.lock();
        try {
            Map<String, @Nullable Object> late =
                    new HashMap<>(require(change).values().nested("late").asMap());
            late.put(key, values);
            note(cause, change, Map.of("late", late));
        } finally {
            writing.unlock();
        }
    }

    /** Where a change of one resource stands whose resource is gone while its successor has not been made. */
    static Optional<ApplyToken> removed(Item change) {
        return ChangeSet.is(change)
                ? Optional.empty()
                : change.values()
                        .text("progress")
                        .filter(token -> !token.isEmpty())
                        .map(ApplyToken::parse);
    }

    /** How far the steps of a change have come when nobody is at it. */
    public Item stopped(Caller cause, UUID change, String progress) {
        return note(cause, change, Map.of("progress", progress));
    }

    public void applied(Caller cause, UUID change) {
        note(cause, change, Map.of("status", APPLIED));
    }

    public void failed(Caller cause, UUID change, String message) {
        note(cause, change, Map.of("status", FAILED, "failure", message));
    }

    /** Going on with it is to be asked for anew, as after a failure. */
    public void cancelled(Caller cause, UUID change) {
        failed(cause, change, "It was cancelled. Apply it again to go on with what is left.");
    }

    /** On top of what is there now: somebody else may have noted something meanwhile. */
    private Item note(Caller cause, UUID change, Map<String, @Nullable Object> values) {
        writing.lock();
        try {
            return engine.note(cause, require(change), FIELDS, values);
        } finally {
            writing.unlock();
        }
    }

    /**
     * @param mine the operation that asks
     * @throws PlenumException {@code change-ended} when it has been applied or discarded, or another operation is at it;
     *     one that was cancelled is not
     */
    public void requireOpen(Item change, Optional<UUID> mine) {
        String status = change.values().text("status").orElse("");
        if (status.equals(APPLIED) || status.equals(DISCARDED) || taken(change, mine)) {
            throw PlenumException.conflict(
                    "change-ended", "The change is " + status + " already. Draft a new one if more is to be done.");
        }
    }

    /** Whether it was this operation that was at the change last. */
    public boolean isOf(Item change, UUID operation) {
        return change.values().text("operation").equals(Optional.of(operation.toString()));
    }

    /**
     * Whether the operation has the change in its hands, be it over a crash. One that has failed and is run again has
     * not: it has to claim the change anew.
     */
    public boolean isHeldBy(Item change, UUID operation) {
        String status = change.values().text("status").orElse("");
        return isOf(change, operation) && (status.equals(APPLYING) || status.equals(APPLIED));
    }

    /** @throws PlenumException {@code change-ended} while an operation is at it */
    public void requireStopped(Item change) {
        if (taken(change, Optional.empty())) {
            throw PlenumException.conflict(
                    "change-ended", "The change is being applied. Wait until that has ended, or cancel it.");
        }
    }

    private boolean taken(Item change, Optional<UUID> mine) {
        return change.values().text("status").equals(Optional.of(APPLYING))
                && change.values()
                        .text("operation")
                        .map(UUID::fromString)
                        .filter(operation -> !Optional.of(operation).equals(mine))
                        .flatMap(operation -> operations.find(engine.caller(), operation))
                        .filter(operation -> !operation.status().ended())
                        .isPresent();
    }
}

package coop.plenum.infrastructure.change;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.State;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationService;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.infrastructure.connection.ConnectionStore;
import coop.plenum.infrastructure.connection.ConnectionUse;
import coop.plenum.infrastructure.provider.Failures;
import coop.plenum.infrastructure.resource.ResourceActions;
import coop.plenum.infrastructure.resource.Resources;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Changes as people handle them: drafted with a plan, then applied. Drafting takes {@code create}, {@code edit} or
 * {@code delete} of the resource's type, applying also its {@code publish} and, of a create, {@code
 * infrastructure.connection.use}. Thread-safe.
 */
@Component(service = Changes.class)
public final class Changes {
    private final ContentService content;
    private final AccessService access;
    private final AuditLog audit;
    private final OperationService operations;
    private final ConnectionStore connections;
    private final ConnectionUse use;
    private final Resources resources;
    private final ChangePlanner planner;
    private final ChangeStore store;
    private final Approvals approvals;
    private final Sensitivity sensitivity;

    @Activate
    public Changes(
            @Reference ContentService content,
            @Reference AccessService access,
            @Reference AuditLog audit,
            @Reference OperationService operations,
            @Reference ConnectionStore connections,
            @Reference ConnectionUse use,
            @Reference Resources resources,
            @Reference ChangePlanner planner,
            @Reference ChangeStore store,
            @Reference Approvals approvals,
            @Reference Sensitivity sensitivity) {
        this.content = content;
        this.access = access;
        this.audit = audit;
        this.operations = operations;
        this.connections = connections;
        this.use = use;
        this.resources = resources;
        this.planner = planner;
        this.store = store;
        this.approvals = approvals;
        this.sensitivity = sensitivity;
    }

    /** Wishes for a resource that does not exist yet. */
    public Item create(
            Caller caller, UUID connection, String type, UUID space, String title, Values values, String reason) {
        connections.require(connection);
        ChangeSpec spec = new ChangeSpec(
                ChangeKind.CREATE,
                type,
                connection,
                Optional.empty(),
                space,
                title,
                values,
                Optional.empty(),
                false,
                reason,
                "");
        requireRights(caller, spec);
        content.validate(caller, draftOf(spec));
        return draft(caller, spec);
    }

    /** @param patch settable values, merged after RFC 7396 */
    public Item update(Caller caller, UUID item, Values patch, String reason) {
        return update(caller, item, patch, false, reason);
    }

    /** @param replace whether the resource may be deleted and made anew where it cannot be changed in place */
    public Item update(Caller caller, UUID item, Values patch, boolean replace, String reason) {
        return draft(caller, ChangeKind.UPDATE, item, patch, Optional.empty(), replace, reason);
    }

    public Item delete(Caller caller, UUID item, String reason) {
        return draft(caller, ChangeKind.DELETE, item, Values.empty(), Optional.empty(), false, reason);
    }

    /** A day-2 action, to be approved before it is taken. */
    public Item act(Caller caller, UUID item, String action, Values parameters, String reason) {
        return draft(caller, ChangeKind.ACT, item, parameters, Optional.of(action), false, reason);
    }

    private Item draft(
            Caller caller,
            ChangeKind kind,
            UUID id,
            Values values,
            Optional<String> action,
            boolean replace,
            String reason) {
        Item item = resources.require(caller, id);
        ChangeSpec spec = new ChangeSpec(
                kind,
                item.type(),
                resources.connectionOf(item),
                Optional.of(id),
                item.space(),
                item.title(),
                values,
                action,
                replace,
                reason,
                "");
        requireRights(caller, spec);
        return draft(caller, spec);
    }

    private Item draft(Caller caller, ChangeSpec wish) {
        access.require(caller, ChangeSpec.TYPE + ".create", wish.space());
        Withheld withheld = Withheld.begin();
        ChangeSpec spec = wish.salted(withheld.salt());
        Plan plan = plan(caller, spec);
        String title = spec.action().orElse(spec.kind().text()) + " " + spec.title();
        return store.draft(
                caller,
                new ChangeStore.NewChange(
                        spec.space(),
                        title,
                        spec.stored(withheld, sensitivity.of(caller, spec)),
                        plan.shown(),
                        plan.digest(),
                        spec.reason()));
    }

    private void requireRights(Caller caller, ChangeSpec spec) {
        spec.permissions().forEach(permission -> access.require(caller, permission, spec.space()));
    }

    private Plan plan(Caller caller, ChangeSpec spec) {
        try {
            return planner.plan(caller, spec);
        } catch (ProviderException e) {
            throw Failures.exception(e);
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        }
    }

    /**
     * All of a change that the caller may see, also what they do not see of it.
     *
     * @throws PlenumException {@code change-missing} also when the caller may not see it
     */
    public Item find(Caller caller, UUID id) {
        boolean visible = content.find(caller, id)
                .filter(item -> item.type().equals(ChangeSpec.TYPE))
                .isPresent();
        if (!visible) {
            throw PlenumException.missing("change-missing", "There is no change " + id + ", or you may not see it.");
        }
        return store.require(id);
    }

    /**
     * Has a change applied.
     *
     * @param digest of the plan the caller has seen
     * @throws PlenumException {@code change-stale} when the plan is not what would happen now; it has then been renewed.
     *     {@code change-ended}, {@code nothing-to-change}, {@code replace-required}, and what policies demand: {@code
     *     approval-required}, {@code change-window-closed}, {@code deletion-limit}
     */
    public Operation apply(Caller caller, UUID id, String digest) {
        Item change = find(caller, id);
        ChangeSpec spec = store.spec(change);
        access.require(caller, ChangeSpec.TYPE + ".publish", change.space());
        access.require(caller, ChangeSpec.TYPE + ".publish", spec.space());
        access.require(caller, spec.type() + ".publish", spec.space());
        requireRights(caller, spec);
        if (spec.kind() == ChangeKind.CREATE) {
            use.require(caller, spec.connection());
        }
        store.requireOpen(change, Optional.empty());
        if (ChangeStore.removed(change).isPresent()) { // it is gone on with as it was approved
            if (!change.values().text("digest").equals(Optional.of(digest))) {
                throw stale();
            }
        } else {
            Plan now = plan(caller, spec);
            if (!now.digest().equals(digest)) {
                store.planned(caller, change, now.shown(), now.digest());
                throw stale();
            }
            applicable(spec, now);
        }
        approvals.require(change, digest, Deletions.of(spec, change));
        return operations.submit(
                caller,
                OperationRequest.of(
                                ApplyHandler.KIND,
                                "Apply: " + change.title(),
                                spec.space(),
                                Values.builder()
                                        .put("change", id.toString())
                                        .put("digest", digest)
                                        .build())
                        .about(spec.item().orElse(id).toString())
                        .lane(ResourceActions.lane(spec.item().orElse(id)), 1));
    }

    /**
     * Says that nobody is to apply a change any more. A draft can also be deleted as an item; what has begun stays as the
     * record of what has been done.
     *
     * @throws PlenumException {@code change-ended} when it has been applied, or is being applied
     */
    public Item discard(Caller caller, UUID id) {
        Item change = find(caller, id);
        Decision decision = access.require(caller, ChangeSpec.TYPE + ".delete", change.space());
        store.requireOpen(change, Optional.empty());
        audit.append(AuditEvent.of(caller, "change.discard", ChangeSpec.TYPE, id.toString())
                .in(change.space())
                .decided(decision));
        return store.discarded(caller, change);
    }

    public static PlenumException stale() {
        return PlenumException.conflict(
                "change-stale",
                "What the plan was made from has changed meanwhile. Read the change again and review its plan anew.");
    }

    private static void applicable(ChangeSpec spec, Plan plan) {
        if (plan.empty()) {
            throw PlenumException.conflict("nothing-to-change", "The resource already is as the change wants it.");
        }
        if (plan.action() == Plan.Action.REPLACE && !spec.replace()) {
            throw PlenumException.conflict(
                    "replace-required",
                    "This cannot be changed in place: " + String.join(" ", plan.reasons())
                            + " If the resource may be deleted and made anew, draft the change with \"replace\": true.");
        }
    }

    /** The item of a resource that shall be made. */
    public static NewItem draftOf(ChangeSpec spec) {
        return new NewItem(
                spec.type(),
                spec.space(),
                spec.title(),
                Map.of(),
                State.DRAFT,
                spec.values(),
                Optional.of(spec.connection()),
                spec.reason());
    }
}

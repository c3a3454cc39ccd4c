package coop.plenum.infrastructure.change;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.connection.ConnectionUse;
import coop.plenum.infrastructure.provider.Failures;
import coop.plenum.infrastructure.resource.ActionAttempt;
import coop.plenum.infrastructure.resource.Effects.Grounds;
import coop.plenum.infrastructure.resource.ResourceLocks;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Applies a change: checks once more that the plan is what will happen, claims the change, and hands over to
 * {@link Application}, which survives crashes.
 */
@Component(service = OperationHandler.class)
public final class ApplyHandler implements OperationHandler {
    static final String KIND = "infrastructure.apply";

    private final AccessService access;
    private final ConnectionUse use;
    private final ContentService content;
    private final Engine engine;
    private final ChangeStore store;
    private final ChangePlanner planner;
    private final Approvals approvals;
    private final Application application;
    private final ActionAttempt action;
    private final ResourceLocks locks;

    @Activate
    public ApplyHandler(
            @Reference AccessService access,
            @Reference ConnectionUse use,
            @Reference ContentService content,
            @Reference Engine engine,
            @Reference ChangeStore store,
            @Reference ChangePlanner planner,
            @Reference Application application,
            @Reference Approvals approvals,
            @Reference ActionAttempt action,
            @Reference ResourceLocks locks) {
        this.access = access;
        this.use = use;
        this.content = content;
        this.engine = engine;
        this.store = store;
        this.planner = planner;
        this.approvals = approvals;
        this.action = action;
        this.locks = locks;
        this.application = application;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(OperationRun run) throws InterruptedException {
        UUID id = UUID.fromString(run.input().requireText("change"));
        Caller caller = run.caller();
        ChangeSpec spec = store.spec(store.require(id));
        access.require(caller, spec.type() + ".publish", spec.space());
        spec.permissions().forEach(permission -> access.require(caller, permission, spec.space()));
        if (spec.kind() == ChangeKind.CREATE) {
            use.require(caller, spec.connection());
        }
        return spec.item().isPresent()
                ? locks.during(run, spec.item().get(), () -> apply(run, id, spec))
                : apply(run, id, spec);
    }

    private Outcome apply(OperationRun run, UUID id, ChangeSpec spec) throws InterruptedException {
        Caller caller = run.caller();
        try {
            Outcome outcome = spec.kind() == ChangeKind.ACT ? act(run, id, spec) : change(run, id, spec);
            if (outcome instanceof Outcome.Done) {
                store.applied(caller, id);
            } else if (outcome instanceof Outcome.Failed failed) {
                if (spec.kinds().contains(ChangeKind.DELETE) && !failed.code().equals(Application.UNKNOWN)) {
                    // it counts only once something has been deleted
                    Item change = store.require(id);
                    store.deletes(caller, change, Deletions.of(spec, change).made());
                }
                store.failed(caller, id, failed.message());
            }
            return outcome;
        } catch (InterruptedException e) {
            if (run.cancelled()) {
                store.cancelled(caller, id);
            }
            throw e;
        } catch (ProviderException e) {
            store.failed(caller, id, e.getMessage());
            return Failures.outcome(e);
        } catch (PlenumException e) {
            if (!e.code().equals("change-ended")) { // else another operation has it
                store.failed(caller, id, e.getMessage());
            }
            throw e;
        }
    }

    private Outcome change(OperationRun run, UUID id, ChangeSpec spec) throws ProviderException, InterruptedException {
        ApplyToken token = ApplyToken.parse(run.resumeToken().orElse(""));
        if (token.stage() == ApplyToken.Stage.PREPARE && !token.removed()) {
            token = prepare(run, id, spec);
        } else if (token.stage() != ApplyToken.Stage.DONE) {
            claimAgain(run, store.require(id), spec);
        }
        Optional<Item> resource = find(store.require(id));
        if (resource.isEmpty() && spec.kind() == ChangeKind.DELETE && token.stage() == ApplyToken.Stage.DONE) {
            return Outcome.done(); // the process died after the item had followed its resource
        }
        return application.proceed(
                run,
                spec.replace() ? noting(run, id) : application.checkpoints(run),
                spec,
                resource.orElseThrow(ApplyHandler::deleted),
                planner.settable(spec.type()),
                token,
                grounds(run, id));
    }

    private Outcome act(OperationRun run, UUID id, ChangeSpec spec) throws ProviderException, InterruptedException {
        if (ActionAttempt.begins(run)) {
            prepare(run, id, spec);
        }
        return action.proceed(
                run,
                new ActionAttempt.Wanted(
                        find(store.require(id)).orElseThrow(ApplyHandler::deleted),
                        spec.action().orElseThrow(),
                        spec.values(),
                        grounds(run, id)));
    }

    private Grounds grounds(OperationRun run, UUID id) {
        String digest = run.input().requireText("digest");
        return new Grounds(
                Values.builder()
                        .put("operation", run.id().toString())
                        .put("change", id.toString())
                        .put("planDigest", digest)
                        .build(),
                Approvals.events(store.require(id), digest));
    }

    /**
     * Checks, claims and makes sure that there is an item before anything remote is.
     *
     * @return how to go on: where what is there is only accepted, nothing remote is done
     */
    private ApplyToken prepare(OperationRun run, UUID id, ChangeSpec spec)
            throws ProviderException, InterruptedException {
        Item change = store.require(id);
        store.requireOpen(change, Optional.of(run.id()));
        Optional<ApplyToken> removed = ChangeStore.removed(change);
        if (removed.isPresent()) {
            approvals.claim(
                    run.caller(), change, run.input().requireText("digest"), Deletions.of(spec, change), run.id());
            ApplyToken anew = removed.get().anew();
            run.checkpoint(anew.text());
            return anew;
        }
        Plan now = planner.plan(run.caller(), spec);
        if (!now.digest().equals(run.input().requireText("digest"))) {
            store.planned(run.caller(), change, now.shown(), now.digest());
            throw Changes.stale();
        }
        Item claimed = approvals.claim(run.caller(), change, now.digest(), Deletions.of(spec, change), run.id());
        if (spec.item().isPresent()) {
            store.touches(run.caller(), claimed, spec.item().get());
        } else {
            draftItem(run, spec, claimed);
        }
        if (now.action() == Plan.Action.REPLACE) {
            if (!spec.replace()) {
                throw Changes.stale();
            }
            return ApplyToken.replace();
        }
        if (now.action() != Plan.Action.NONE) {
            return ApplyToken.of(ApplyToken.Stage.PREPARE);
        }
        // Content follows next, after which the plan would be another one: a restart must not plan again.
        ApplyToken done = ApplyToken.of(ApplyToken.Stage.DONE);
        run.checkpoint(done.text());
        return done;
    }

    /**
     * What had been begun when it failed is gone on with as it was planned; whether it may be is asked anew when
     * somebody has it run again, and not when the process was killed in between.
     */
    private void claimAgain(OperationRun run, Item change, ChangeSpec spec) {
        if (!store.isHeldBy(change, run.id())) {
            store.requireOpen(change, Optional.of(run.id()));
            String digest = run.input().requireText("digest");
            approvals.claim(run.caller(), change, digest, Deletions.of(spec, change), run.id());
        }
    }

    /** Also keeps with the change that its resource is gone, so that another operation goes on from there. */
    private Application.Checkpoint noting(OperationRun run, UUID id) {
        Application.Checkpoint plain = application.checkpoints(run);
        return (token, entry) -> plain.keep(token, () -> {
            entry.run();
            boolean removed = ApplyToken.parse(token).removed();
            if (removed || ChangeStore.removed(store.require(id)).isPresent()) {
                store.stopped(run.caller(), id, removed ? token : "");
            }
        });
    }

    private void draftItem(OperationRun run, ChangeSpec spec, Item claimed) {
        boolean drafted = claimed.values()
                .text("resourceId")
                .map(UUID::fromString)
                .flatMap(engine::find)
                .isPresent();
        if (!drafted) {
            store.touches(
                    run.caller(),
                    claimed,
                    content.create(run.caller(), Changes.draftOf(spec)).id());
        }
    }

    /** What the change is about; empty when it has been deleted. */
    private Optional<Item> find(Item change) {
        return engine.find(UUID.fromString(change.values().requireText("resourceId")));
    }

    private static PlenumException deleted() {
        return PlenumException.missing("item-missing", "The item has been deleted meanwhile.");
    }
}

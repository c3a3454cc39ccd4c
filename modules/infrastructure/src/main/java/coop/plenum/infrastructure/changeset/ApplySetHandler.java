package coop.plenum.infrastructure.changeset;

import coop.plenum.api.PlenumException;
import coop.plenum.api.UnitOfWork;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.change.Application;
import coop.plenum.infrastructure.change.ApplyToken;
import coop.plenum.infrastructure.change.Approvals;
import coop.plenum.infrastructure.change.ChangeKind;
import coop.plenum.infrastructure.change.ChangePlanner;
import coop.plenum.infrastructure.change.ChangeSet;
import coop.plenum.infrastructure.change.ChangeSpec;
import coop.plenum.infrastructure.change.ChangeStore;
import coop.plenum.infrastructure.change.Changes;
import coop.plenum.infrastructure.changeset.LateValues.Answer;
import coop.plenum.infrastructure.changeset.LateValues.Task;
import coop.plenum.infrastructure.provider.Failures;
import coop.plenum.infrastructure.resource.ActionAttempt;
import coop.plenum.infrastructure.resource.Effects.Grounds;
import coop.plenum.infrastructure.resource.ResourceLocks;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Applies a change of many resources: checks once more that the plan is what will happen, claims the change, makes the
 * items that are to stand for what is created, and has the steps taken. Survives crashes at any point.
 */
@Component(service = OperationHandler.class)
public final class ApplySetHandler implements OperationHandler {
    static final String KIND = "infrastructure.apply-set";
    /** How often a value of another resource is looked for. */
    private static final int LOOKS = 10;

    private final AccessService access;
    private final UnitOfWork unit;
    private final Engine engine;
    private final ChangeStore store;
    private final ChangePlanner planner;
    private final ChangeSets sets;
    private final Approvals approvals;
    private final ActionAttempt action;
    private final ResourceLocks locks;
    private final Application application;
    private final LateValues late;
    private final DraftItems drafts;

    @Activate
    public ApplySetHandler(
            @Reference AccessService access,
            @Reference UnitOfWork unit,
            @Reference ContentService content,
            @Reference Engine engine,
            @Reference ChangeStore store,
            @Reference ChangePlanner planner,
            @Reference ChangeSets sets,
            @Reference Application application,
            @Reference Approvals approvals,
            @Reference ActionAttempt action,
            @Reference ResourceLocks locks,
            @Reference LateValues late) {
        this.access = access;
        this.unit = unit;
        this.engine = engine;
        this.store = store;
        this.planner = planner;
        this.sets = sets;
        this.approvals = approvals;
        this.action = action;
        this.locks = locks;
        this.application = application;
        this.late = late;
        this.drafts = new DraftItems(content, engine, store);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(OperationRun run) throws InterruptedException {
        UUID id = UUID.fromString(run.input().requireText("change"));
        try {
            return apply(run, store.require(id));
        } catch (ProviderException e) {
            store.failed(run.caller(), id, e.getMessage());
            return Failures.outcome(e);
        } catch (PlenumException e) {
            if (!e.code().equals("change-ended") && !e.code().equals("operation-taken-over")) {
                store.failed(run.caller(), id, e.getMessage());
            }
            throw e;
        }
    }

    private Outcome apply(OperationRun run, Item change) throws ProviderException, InterruptedException {
        int size = ChangeSet.of(change).steps().size();
        String token = run.resumeToken().orElse("");
        // What has been done since by another operation, or has to be asked for anew, is not in the token.
        boolean goesOn = !token.isEmpty() && store.isHeldBy(change, run.id());
        StepStates states = token.isEmpty() || !store.isOf(change, run.id())
                ? ChangeSets.progress(change, size)
                : StepStates.parse(token, size);
        Wishes wishes = sets.wishes(run.caller(), change, states);
        sets.requireRights(run.caller(), change, wishes);
        Item claimed = change;
        if (!goesOn) {
            claimed = prepare(run, change, wishes, states);
            run.checkpoint(states.text());
        }
        Steps steps = new Steps(run, claimed, wishes, SetPlan.read(claimed), states);
        sets.watch(change.id(), states);
        try {
            Outcome outcome = new SetApplication(run, wishes.graph(), wishes.keys(), states, steps).proceed();
            return ended(run, claimed, states, outcome);
        } catch (InterruptedException e) {
            if (run.cancelled()) {
                store.stopped(run.caller(), change.id(), states.text());
                store.cancelled(run.caller(), change.id());
            }
            throw e;
        } finally {
            sets.leave(change.id(), states);
        }
    }

    private Item prepare(OperationRun run, Item change, Wishes wishes, StepStates states)
            throws ProviderException, InterruptedException {
        store.requireOpen(change, Optional.of(run.id()));
        states.reopen();
        SetPlan now = sets.plan(run.caller(), change, wishes, states);
        if (!now.isOf(change, run.input().requireText("digest"))) {
            store.planned(run.caller(), change, now.stored(), now.digest());
            throw Changes.stale();
        }
        Item claimed =
                approvals.claim(run.caller(), change, now.digest(), ChangeSets.deletions(change, states), run.id());
        return drafts.make(run.caller(), claimed, wishes);
    }

    private Outcome ended(OperationRun run, Item change, StepStates states, Outcome outcome) {
        store.stopped(run.caller(), change.id(), states.text());
        if (outcome instanceof Outcome.Done) {
            store.applied(run.caller(), change.id());
            return outcome;
        }
        store.deletes(run.caller(), change, ChangeSets.deletions(change, states).made());
        if (outcome instanceof Outcome.Failed failed) {
            store.failed(run.caller(), change.id(), failed.message());
        } else {
            store.cancelled(run.caller(), change.id());
        }
        return outcome;
    }

    /** The steps of one run. */
    private final class Steps implements SetApplication.StepWork {
        private final OperationRun run;
        private final Item change;
        private final Wishes wishes;
        private final SetPlan plan;
        private final StepStates states;
        private final Checkpoints checkpoints;
        private final Map<String, Object> made;
        private final Map<Integer, Integer> waited = new ConcurrentHashMap<>();

        Steps(OperationRun run, Item change, Wishes wishes, SetPlan plan, StepStates states) {
            this.run = run;
            this.change = change;
            this.wishes = wishes;
            this.plan = plan;
            this.states = states;
            this.checkpoints = new Checkpoints(unit, run, states);
            this.made = ChangeSet.items(change);
        }

        @Override
        public Outcome proceed(int step) throws InterruptedException {
            Wish wish = wishes.get(step);
            Optional<Item> found = find(wish);
            if (found.isEmpty() && isDeleted(step, wish)) {
                return Outcome.done();
            }
            Item item = found.orElseThrow(
                    () -> PlenumException.missing("item-missing", "The item has been deleted meanwhile."));
            StepRun own = new StepRun(run, change.id(), wish.step().key(), step, item.id(), states, checkpoints);
            if (!locks.take(item.id(), run.id())) {
                states.tell(step, "Waits for another operation on this resource.");
                return ResourceLocks.later(own);
            }
            try {
                return kept(own, proceed(own, step, wish, item));
            } finally {
                locks.release(item.id(), run.id());
            }
        }

        private Outcome proceed(StepRun own, int step, Wish wish, Item item) throws InterruptedException {
            ChangeSpec spec = DraftItems.resolved(wish, made);
            access.require(run.caller(), spec.type() + ".publish", item.space());
            for (String permission : spec.permissions()) {
                access.require(run.caller(), permission, item.space());
            }
            boolean nothing = plan.steps().get(step).action().equals("none");
            boolean replace = plan.steps().get(step).replaces() && spec.replace();
            if (wish.late().isEmpty()) {
                return proceed(own, new Answer.Ready(spec, item, nothing, replace, OptionalLong.empty()));
            }
            Task task = new Task(change, wish, spec, item, items(), replace, states.written(step));
            Answer answer = own.resumeToken().orElse("").isEmpty() ? late.ready(run.caller(), task) : late.again(task);
            if (answer instanceof Answer.Ready ready) {
                ready.written().ifPresent(revision -> states.written(step, revision));
                return proceed(own, ready);
            }
            return later(own, step, (Answer.NotYet) answer);
        }

        private Outcome later(StepRun own, int step, Answer.NotYet answer) {
            if (waited.merge(step, 1, Integer::sum) >= LOOKS) {
                throw PlenumException.conflict("value-not-known", answer.why());
            }
            states.tell(step, "Waits for a value. " + answer.why());
            return new Outcome.Pending(own.resumeToken().orElse(""), answer.pause());
        }

        private Outcome proceed(StepRun own, Answer.Ready ready) throws InterruptedException {
            ChangeSpec spec = ready.spec();
            Item item = ready.item();
            String digest = change.values().text("digest").orElse("");
            Values details = Values.builder()
                    .put("operation", run.id().toString())
                    .put("change", change.id().toString())
                    .put("step", own.key())
                    .put("planDigest", digest)
                    .build();
            Grounds grounds = new Grounds(details, Approvals.events(change, digest));
            if (spec.kind() == ChangeKind.ACT) {
                return action.proceed(
                        own, new ActionAttempt.Wanted(item, spec.action().orElseThrow(), spec.values(), grounds));
            }
            String token = own.resumeToken().orElse("");
            ApplyToken at = token.isEmpty() ? begin(ready) : ApplyToken.parse(token);
            return application.proceed(own, own::checkpoint, spec, item, planner.settable(spec.type()), at, grounds);
        }

        private static ApplyToken begin(Answer.Ready ready) {
            if (ready.replace()) {
                return ApplyToken.replace();
            }
            return ApplyToken.of(
                    ready.nothing()
                            ? ApplyToken.Stage.DONE // only what drift is measured against follows
                            : ApplyToken.Stage.PREPARE);
        }

        /** The items of all steps that have one. */
        private Map<String, UUID> items() {
            Map<String, UUID> items = new HashMap<>();
            wishes.steps().forEach(step -> ChangeSet.item(step).ifPresent(item -> items.put(step.key(), item)));
            made.forEach((key, item) -> items.put(key, UUID.fromString(String.valueOf(item))));
            return items;
        }

        /** Durable before it is waited for: a provider's token must not be lost with the process. */
        private static Outcome kept(StepRun own, Outcome outcome) {
            if (outcome instanceof Outcome.Pending pending
                    && !own.resumeToken().equals(Optional.of(pending.resumeToken()))) {
                own.checkpoint(pending.resumeToken());
            }
            return outcome;
        }

        private Optional<Item> find(Wish wish) {
            return engine.find(ChangeSet.item(wish.step())
                    .orElseGet(() ->
                            UUID.fromString(String.valueOf(made.get(wish.step().key())))));
        }

        /** The process died after the item had followed its resource, and before that was noted. */
        private boolean isDeleted(int step, Wish wish) {
            return wish.spec().kind() == ChangeKind.DELETE
                    && states.token(step)
                            .filter(token -> ApplyToken.parse(token).stage() == ApplyToken.Stage.DONE)
                            .isPresent();
        }
    }
}

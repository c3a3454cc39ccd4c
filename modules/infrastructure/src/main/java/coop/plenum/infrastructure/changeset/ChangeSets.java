package coop.plenum.infrastructure.changeset;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Item;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationService;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.infrastructure.api.ChangeDraft;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.api.ChangeDrafts;
import coop.plenum.infrastructure.change.Approvals;
import coop.plenum.infrastructure.change.CanonicalJson;
import coop.plenum.infrastructure.change.ChangeKind;
import coop.plenum.infrastructure.change.ChangeSet;
import coop.plenum.infrastructure.change.ChangeSpec;
import coop.plenum.infrastructure.change.ChangeStore;
import coop.plenum.infrastructure.change.Changes;
import coop.plenum.infrastructure.change.Deletions;
import coop.plenum.infrastructure.change.Sensitivity;
import coop.plenum.infrastructure.change.Withheld;
import coop.plenum.infrastructure.changeset.StepStates.State;
import coop.plenum.infrastructure.connection.ConnectionUse;
import coop.plenum.infrastructure.provider.Failures;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Changes of many resources as people and modules handle them: drafted with a plan, then applied. Thread-safe. */
@Component(service = {ChangeSets.class, ChangeDrafts.class})
public final class ChangeSets implements ChangeDrafts {
    private static final int MOST_STEPS = 5_000;
    /** What content keeps in one value, with room for what it adds. */
    private static final int LARGEST = 1_000_000;

    private final ContentTypes types;
    private final AccessService access;
    private final OperationService operations;
    private final ConnectionUse use;
    private final WishReader reader;
    private final SetPlanner planner;
    private final ChangeStore store;
    private final Approvals approvals;
    private final Changes changes;
    private final Sensitivity sensitivity;
    /** Changes whose steps are being taken by this process. */
    private final Map<UUID, StepStates> running = new ConcurrentHashMap<>();

    @Activate
    public ChangeSets(
            @Reference ContentTypes types,
            @Reference AccessService access,
            @Reference OperationService operations,
            @Reference ConnectionUse use,
            @Reference WishReader reader,
            @Reference SetPlanner planner,
            @Reference ChangeStore store,
            @Reference Approvals approvals,
            @Reference Changes changes,
            @Reference Sensitivity sensitivity) {
        this.types = types;
        this.access = access;
        this.operations = operations;
        this.use = use;
        this.reader = reader;
        this.planner = planner;
        this.store = store;
        this.approvals = approvals;
        this.changes = changes;
        this.sensitivity = sensitivity;
    }

    @Override
    public Item draft(Caller caller, ChangeDraft draft) {
        return draft(caller, draft, Optional.empty());
    }

    /** @param rule the id of the rule about drift that has it drafted */
    public Item draft(Caller caller, ChangeDraft draft, Optional<UUID> rule) {
        if (draft.steps().isEmpty()) {
            throw PlenumException.invalid("no-steps", "A change has at least one step.");
        }
        if (draft.steps().size() > MOST_STEPS || length(draft) > LARGEST) {
            throw tooLarge();
        }
        access.require(caller, ChangeSpec.TYPE + ".create", draft.space());
        Withheld withheld = Withheld.begin();
        Wishes wishes = reader.read(caller, draft, withheld.salt(), Set.of());
        kinds(wishes).forEach(spec -> requireRights(caller, spec));
        requireRightsForLateValues(caller, wishes);
        SetPlan plan = planned(caller, wishes, Map.of());
        if (CanonicalJson.length(plan.stored().asMap()) > LARGEST) {
            throw tooLarge();
        }
        Values asked = Values.builder()
                .putAll(ChangeSet.stored(draft, withheld, sensitive(caller, wishes)))
                .put("driftRule", rule.map(UUID::toString).orElse(null))
                .build();
        return store.draft(
                caller,
                new ChangeStore.NewChange(
                        draft.space(), draft.title(), asked, plan.stored(), plan.digest(), draft.reason()));
    }

    /** In characters, as it will be kept. */
    private static int length(ChangeDraft draft) {
        return CanonicalJson.length(
                ChangeSet.stored(draft, Withheld.begin(), step -> Set.of()).asMap());
    }

    private ChangeSet.Sensitive sensitive(Caller caller, Wishes wishes) {
        Map<String, ChangeSpec> specs = new HashMap<>();
        wishes.all().forEach(wish -> specs.put(wish.step().key(), wish.spec()));
        return step -> Optional.ofNullable(specs.get(step.key()))
                .map(spec -> sensitivity.of(caller, spec))
                .orElse(Set.of());
    }

    private static PlenumException tooLarge() {
        return PlenumException.invalid(
                "change-too-large",
                "A change has at most " + MOST_STEPS + " steps, which take 1 MB with all values. Make several of it.");
    }

    /** One wish for each combination of what rights are asked for. */
    private static Iterable<ChangeSpec> kinds(Wishes wishes) {
        Map<List<Object>, ChangeSpec> kinds = new LinkedHashMap<>();
        wishes.all().stream()
                .map(Wish::spec)
                .filter(spec -> !spec.type().isEmpty()) // what has been deleted asks for nothing more
                .forEach(spec ->
                        kinds.putIfAbsent(List.of(spec.kind(), spec.replace(), spec.type(), spec.space()), spec));
        return kinds.values();
    }

    private void requireRights(Caller caller, ChangeSpec spec) {
        spec.permissions().forEach(permission -> access.require(caller, permission, spec.space()));
    }

    /** The drafts that stand for new resources get them by an edit. */
    private void requireRightsForLateValues(Caller caller, Wishes wishes) {
        wishes.all().stream()
                .filter(wish ->
                        wish.spec().kind() == ChangeKind.CREATE && !wish.late().isEmpty())
                .map(Wish::spec)
                .forEach(spec -> access.require(caller, spec.type() + ".edit", spec.space()));
    }

    private SetPlan planned(Caller caller, Wishes wishes, Map<Integer, StepPlan> frozen) {
        try {
            return planner.plan(caller, wishes, frozen);
        } catch (ProviderException e) {
            throw Failures.exception(e);
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        }
    }

    /**
     * Has a change applied, or goes on with one that failed.
     *
     * @param digest of the plan the caller has seen
     * @throws PlenumException as {@link Changes#apply}
     */
    public Operation apply(Caller caller, UUID id, String digest) {
        Item change = changes.find(caller, id);
        StepStates states = progress(change, ChangeSet.of(change).steps().size());
        Wishes wishes = wishes(caller, change, states);
        requireRights(caller, change, wishes);
        store.requireOpen(change, Optional.empty());
        SetPlan now = planned(caller, wishes, frozen(change, states));
        if (!now.isOf(change, digest)) {
            store.planned(caller, change, now.stored(), now.digest());
            throw Changes.stale();
        }
        now.requireApplicable(wishes);
        approvals.require(change, digest, deletions(change, states));
        return operations.submit(
                caller,
                OperationRequest.of(
                                ApplySetHandler.KIND,
                                "Apply: " + change.title(),
                                change.space(),
                                Values.builder()
                                        .put("change", id.toString())
                                        .put("digest", digest)
                                        .build())
                        .about(id.toString())
                        .lane("infrastructure.change." + id, 1));
    }

    Wishes wishes(Caller caller, Item change, StepStates states) {
        Set<Integer> begun = new HashSet<>();
        for (int step = 0; step < states.size(); step++) {
            if (isBegun(states, step)) {
                begun.add(step);
            }
        }
        return reader.read(caller, ChangeSet.of(change), Withheld.of(change).salt(), begun);
    }

    void requireRights(Caller caller, Item change, Wishes wishes) {
        access.require(caller, ChangeSpec.TYPE + ".publish", change.space());
        for (ChangeSpec spec : kinds(wishes)) {
            access.require(caller, spec.type() + ".publish", spec.space());
            requireRights(caller, spec);
        }
        wishes.all().stream()
                .map(Wish::spec)
                .filter(spec -> spec.kind() == ChangeKind.CREATE)
                .map(ChangeSpec::connection)
                .distinct()
                .forEach(connection -> use.require(caller, connection));
        requireRightsForLateValues(caller, wishes);
    }

    SetPlan plan(Caller caller, Item change, Wishes wishes, StepStates states)
            throws ProviderException, InterruptedException {
        return planner.plan(caller, wishes, frozen(change, states));
    }

    /** Plans of steps that were begun: what they read has changed by their own doing. */
    private static Map<Integer, StepPlan> frozen(Item change, StepStates states) {
        Map<Integer, StepPlan> frozen = new HashMap<>();
        List<StepPlan> plans = SetPlan.read(change).steps();
        for (int step = 0; step < plans.size(); step++) {
            if (isBegun(states, step)) {
                frozen.put(step, plans.get(step));
            }
        }
        return frozen;
    }

    private static boolean isBegun(StepStates states, int step) {
        return states.state(step) == State.DONE || states.token(step).isPresent();
    }

    /** How far a change had come when it stopped last. */
    static StepStates progress(Item change, int steps) {
        return change.values()
                .text("progress")
                .map(text -> StepStates.parse(text, steps))
                .orElseGet(() -> new StepStates(steps));
    }

    /** By the plan, which knows the space of what is gone. What may have been deleted counts as if it were. */
    static Deletions deletions(Item change, StepStates states) {
        Map<String, Long> wanted = new HashMap<>();
        Map<String, Long> made = new HashMap<>();
        List<StepPlan> plans = SetPlan.read(change).steps();
        for (int step = 0; step < plans.size(); step++) {
            StepPlan plan = plans.get(step);
            if (plan.action().equals("delete") || plan.replaces()) {
                String space = plan.about()
                        .text("space")
                        .orElseGet(() -> change.space().toString());
                (isBegun(states, step) ? made : wanted).merge(space, 1L, Long::sum);
            }
        }
        return new Deletions(wanted, made);
    }

    @Override
    public Map<String, UUID> items(Caller caller, UUID id) {
        Item change = changes.find(caller, id);
        Map<String, UUID> items = new LinkedHashMap<>();
        for (Step step : ChangeSet.of(change).steps()) {
            ChangeSet.item(step).ifPresent(item -> items.put(step.key(), item));
        }
        ChangeSet.items(change).forEach((key, item) -> items.put(key, UUID.fromString(String.valueOf(item))));
        return items;
    }

    /** Lets the steps be seen while they are taken. */
    void watch(UUID change, StepStates states) {
        running.put(change, states);
    }

    void leave(UUID change, StepStates states) {
        running.remove(change, states);
    }

    /** Each step with its plan, its item as far as there is one, and how it stands now. */
    public List<Values> steps(Caller caller, Item change) {
        ChangeDraft draft = ChangeSet.of(change);
        StepStates states = Optional.ofNullable(running.get(change.id()))
                .orElseGet(() -> progress(change, draft.steps().size()));
        return new StepView(change, states, items(caller, change.id()), types).all(draft.steps());
    }
}

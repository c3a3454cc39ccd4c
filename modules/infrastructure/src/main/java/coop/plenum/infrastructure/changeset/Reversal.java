package coop.plenum.infrastructure.changeset;

import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Revision;
import coop.plenum.infrastructure.api.ChangeDraft;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.change.ChangeSet;
import coop.plenum.infrastructure.change.ChangeSpec;
import coop.plenum.infrastructure.change.ChangeStore;
import coop.plenum.infrastructure.change.Plan;
import coop.plenum.infrastructure.changeset.StepStates.State;
import java.util.ArrayList;
import java.util.HashMap;
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
 * Drafts what takes a change back: what it created is deleted, what it changed gets the values it had, and what it
 * deleted is created anew as its last revision had it. It is a change like any other, with a plan and approvals of its
 * own. Thread-safe.
 */
@Component(service = Reversal.class)
public final class Reversal {
    private final ContentService content;
    private final ContentTypes types;
    private final ChangeStore store;
    private final ChangeSets sets;

    @Activate
    public Reversal(
            @Reference ContentService content,
            @Reference ContentTypes types,
            @Reference ChangeStore store,
            @Reference ChangeSets sets) {
        this.content = content;
        this.types = types;
        this.store = store;
        this.sets = sets;
    }

    /**
     * @param change that has been applied, or in part
     * @throws PlenumException {@code nothing-to-revert}, {@code change-ended} while it is being applied, {@code
     *     revision-missing}, and as {@link ChangeSets#draft}
     */
    public Item draft(Caller caller, Item change, String reason) {
        store.requireStopped(change);
        List<Done> done = done(change);
        Map<UUID, String> anew = new HashMap<>();
        done.stream()
                .filter(step -> step.step() instanceof Step.Delete)
                .forEach(step -> anew.put(step.item(), step.step().key()));
        List<Step> steps = new ArrayList<>();
        done.forEach(step -> reverse(caller, step, anew).ifPresent(steps::add));
        if (steps.isEmpty()) {
            throw PlenumException.conflict(
                    "nothing-to-revert",
                    "The change has done nothing that can be taken back: nothing was applied, what it made is gone, or"
                            + " it only took actions.");
        }
        return sets.draft(
                caller,
                new ChangeDraft(
                        change.space(),
                        "Revert: " + change.title(),
                        steps,
                        reason.isEmpty() ? "Takes back " + change.id() : reason));
    }

    /**
     * A step that has come about.
     *
     * @param about type and connection of the resource
     * @param fields what it changed, as its plan shows it
     */
    private record Done(Step step, UUID item, Values about, List<?> fields) {}

    private List<Done> done(Item change) {
        List<Done> done = new ArrayList<>();
        if (ChangeSet.is(change)) {
            List<Step> steps = ChangeSet.of(change).steps();
            StepStates states = ChangeSets.progress(change, steps.size());
            List<StepPlan> plans = SetPlan.read(change).steps();
            Map<String, Object> made = ChangeSet.items(change);
            for (int number = 0; number < steps.size(); number++) {
                Step step = steps.get(number);
                if (states.state(number) == State.DONE) {
                    UUID item =
                            ChangeSet.item(step).orElseGet(() -> UUID.fromString(String.valueOf(made.get(step.key()))));
                    StepPlan plan = plans.get(number);
                    done.add(new Done(step, item, plan.about(), plan.details().list("fields")));
                }
            }
        } else if (change.values().text("status").equals(Optional.of("applied"))) {
            ChangeSpec spec = ChangeSpec.of(change);
            UUID item = UUID.fromString(change.values().requireText("resourceId"));
            Values about = Values.builder()
                    .put("type", spec.type())
                    .put("connection", spec.connection().toString())
                    .build();
            done.add(new Done(
                    single(spec, item),
                    item,
                    about,
                    change.values().nested("plan").list("fields")));
        }
        return done;
    }

    private static Step single(ChangeSpec spec, UUID item) {
        return switch (spec.kind()) {
            case CREATE ->
                new Step.Create(
                        "resource",
                        spec.connection(),
                        spec.type(),
                        Optional.of(spec.space()),
                        spec.title(),
                        spec.values(),
                        List.of());
            case UPDATE -> new Step.Update("resource", item, spec.values(), List.of(), spec.replace());
            case DELETE -> new Step.Delete("resource", item, List.of());
            case ACT, SET -> new Step.Act("resource", item, spec.action().orElse(""), spec.values(), List.of());
        };
    }

    private Optional<Step> reverse(Caller caller, Done done, Map<UUID, String> anew) {
        String key = done.step().key();
        if (done.step() instanceof Step.Create) {
            return content.find(caller, done.item()).map(item -> new Step.Delete(key, item.id(), List.of()));
        }
        if (done.step() instanceof Step.Delete) {
            return Optional.of(create(caller, done, anew));
        }
        if (done.step() instanceof Step.Update) {
            Values before = before(done.fields());
            return before.isEmpty()
                    ? Optional.empty()
                    : content.find(caller, done.item())
                            .map(item -> new Step.Update(
                                    key,
                                    item.id(),
                                    again(item.type(), before, anew),
                                    List.of(),
                                    ChangeSet.replaces(done.step())));
        }
        return Optional.empty();
    }

    /** What the fields had; a masked value is not known, so that field stays. */
    private static Values before(List<?> fields) {
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        for (Object shown : fields) {
            Values field = Values.of("field", shown).nested("field");
            Object old = field.get("before").orElse(null);
            if (!Plan.isMasked(old)) {
                before.put(field.requireText("field"), old);
            }
        }
        return Values.of(before);
    }

    private Step create(Caller caller, Done done, Map<UUID, String> anew) {
        Values snapshot = lastWithValues(caller, done.item()).snapshot();
        String type = done.about().requireText("type");
        Values all = snapshot.nested("values").merge(snapshot.nested("desired"));
        Values.Builder values = Values.builder();
        types.find(type).map(ContentType::fields).orElse(List.of()).stream()
                .filter(Field::settable)
                .forEach(field -> all.get(field.name()).ifPresent(value -> values.put(field.name(), value)));
        return new Step.Create(
                done.step().key(),
                UUID.fromString(done.about().requireText("connection")),
                type,
                snapshot.text("space").map(UUID::fromString),
                snapshot.requireText("title"),
                again(type, values.build(), anew),
                List.of());
    }

    private Revision lastWithValues(Caller caller, UUID item) {
        return content.revisions(caller, item, new PageRequest(5, Optional.empty())).items().stream()
                .filter(revision -> revision.snapshot().has("values"))
                .findFirst()
                .orElseThrow(() -> PlenumException.missing(
                        "revision-missing", "What the item " + item + " had been is not kept, or you may not see it."));
    }

    /** References to what is created anew lead to that. */
    private Values again(String type, Values values, Map<UUID, String> anew) {
        Set<String> fields = types.find(type).map(StepReference::fields).orElse(Set.of());
        Map<String, String> byId = new HashMap<>();
        anew.forEach((id, key) -> byId.put(id.toString(), StepReference.to(key)));
        return StepReference.replace(values, fields, text -> byId.getOrDefault(text, text));
    }
}

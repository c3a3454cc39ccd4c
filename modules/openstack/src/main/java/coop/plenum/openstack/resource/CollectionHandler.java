package coop.plenum.openstack.resource;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Also makes, changes and deletes, as far as the {@link Kind} allows. Each create looks first for what an attempt before it
 * has made. What takes the cloud a while is waited for with {@link Stage} as the resume token.
 */
public class CollectionHandler extends CollectionReader {
    /** It was made, and is not ready yet. */
    protected static final String MADE = "made";
    /** It was changed, and is not ready yet. */
    protected static final String CHANGED = "changed";
    /** Nothing was begun: the whole is tried once more. */
    protected static final String AGAIN = "again";

    private static final String GOING = "going";

    public CollectionHandler(Cloud cloud, Kind kind) {
        this(cloud, kind, "id");
    }

    /** @param idMember the member of the JSON that is the external id, or several with slashes between */
    public CollectionHandler(Cloud cloud, Kind kind, String idMember) {
        super(cloud, kind, idMember);
    }

    @Override
    public final Step apply(Change change, OperationContext context) throws InterruptedException {
        try {
            if (!kind.changes().contains(change.kind())) {
                throw Failures.unsupported(refusal(change.kind()));
            }
            Optional<Stage> stage = Stage.of(change.resumeToken());
            if (stage.filter(at -> !at.is(AGAIN)).isPresent()) {
                return resumed(stage.get(), change, context);
            }
            return switch (change.kind()) {
                case CREATE -> create(change, context);
                case UPDATE -> update(change, context);
                case DELETE -> delete(requireId(change.ref()), context);
            };
        } catch (ProviderException e) {
            return failed(change, e, context);
        }
    }

    /** What is to be done about a call that failed. */
    protected Step failed(Change change, ProviderException cause, OperationContext context)
            throws InterruptedException {
        return Stage.missed(change.resumeToken(), cause);
    }

    /**
     * What an attempt has begun and not come to the end of is none yet: so the next attempt finishes it, instead of half
     * of it being taken for the whole.
     */
    @Override
    protected final Optional<Values> lost(ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        return super.lost(ref, context)
                .filter(json -> !Mark.isFor(ref.item(), json)
                        || (!Mark.isUnfinished(json) && progress(json) instanceof Progress.Ready));
    }

    /** Why it cannot be done, in words. */
    protected String refusal(Change.Kind change) {
        return switch (change) {
            case CREATE -> kind.aNoun() + " cannot be made from here.";
            case UPDATE -> kind.aNoun() + " cannot be changed.";
            case DELETE -> kind.aNoun() + " cannot be deleted from here.";
        };
    }

    private Step resumed(Stage stage, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        if (stage.is(GOING)) {
            return gone(stage.id(), context);
        }
        if (stage.is(MADE) || stage.is(CHANGED) || furtherStages().contains(stage.word())) {
            return settled(stage, require(stage.id(), context), change, context);
        }
        return resumed(stage, change.ref(), context);
    }

    /** Goes on at a stage of the type's own. */
    protected Step resumed(Stage stage, ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        throw new ProviderException(Category.INTERNAL, "invalid-resume-token", "The resume token is not one of ours.");
    }

    private Step create(Change change, OperationContext context) throws ProviderException, InterruptedException {
        requireCreatable(change, context);
        Mark mark = Mark.of(context.idempotencyKey(), change.ref().item());
        Optional<Values> made = made(mark, change, context);
        Values json = made.isPresent() ? made.get() : make(mark, change, context);
        Values whole = completed(json, mark, change, context);
        return settled(new Stage(MADE, listing().id(whole)), whole, change, context);
    }

    /** @throws ProviderException when the cloud cannot make any */
    protected void requireCreatable(Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        // most can always be made
    }

    /** What an attempt before this one has made. */
    protected Optional<Values> made(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        return named(name(change.ref().title(), change.after()), context).stream()
                .filter(mark::isOn)
                .findFirst();
    }

    private Values make(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = creation(mark, change, context);
        Object body = kind.singular().isEmpty() ? members : enclosing(members, change);
        Values answer = cloud.send(request("POST", place(change, context), body), context)
                .body();
        Values json = kind.singular().isEmpty() ? answer : answer.nested(kind.singular());
        String id = listing().id(json);
        // some answers hold little more than the id
        Values whole = id.isEmpty() || json.has("name") ? json : require(id, context);
        if (id.isEmpty() || !isNew(whole, mark, members)) {
            throw cloud.mixedUp(kind.service(), "new " + kind.noun());
        }
        return whole;
    }

    /** The path that a new one is posted to. */
    protected String place(Change change, OperationContext context) throws ProviderException, InterruptedException {
        return "/" + kind.collection();
    }

    /** Whether it is what was just made: on a line that mixes up answers it might be something else. */
    protected boolean isNew(Values json, Mark mark, Map<String, Object> members) {
        Object name = members.get("name");
        return name == null || json.text("name").filter(name::equals).isPresent();
    }

    /** What is sent to make one. */
    protected Map<String, Object> enclosing(Map<String, Object> members, Change change) {
        return Map.of(kind.singular(), members);
    }

    /** The members of a new resource. */
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = new LinkedHashMap<>();
        kind.attributes().stream()
                .filter(attribute -> attribute.created() && attribute.isSent())
                .forEach(attribute ->
                        change.after().get(attribute.field()).ifPresent(value -> attribute.write(value, members)));
        if (kind.identity().contains("name")) {
            members.put("name", name(change.ref().title(), change.after()));
        }
        return members;
    }

    /** Does what could not be done in the request that made it; each time the same, and nothing twice. */
    protected Values completed(Values json, Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        return json;
    }

    private Step settled(Stage stage, Values json, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Progress progress = progress(json);
        if (progress instanceof Progress.Busy busy) {
            return stage.pending(busy.message());
        }
        Optional<Step> further =
                progress instanceof Progress.Ready ? further(stage, json, change, context) : Optional.empty();
        return further.isPresent() ? further.get() : ended(stage, progress, context);
    }

    /** The words of the stages that {@link #further} gives. */
    protected Set<String> furtherStages() {
        return Set.of();
    }

    /**
     * Goes on with what is ready but not complete: what can be told to the cloud only once it is done with what it was told
     * before.
     *
     * @return a step that waits for the next stage; empty when that was all
     */
    protected Optional<Step> further(Stage stage, Values json, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        return Optional.empty();
    }

    private Step ended(Stage stage, Progress progress, OperationContext context)
            throws ProviderException, InterruptedException {
        // what a request gives back is not always all that there is to see
        Optional<Values> now = read(stage.id(), context);
        Optional<ResourceState> state =
                now.isPresent() ? Optional.of(state(enriched(now.get(), context))) : Optional.empty();
        return progress instanceof Progress.Broken broken && (stage.is(MADE) || !changesInError())
                ? new Step.Failed(broken.cause(), state)
                : new Step.Done(state);
    }

    /** Whether one that was in error before can be changed all the same, such as renamed. */
    protected boolean changesInError() {
        return true;
    }

    protected final Step changed(String id, OperationContext context) throws ProviderException, InterruptedException {
        Values json = require(id, context);
        Progress progress = progress(json);
        Stage stage = new Stage(CHANGED, id);
        return progress instanceof Progress.Busy busy ? stage.pending(busy.message()) : ended(stage, progress, context);
    }

    protected Progress progress(Values json) {
        return Progress.immediate(json);
    }

    private Step update(Change change, OperationContext context) throws ProviderException, InterruptedException {
        String id = requireId(change.ref());
        Values now = enriched(require(id, context), context);
        Values seen = values(now);
        Differences differences = new Differences(kind, change, seen);
        differences.requireInPlace();
        Map<String, Object> patch = differences.patch();
        if (!patch.isEmpty()) {
            Values answer = cloud.send(patching(id, patch), context).body();
            Values json = kind.singular().isEmpty() ? answer : answer.nested(kind.singular());
            if (!listing().id(json).equals(id)) {
                throw cloud.mixedUp(kind.service(), kind.noun());
            }
        }
        Optional<Step> further = amended(id, change, now, context);
        return further.isPresent()
                ? further.get()
                : settled(new Stage(CHANGED, id), require(id, context), change, context);
    }

    protected Request patching(String id, Map<String, Object> patch) {
        return request(kind.updating(), path(id), kind.singular().isEmpty() ? patch : Map.of(kind.singular(), patch));
    }

    /** Whether a field is to get another value, or to lose the one it has. */
    protected static boolean wants(Change change, Values base, String field) {
        return Differences.wants(change, base, field);
    }

    /**
     * Changes what goes by another way than a patch.
     *
     * @return how it goes on; empty when that was all
     */
    protected Optional<Step> amended(String id, Change change, Values now, OperationContext context)
            throws ProviderException, InterruptedException {
        return Optional.empty();
    }

    private Step delete(String id, OperationContext context) throws ProviderException, InterruptedException {
        try {
            erase(id, context);
        } catch (ProviderException e) {
            if (e.category() != Category.MISSING && !(e.category() == Category.USER && !plausible(id))) {
                throw e;
            }
            return Step.done();
        }
        return gone(id, context);
    }

    protected void erase(String id, OperationContext context) throws ProviderException, InterruptedException {
        cloud.send(request("DELETE", path(id), null), context);
    }

    private Step gone(String id, OperationContext context) throws ProviderException, InterruptedException {
        Optional<Values> left = read(id, context);
        if (left.isEmpty()) {
            return Step.done();
        }
        if (stays(left.get())) {
            return new Step.Failed(
                    Failures.conflict(
                            "deletion-failed", "The " + kind.noun() + " could not be deleted; its log says why."),
                    Optional.of(state(enriched(left.get(), context))));
        }
        return new Stage(GOING, id).pending("The " + kind.noun() + " is being deleted.");
    }

    /** Whether the deletion of one has failed. What was in error before is so until it is gone. */
    protected boolean stays(Values json) {
        return json.text("status").filter("error_deleting"::equals).isPresent();
    }
}

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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Also makes, changes and deletes, as far as the {@link Kind} allows. Each create looks first for what an attempt before it
 * has made. What takes the cloud a while is waited for with {@link Stage} as the resume token.
 */
public class CollectionHandler extends CollectionReader {
    private static final String MADE = "made";
    private static final String CHANGED = "changed";
    private static final String GOING = "going";

    public CollectionHandler(Cloud cloud, Kind kind) {
        this(cloud, kind, "id");
    }

    /** @param idMember the member of the JSON that is the external id */
    public CollectionHandler(Cloud cloud, Kind kind, String idMember) {
        super(cloud, kind, idMember);
    }

    @Override
    public final Step apply(Change change, OperationContext context) throws InterruptedException {
        try {
            if (!kind.changes().contains(change.kind())) {
                throw Failures.unsupported(refusal(change.kind()));
            }
            if (change.resumeToken().isPresent()) {
                return resumed(Stage.parse(change.resumeToken().get()), change, context);
            }
            return switch (change.kind()) {
                case CREATE -> create(change, context);
                case UPDATE -> update(change, context);
                case DELETE -> delete(requireId(change.ref()), context);
            };
        } catch (ProviderException e) {
            return Stage.missed(change.resumeToken(), e);
        }
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
        if (stage.is(MADE)) {
            return settled(MADE, stage.id(), require(stage.id(), context), context);
        }
        if (stage.is(CHANGED)) {
            return settled(CHANGED, stage.id(), require(stage.id(), context), context);
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
        return settled(MADE, listing().id(whole), whole, context);
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
        Values answer = cloud.send(request("POST", "/" + kind.collection(), body), context)
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

    private Step settled(String word, String id, Values json, OperationContext context)
            throws ProviderException, InterruptedException {
        Progress progress = progress(json);
        if (progress instanceof Progress.Busy busy) {
            return new Stage(word, id).pending(busy.message());
        }
        // what a request gives back is not always all that there is to see
        Optional<Values> now = read(id, context);
        Optional<ResourceState> state =
                now.isPresent() ? Optional.of(state(enriched(now.get(), context))) : Optional.empty();
        // one that was in error before can be renamed all the same
        return progress instanceof Progress.Broken broken && word.equals(MADE)
                ? new Step.Failed(broken.cause(), state)
                : new Step.Done(state);
    }

    protected final Step changed(String id, OperationContext context) throws ProviderException, InterruptedException {
        return settled(CHANGED, id, require(id, context), context);
    }

    protected Progress progress(Values json) {
        return Progress.immediate(json);
    }

    private Step update(Change change, OperationContext context) throws ProviderException, InterruptedException {
        String id = requireId(change.ref());
        Values now = enriched(require(id, context), context);
        Values seen = values(now);
        requireInPlace(change, seen);
        Map<String, Object> patch = patch(change, seen);
        if (!patch.isEmpty()) {
            Values answer = cloud.send(patching(id, patch), context).body();
            Values json = kind.singular().isEmpty() ? answer : answer.nested(kind.singular());
            if (!listing().id(json).equals(id)) {
                throw cloud.mixedUp(kind.service(), kind.noun());
            }
        }
        Optional<Step> further = amended(id, change, now, context);
        return further.isPresent() ? further.get() : settled(CHANGED, id, require(id, context), context);
    }

    protected Request patching(String id, Map<String, Object> patch) {
        return request(kind.updating(), path(id), kind.singular().isEmpty() ? patch : Map.of(kind.singular(), patch));
    }

    /** An engine that wants a resource replaced deletes it and makes another; nothing here is replaced in passing. */
    private void requireInPlace(Change change, Values seen) throws ProviderException {
        for (Attribute attribute : kind.attributes()) {
            Values base = attribute.observed() ? seen : change.before();
            Optional<Object> wanted = change.after().get(attribute.field());
            boolean fixed = attribute.created() && !attribute.updated();
            if (fixed && wanted.isPresent() && differs(wanted, base.get(attribute.field()))) {
                throw new ProviderException(
                        Category.CONFLICT,
                        "replacement-needed",
                        "The field " + attribute.field() + " of the " + kind.noun()
                                + " cannot be changed in place. Delete it and make another.",
                        attribute.field(),
                        null,
                        null);
            }
        }
    }

    private Map<String, Object> patch(Change change, Values seen) {
        Map<String, Object> patch = new LinkedHashMap<>();
        for (Attribute attribute : kind.attributes()) {
            if (attribute.updated() && attribute.isSent() && wants(change, seen, attribute)) {
                attribute.write(change.after().get(attribute.field()).orElse(null), patch);
            }
        }
        return patch;
    }

    /** Whether a field is to get another value, or to lose the one it has. */
    protected static boolean wants(Change change, Values seen, Attribute attribute) {
        Values base = attribute.observed() ? seen : change.before();
        return wants(change, base, attribute.field());
    }

    protected static boolean wants(Change change, Values base, String field) {
        Optional<Object> wanted = change.after().get(field);
        return wanted.isPresent()
                ? differs(wanted, base.get(field))
                : change.before().has(field) && base.has(field);
    }

    private static boolean differs(Optional<Object> wanted, Optional<Object> there) {
        return !normal(wanted).equals(normal(there));
    }

    /** The order of references means nothing, and an empty list is none. */
    private static Optional<Object> normal(Optional<Object> value) {
        return value.filter(some -> !List.of().equals(some) && !Map.of().equals(some) && !"".equals(some))
                .map(some -> some instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                        ? list.stream().map(String::valueOf).sorted().toList()
                        : some);
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
        // one that was in error before is so until it is gone
        if (left.get().text("status").filter("error_deleting"::equals).isPresent()) {
            return new Step.Failed(
                    Failures.conflict(
                            "deletion-failed", "The " + kind.noun() + " could not be deleted; its log says why."),
                    Optional.of(state(enriched(left.get(), context))));
        }
        return new Stage(GOING, id).pending("The " + kind.noun() + " is being deleted.");
    }
}

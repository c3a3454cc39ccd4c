package coop.plenum.aws.common;

import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.api.AwsAccount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What bears tags: they are its mark and, where it has no other, its name.
 *
 * @param <T> the client's object
 */
public abstract class TaggedHandler<T> extends AwsHandler<T> {
    protected TaggedHandler(AwsAccount account, Kind<T> kind) {
        super(account, kind);
    }

    /** Sets tags and takes others away; the rest stays. Neither is empty of both. */
    protected abstract void tag(Place place, Map<String, String> set, Set<String> removed, OperationContext context)
            throws ProviderException, InterruptedException;

    /** The tags of a new resource: mark, name, and what people want. */
    protected final Map<String, String> newTags(Mark mark, Wanted wanted) throws ProviderException {
        Map<String, String> tags = new LinkedHashMap<>(mark.with(wanted.tags()));
        tags.putAll(remembered(wanted));
        if (isNamedByTag()) {
            tags.put(Tags.NAME, wanted.name());
        }
        return tags;
    }

    /** What AWS does not tell later, in tags of our own. */
    protected Map<String, String> remembered(Wanted wanted) throws ProviderException {
        return Map.of();
    }

    private boolean isNamedByTag() {
        return kind.attribute("name").map(Attribute::updated).orElse(false);
    }

    @Override
    final void retag(Place place, Change change, T now, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, String> there = tags(now);
        Wanted wanted = Wanted.of(change);
        Map<String, String> set = new LinkedHashMap<>(wanted.tags());
        Set<String> removed =
                change.after().has("tags") || change.before().has("tags") ? Tags.unwanted(there, set) : Set.of();
        if (isNamedByTag() && change.after().has("name")) {
            set.put(Tags.NAME, wanted.name());
        }
        set.entrySet().removeIf(entry -> entry.getValue().equals(there.get(entry.getKey())));
        if (!set.isEmpty() || !removed.isEmpty()) {
            tag(place, set, removed, context);
        }
    }
}

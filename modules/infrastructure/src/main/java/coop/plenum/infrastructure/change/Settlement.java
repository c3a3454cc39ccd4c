package coop.plenum.infrastructure.change;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.Management;
import coop.plenum.api.content.State;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.resource.Resources;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Lets content follow what has happened to a resource. Each step may be done twice. */
final class Settlement {
    private static final int ATTEMPTS = 5;

    private final ContentService content;
    private final Engine engine;
    private final Resources resources;

    Settlement(ContentService content, Engine engine, Resources resources) {
        this.content = content;
        this.engine = engine;
        this.resources = resources;
    }

    /** Ties the item to the resource and takes in its state. */
    void record(Caller cause, Item item, ResourceState state) {
        resources.take(cause, item, state);
    }

    /**
     * Both at once: takes in the state, and makes the wanted values the ones that drift is measured against.
     *
     * @throws PlenumException also when somebody else changed the item in between
     */
    void settle(Caller caller, Item item, ResourceState state, Values desired, String reason) {
        record(caller, item, state);
        engine.find(item.id())
                .ifPresent(now -> content.publishDesired(caller, now.id(), now.revision(), true, desired, reason));
    }

    /**
     * Makes the wanted values the ones that drift is measured against.
     *
     * @param ref what the resource is known by
     * @return why not yet: the resource cannot be looked at, and so its external id is not known
     */
    Optional<ProviderException> published(Caller caller, Item item, ResourceRef ref, Values desired, String reason)
            throws InterruptedException {
        if (engine.find(item.id())
                .flatMap(Item::management)
                .flatMap(Management::externalId)
                .isEmpty()) {
            try {
                if (!resources.current(caller, item, ref)) {
                    return Optional.of(new ProviderException(
                            Category.TRANSIENT, "not-visible-yet", "The new resource is not to be seen yet."));
                }
            } catch (ProviderException e) {
                return Optional.of(e);
            }
        }
        withCurrent(item.id(), now -> content.publishDesired(caller, now.id(), now.revision(), true, desired, reason));
        return Optional.empty();
    }

    /** The resource is gone, and another is to take its place. */
    void released(Caller caller, Item item) {
        content.release(engine.causedBy(caller), item.id());
    }

    /** Empty when somebody has deleted it. */
    Optional<Item> current(Item item) {
        return engine.find(item.id());
    }

    /** Deletes the item, or archives it while others refer to it; its revisions stay. */
    void gone(Caller caller, Item item, String reason) {
        try {
            withCurrent(item.id(), now -> content.delete(caller, now.id(), now.revision(), reason));
        } catch (PlenumException e) {
            if (!e.code().equals("item-in-use")) {
                throw e;
            }
            ItemPatch archive = new ItemPatch(
                    Optional.empty(),
                    Values.empty(),
                    Optional.empty(),
                    Optional.of(State.ARCHIVED),
                    Values.empty(),
                    reason);
            withCurrent(item.id(), now -> content.update(caller, now.id(), now.revision(), archive));
        }
    }

    /** Repeats when somebody else changed the item in between: the remote fact stands, whatever its title is now. */
    private void withCurrent(UUID id, Consumer<Item> work) {
        for (int attempt = 1; ; attempt++) {
            Optional<Item> now = engine.find(id);
            if (now.isEmpty()) {
                return;
            }
            try {
                work.accept(now.get());
                return;
            } catch (PlenumException e) {
                if (e.category() != PlenumException.Category.STALE || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}

package coop.plenum.infrastructure.resource;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.api.content.Observation;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.connection.ConnectionStore;
import coop.plenum.infrastructure.connection.Health;
import coop.plenum.infrastructure.provider.Call;
import coop.plenum.infrastructure.provider.Failures;
import coop.plenum.infrastructure.provider.OpenConnection;
import coop.plenum.infrastructure.provider.OpenConnections;
import coop.plenum.infrastructure.provider.ProviderCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** From an item to its resource and back: finds the handler, looks, and takes in what was seen. Thread-safe. */
@Component(service = Resources.class)
public final class Resources {
    private static final Duration LOOK = Duration.ofSeconds(60);

    private final ContentService content;
    private final AccessService access;
    private final Engine engine;
    private final ConnectionStore store;
    private final OpenConnections connections;
    private final References references;

    @Activate
    public Resources(
            @Reference ContentService content,
            @Reference AccessService access,
            @Reference Engine engine,
            @Reference ConnectionStore store,
            @Reference OpenConnections connections,
            @Reference References references) {
        this.content = content;
        this.access = access;
        this.engine = engine;
        this.store = store;
        this.connections = connections;
        this.references = references;
    }

    /** What to do with the handler of a type on an open connection. */
    @FunctionalInterface
    public interface HandlerCall<T> {
        T on(ResourceHandler handler, coop.plenum.api.provider.OperationContext context)
                throws ProviderException, InterruptedException;
    }

    /** @throws PlenumException {@code item-missing}, {@code no-resource} when no provider looks after it */
    public Item require(Caller caller, UUID id) {
        Item item = content.find(caller, id)
                .orElseThrow(() ->
                        PlenumException.missing("item-missing", "There is no item " + id + ", or you may not see it."));
        connectionOf(item);
        return item;
    }

    public UUID connectionOf(Item item) {
        return item.management()
                .map(Management::connection)
                .filter(connection -> !connection.equals(item.id()))
                .orElseThrow(() -> PlenumException.conflict(
                        "no-resource", "\"" + item.title() + "\" stands for no resource of a remote system."));
    }

    /** Calls the provider and notes on the connection whether it could be reached. */
    public <T> T call(Caller cause, UUID connection, Call call, ProviderCall<T> work)
            throws ProviderException, InterruptedException {
        Connection target = store.require(connection);
        try {
            return connections.open(connection, target.access()).call(call, work);
        } catch (ProviderException e) {
            boolean unusable = e.category() == Category.AUTHENTICATION || e.category() == Category.TRANSIENT;
            if (unusable && !OpenConnection.wasClosed(e)) {
                store.report(cause, connection, Health.failing(e));
            }
            throw e;
        }
    }

    public <T> T handle(Caller cause, UUID connection, String type, Call call, HandlerCall<T> work)
            throws ProviderException, InterruptedException {
        return call(cause, connection, call, (provider, context) -> work.on(handler(provider, type), context));
    }

    /**
     * Asks the handler of an item, for somebody who waits for the answer.
     *
     * @throws PlenumException what the remote system refuses, in the platform's terms
     */
    <T> T ask(Item item, Call call, HandlerCall<T> work) {
        try {
            return handle(call.caller(), connectionOf(item), item.type(), call, work);
        } catch (ProviderException e) {
            throw Failures.exception(e);
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        }
    }

    private static ResourceHandler handler(Provider provider, String type) throws ProviderException {
        return provider.handlers().stream()
                .filter(candidate -> candidate.type().contentType().equals(type))
                .findFirst()
                .orElseThrow(() -> new ProviderException(
                        Category.UNSUPPORTED,
                        "unsupported-type",
                        "The provider of this connection does not look after \"" + type + "\"."));
    }

    /** How the provider knows the item. */
    public ResourceRef ref(Item item) {
        return new ResourceRef(
                item.id(),
                item.management().flatMap(Management::externalId),
                item.title(),
                references.external(item.type(), item.values()));
    }

    /** Looks without taking in what is seen. Failures of any kind are {@link Observed.Unknown}. */
    public Observed look(Caller cause, Item item, Call call) throws InterruptedException {
        return look(cause, item, ref(item), call);
    }

    /** The same, of what the item's resource is or will be known by. */
    public Observed look(Caller cause, Item item, ResourceRef ref, Call call) throws InterruptedException {
        try {
            return handle(
                    cause, connectionOf(item), item.type(), call, (handler, context) -> handler.observe(ref, context));
        } catch (ProviderException e) {
            return new Observed.Unknown(e);
        }
    }

    public Observed look(Caller cause, Item item) throws InterruptedException {
        return look(cause, item, Call.by(cause, LOOK));
    }

    /** Takes in what was seen of an item's resource. */
    public void take(Caller cause, Item item, ResourceState state) {
        content.observe(engine.causedBy(cause), connectionOf(item), List.of(observation(item, state)));
    }

    private static Observation observation(Item item, ResourceState state) {
        return new Observation(
                Optional.of(item.id()),
                item.type(),
                state.externalId(),
                item.space(),
                state.title(),
                state.labels(),
                state.values());
    }

    /**
     * Looks at one resource now, so that its item is current.
     *
     * @return whether the resource is there
     * @throws PlenumException when it could not be told
     */
    public boolean observe(Caller caller, UUID id) {
        Item item = require(caller, id);
        access.require(caller, item.type() + ".view", item.space());
        try {
            return current(caller, item);
        } catch (ProviderException e) {
            throw Failures.exception(e);
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        }
    }

    /** Looks and takes in what is seen; true if the resource is there. */
    public boolean current(Caller cause, Item item) throws ProviderException, InterruptedException {
        return current(cause, item, ref(item));
    }

    /** The same, of what the item's resource is known by. */
    public boolean current(Caller cause, Item item, ResourceRef ref) throws ProviderException, InterruptedException {
        Observed observed = look(cause, item, ref, Call.by(cause, LOOK));
        if (observed instanceof Observed.Present present) {
            take(cause, item, present.state());
            return true;
        }
        if (observed instanceof Observed.Unknown unknown) {
            throw unknown.reason();
        }
        return false;
    }
}

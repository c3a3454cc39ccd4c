package coop.plenum.infrastructure.provider;

import coop.plenum.api.access.Caller;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.api.secret.SecretService;
import coop.plenum.infrastructure.Engine;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The connections in use. One is opened when first needed and closed when its settings change, its provider goes, it has
 * been idle, or the module stops. Thread-safe.
 */
@Component(service = OpenConnections.class)
public final class OpenConnections {
    private final ProviderFactories factories;
    private final SecretService secrets;
    private final Caller self;
    private final Engine engine;
    private final PublicAddress address;
    private final Consumer<ProviderFactory> onRemoval = this::closeAllOf;
    private final Map<UUID, Entry> entries = new HashMap<>();

    private record Entry(ConnectionAccess access, OpenConnection open) {}

    @Activate
    public OpenConnections(
            @Reference ProviderFactories factories,
            @Reference SecretService secrets,
            @Reference Engine engine,
            @Reference PublicAddress address) {
        this.factories = factories;
        this.secrets = secrets;
        this.self = engine.caller();
        this.engine = engine;
        this.address = address;
        factories.onRemoval(onRemoval);
    }

    @Deactivate
    public void close() {
        factories.forget(onRemoval);
        closeAll(entry -> true);
    }

    /** @throws coop.plenum.api.PlenumException {@code provider-missing} */
    public OpenConnection open(UUID id, ConnectionAccess access) {
        ProviderFactory factory = factories.require(access.provider());
        synchronized (entries) {
            Entry entry = entries.get(id);
            if (entry != null && entry.access.equals(access) && entry.open.isOf(factory)) {
                entry.open.touch();
                return entry.open;
            }
            if (entry != null) {
                entry.open.retire();
            }
            OpenConnection open = new OpenConnection(
                    factory,
                    access.settings(),
                    new Credentials(id, Map.of(), access, secrets, self, engine::known, address.events(id)),
                    access.callsPerSecond(),
                    access.concurrency());
            entries.put(id, new Entry(access, open));
            return open;
        }
    }

    public void close(UUID connection) {
        Entry entry;
        synchronized (entries) {
            entry = entries.remove(connection);
        }
        if (entry != null) {
            entry.open.close();
        }
    }

    /** Closes those nobody has used since the given time. */
    public void closeIdle(Instant since) {
        closeAll(entry -> entry.open.idleSince(since));
    }

    private void closeAllOf(ProviderFactory factory) {
        closeAll(entry -> entry.open.isOf(factory));
    }

    private void closeAll(Predicate<Entry> which) {
        Map<UUID, Entry> gone = new HashMap<>();
        synchronized (entries) {
            entries.forEach((id, entry) -> {
                if (which.test(entry)) {
                    gone.put(id, entry);
                }
            });
            entries.keySet().removeAll(gone.keySet());
        }
        gone.values().forEach(entry -> entry.open.close());
    }
}

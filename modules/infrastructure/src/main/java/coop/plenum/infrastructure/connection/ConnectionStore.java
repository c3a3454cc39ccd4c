package coop.plenum.infrastructure.connection;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.infrastructure.Engine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Connections as the engine reads them, and the fields it keeps of them. Health is written only when it changes; when
 * the last contact was is kept in memory, so that a quiet site writes nothing. Thread-safe.
 */
@Component(service = ConnectionStore.class)
public final class ConnectionStore {
    private static final Set<String> OBSERVED = Set.of(
            "secrets",
            "pendingSecrets",
            "previousSecrets",
            "secretsFor",
            "status",
            "statusCode",
            "statusCategory",
            "statusMessage");

    private final Engine engine;
    private final ContentService content;
    private final Map<UUID, Instant> contacts = new ConcurrentHashMap<>();

    @Activate
    public ConnectionStore(@Reference Engine engine, @Reference ContentService content) {
        this.engine = engine;
        this.content = content;
    }

    /** @throws PlenumException {@code connection-missing} */
    public Connection require(UUID id) {
        return engine.find(id, Connection.TYPE)
                .map(Connection::of)
                .orElseThrow(() -> PlenumException.missing(
                        "connection-missing", "There is no connection " + id + ", or it has been deleted."));
    }

    public Page<Connection> list(PageRequest page) {
        return list(engine.caller(), page);
    }

    public Page<Connection> list(Caller caller, PageRequest page) {
        Page<Item> items = content.list(
                caller, ItemQuery.ofType(Connection.TYPE).sort("title").page(page));
        return Page.of(items.items().stream().map(Connection::of).toList(), items.next());
    }

    /** Notes how a contact went. */
    public void report(Caller cause, UUID id, Health health) {
        contacts.put(id, Instant.now());
        engine.find(id, Connection.TYPE)
                .filter(item -> !Connection.of(item).health().equals(health))
                .ifPresent(item -> engine.note(cause, item, OBSERVED, health.values()));
    }

    /** Sets the secrets, which may be used with the item's settings from now on, and how the contact went. */
    Connection secure(Caller cause, Item item, Map<String, SecretRef> secrets, Health health) {
        Map<String, @Nullable Object> changes = health.values();
        Map<String, String> references = new LinkedHashMap<>();
        secrets.forEach((field, secret) -> references.put(field, secret.toString()));
        changes.put("secrets", references.isEmpty() ? null : references);
        changes.put("secretsFor", SecretsFor.of(item.values()).stored());
        return Connection.of(engine.note(cause, item, OBSERVED, changes));
    }

    /**
     * Sets how far the replacement of secrets has come, all at once.
     *
     * @param pending an empty reference says that the field will hold nothing
     */
    public void rotate(
            Caller cause,
            Item item,
            Map<String, String> secrets,
            Map<String, String> pending,
            Map<String, String> previous) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        changes.put("secrets", secrets.isEmpty() ? null : secrets);
        changes.put("pendingSecrets", pending.isEmpty() ? null : pending);
        changes.put("previousSecrets", previous.isEmpty() ? null : previous);
        engine.note(cause, item, OBSERVED, changes);
    }

    public Optional<Instant> lastContact(UUID id) {
        return Optional.ofNullable(contacts.get(id));
    }

    void contacted(UUID id) {
        contacts.put(id, Instant.now());
    }

    void forget(UUID id) {
        contacts.remove(id);
    }
}

package coop.plenum.infrastructure.connection;

import coop.plenum.api.PlenumException;
import coop.plenum.api.UnitOfWork;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.State;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.infrastructure.provider.ConnectionAccess;
import coop.plenum.infrastructure.provider.OpenConnections;
import coop.plenum.infrastructure.provider.ProviderFactories;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Connections as people handle them: tested before they are saved, secrets kept apart. Permissions are those of the
 * content type {@value Connection#TYPE}. Thread-safe.
 */
@Component(service = Connections.class)
public final class Connections {
    private static final UUID UNSAVED = new UUID(0, 0);

    private final ContentService content;
    private final UnitOfWork unit;
    private final ConnectionSecrets secrets;
    private final AccessService access;
    private final ProviderFactories factories;
    private final ConnectionStore store;
    private final ConnectionProbe probe;
    private final ConnectionItems items;
    private final OpenConnections open;

    @Activate
    public Connections(
            @Reference ContentService content,
            @Reference UnitOfWork unit,
            @Reference ConnectionSecrets secrets,
            @Reference AccessService access,
            @Reference ProviderFactories factories,
            @Reference ConnectionStore store,
            @Reference ConnectionProbe probe,
            @Reference ConnectionItems items,
            @Reference OpenConnections open) {
        this.content = content;
        this.unit = unit;
        this.secrets = secrets;
        this.access = access;
        this.factories = factories;
        this.store = store;
        this.probe = probe;
        this.items = items;
        this.open = open;
    }

    public List<ProviderDescription> providers() {
        return factories.descriptions();
    }

    /** @throws PlenumException {@code connection-missing} also when the caller may not see it */
    public Connection find(Caller caller, UUID id) {
        return content.find(caller, id)
                .filter(item -> item.type().equals(Connection.TYPE))
                .map(Connection::of)
                .orElseThrow(() -> PlenumException.missing(
                        "connection-missing", "There is no connection " + id + ", or you may not see it."));
    }

    /** Finds out whether it would work; saves nothing. */
    public Diagnostics test(Caller caller, Draft draft) {
        access.require(caller, Connection.TYPE + ".create", draft.space().orElse(AccessService.ROOT_SPACE));
        ConnectionAccess wanted = wanted(Optional.empty(), draft);
        form(wanted).check(wanted.settings(), held(wanted, draft), draft);
        return probe.check(caller, UNSAVED, wanted, filled(draft));
    }

    /**
     * Saves a new connection that works.
     *
     * @param force save it even if it does not
     * @throws PlenumException {@code invalid-connection}, {@code connection-check-failed}, {@code provider-missing}
     */
    public Connection create(Caller caller, Draft draft, boolean force) {
        UUID space = draft.space().orElse(AccessService.ROOT_SPACE);
        access.require(caller, Connection.TYPE + ".create", space);
        ConnectionAccess wanted = wanted(Optional.empty(), draft);
        form(wanted).check(wanted.settings(), held(wanted, draft), draft);
        NewItem item = newItem(draft, wanted, space);
        content.validate(caller, item);
        Health health = tested(probe.check(caller, UNSAVED, wanted, filled(draft)), wanted, force);
        Connection created = unit.together(() -> store.secure(
                caller, content.create(caller, item), secrets.store(caller, space, Map.of(), filled(draft)), health));
        store.contacted(created.id());
        return created;
    }

    /**
     * Changes a connection if it then still works; a secret that is not given stays. With other settings that takes {@code
     * secret.use}.
     *
     * @throws PlenumException as {@link #create}, {@code stale-revision} and {@code secrets-required}
     */
    public Connection update(Caller caller, UUID id, long expectedRevision, Draft draft, boolean force) {
        Connection before = find(caller, id);
        access.require(caller, Connection.TYPE + ".edit", before.space());
        if (before.item().revision() != expectedRevision) {
            throw new PlenumException(
                    PlenumException.Category.STALE,
                    "stale-revision",
                    "The connection has been changed meanwhile; its revision is now "
                            + before.item().revision() + ". Read it again.");
        }
        requireNotRotating(before, draft);
        ConnectionAccess wanted = wanted(Optional.of(before), draft);
        form(wanted).check(wanted.settings(), held(wanted, draft), draft);
        secrets.requireUse(caller, before, new SecretsFor(wanted.provider(), wanted.settings()), kept(before, draft));
        boolean touched = !wanted.equals(before.access()) || !draft.secrets().isEmpty();
        if (!touched) {
            return Connection.of(content.update(caller, id, expectedRevision, patch(draft, wanted)));
        }
        Health health = tested(probe.check(caller, id, wanted, filled(draft)), wanted, force);
        Connection updated = unit.together(() -> {
            Item item = content.update(caller, id, expectedRevision, patch(draft, wanted));
            Map<String, SecretRef> stored = secrets.store(caller, item.space(), wanted.secrets(), filled(draft));
            secrets.discard(caller, without(before.access().secrets(), stored.keySet()));
            return store.secure(caller, item, stored, health);
        });
        store.contacted(id);
        open.close(id);
        return updated;
    }

    private static Stream<SecretRef> without(Map<String, SecretRef> secrets, Set<String> fields) {
        return secrets.entrySet().stream()
                .filter(entry -> !fields.contains(entry.getKey()))
                .map(Map.Entry::getValue);
    }

    /** A secret that is on its way to many places would be lost to those that have it already. */
    private static void requireNotRotating(Connection connection, Draft draft) {
        draft.secrets().keySet().stream()
                .filter(field -> connection.access().pending().containsKey(field)
                        || connection.access().previous().containsKey(field))
                .findFirst()
                .ifPresent(field -> {
                    throw PlenumException.conflict(
                            "rotation-unfinished",
                            "\"" + field + "\" is being replaced. Finish its rotation first, by rotating it again.");
                });
    }

    /**
     * Deletes a connection with its secrets. What was only observed stays as content; what is managed must be released
     * first, so that nobody loses sight of what they run.
     *
     * @param release stop managing its items instead of refusing
     * @throws PlenumException {@code connection-in-use}
     */
    public void delete(Caller caller, UUID id, long expectedRevision, boolean release) {
        Connection connection = find(caller, id);
        access.require(caller, Connection.TYPE + ".delete", connection.space());
        ConnectionAccess held = connection.access();
        unit.together(() -> {
            for (Item item : managed(id, release)) {
                content.publishDesired(
                        caller, item.id(), item.revision(), false, Values.empty(), "Its connection is being deleted.");
            }
            content.delete(caller, id, expectedRevision, "");
            secrets.discard(
                    caller,
                    Stream.of(held.secrets(), held.pending(), held.previous()).flatMap(refs -> refs.values().stream()));
            return connection;
        });
        open.close(id);
        store.forget(id);
    }

    /** What is to be released. */
    private List<Item> managed(UUID id, boolean release) {
        List<Item> managed = items.managed(id);
        if (!managed.isEmpty() && !release) {
            throw PlenumException.conflict(
                    "connection-in-use",
                    managed.size() + " items are managed over this connection, among them \""
                            + managed.get(0).title() + "\". Delete them first, or repeat with ?release=true to keep "
                            + "their resources and manage them no longer.");
        }
        return managed;
    }

    /** Contacts the remote system now and notes how it went. */
    public Diagnostics check(Caller caller, UUID id) {
        Connection connection = find(caller, id);
        access.require(caller, Connection.TYPE + ".act", connection.space());
        Diagnostics diagnostics = probe.check(caller, connection);
        store.report(caller, id, Health.of(diagnostics));
        return diagnostics;
    }

    private ConnectionForm form(ConnectionAccess wanted) {
        return new ConnectionForm(factories.require(wanted.provider()).describe());
    }

    private Health tested(Diagnostics diagnostics, ConnectionAccess wanted, boolean force) {
        if (!diagnostics.ok() && !force) {
            throw form(wanted).failure(diagnostics);
        }
        return Health.of(diagnostics);
    }

    /** How the connection would be opened; stored secrets that the draft takes away are gone. */
    private static ConnectionAccess wanted(Optional<Connection> before, Draft draft) {
        Optional<ConnectionAccess> old = before.map(Connection::access);
        Map<String, SecretRef> stored =
                new LinkedHashMap<>(old.map(ConnectionAccess::secrets).orElse(Map.of()));
        draft.secrets().forEach((field, value) -> {
            if (value.length == 0) {
                stored.remove(field);
            }
        });
        return new ConnectionAccess(
                old.map(ConnectionAccess::provider).or(draft::provider).orElse(""),
                old.map(ConnectionAccess::settings).orElse(Values.empty()).merge(draft.settings()),
                stored,
                old.map(ConnectionAccess::pending).orElse(Map.of()),
                old.map(ConnectionAccess::previous).orElse(Map.of()),
                Set.of(),
                draft.callsPerSecond()
                        .map(Long::intValue)
                        .or(() -> old.map(ConnectionAccess::callsPerSecond))
                        .orElse(Connection.CALLS_PER_SECOND),
                draft.concurrency()
                        .map(Long::intValue)
                        .or(() -> old.map(ConnectionAccess::concurrency))
                        .orElse(Connection.CONCURRENCY));
    }

    private static Map<String, char[]> filled(Draft draft) {
        Map<String, char[]> filled = new LinkedHashMap<>(draft.secrets());
        filled.values().removeIf(value -> value.length == 0);
        return filled;
    }

    /** Fields whose stored secrets stay what they are. */
    private static Set<String> kept(Connection before, Draft draft) {
        Set<String> kept = new HashSet<>(before.access().secrets().keySet());
        kept.addAll(before.access().pending().keySet());
        kept.addAll(before.access().previous().keySet());
        kept.removeAll(draft.secrets().keySet());
        return kept;
    }

    private static Set<String> held(ConnectionAccess wanted, Draft draft) {
        Set<String> held = new HashSet<>(wanted.secrets().keySet());
        held.addAll(filled(draft).keySet());
        return held;
    }

    private static NewItem newItem(Draft draft, ConnectionAccess wanted, UUID space) {
        Values values = Values.builder()
                .put("provider", wanted.provider())
                .put("settings", wanted.settings())
                .put("syncEvery", draft.syncEvery().orElse(Connection.SYNC_EVERY.toString()))
                .put("callsPerSecond", wanted.callsPerSecond())
                .put("concurrency", wanted.concurrency())
                .build();
        Map<String, String> labels = new LinkedHashMap<>();
        draft.labels().forEach((name, value) -> labels.put(name, String.valueOf(value)));
        String title = draft.title().orElse(wanted.provider());
        return new NewItem(Connection.TYPE, space, title, labels, State.PUBLISHED, values, Optional.empty(), "");
    }

    private static ItemPatch patch(Draft draft, ConnectionAccess wanted) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        // The whole, and null for what goes: right whether the store merges or replaces an object.
        Map<String, @Nullable Object> settings =
                new LinkedHashMap<>(draft.settings().asMap());
        settings.putAll(wanted.settings().asMap());
        values.put("settings", settings);
        draft.syncEvery().ifPresent(every -> values.put("syncEvery", every));
        values.put("callsPerSecond", wanted.callsPerSecond());
        values.put("concurrency", wanted.concurrency());
        return new ItemPatch(draft.title(), draft.labels(), draft.space(), Optional.empty(), Values.of(values), "");
    }
}

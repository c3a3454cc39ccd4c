package coop.plenum.core.secret;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditEvent.Outcome;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Secrets in the database under AES-256-GCM envelopes; the master key is elsewhere. */
@Component(service = SecretService.class, immediate = true)
public final class EnvelopeSecretService implements SecretService {
    static final String USE = "secret.use";
    static final String MANAGE = "secret.manage";
    static final int LONGEST = 65_536;
    private static final int LONGEST_FIELD = 200;

    private static final String OWNER = "core.secret";
    private static final String TARGET = "secret";

    private final Database database;
    private final AccessService access;
    private final Permissions permissions;
    private final AuditLog audit;
    private final MasterKeys keys;
    private final Envelope envelope;
    private final MasterKeyRotation rotation;

    @Activate
    public EnvelopeSecretService(
            @Reference Database database,
            @Reference AccessService access,
            @Reference Permissions permissions,
            @Reference AuditLog audit,
            BundleContext context) {
        this(database, access, permissions, audit, keys(context));
    }

    EnvelopeSecretService(
            Database database, AccessService access, Permissions permissions, AuditLog audit, MasterKeys keys) {
        this.database = database;
        this.access = access;
        this.permissions = permissions;
        this.audit = audit;
        this.keys = keys;
        this.envelope = new Envelope(keys, new AesGcm());
        this.rotation = new MasterKeyRotation(database, keys, envelope);
        database.migrate(SecretSchema.OWNER, SecretSchema.MIGRATIONS);
        permissions.declare(
                OWNER,
                List.of(
                        new Permission(USE, "Use secrets: let connections and jobs read them", false, OWNER),
                        new Permission(MANAGE, "Store, replace and delete secrets", false, OWNER)));
    }

    private static MasterKeys keys(BundleContext context) {
        String given = context.getProperty("plenum.master.key");
        if (given != null) {
            return GivenMasterKeys.parse(given);
        }
        Path data = Path.of(Objects.requireNonNullElse(context.getProperty("plenum.data"), "data"));
        return new MasterKeyFile(data.resolve("secrets").resolve("master.key"), new AesGcm());
    }

    @Deactivate
    void close() {
        permissions.retract(OWNER);
    }

    @Override
    public SecretRef store(Caller caller, UUID space, String field, char[] value) {
        return store(caller, space, field, value, null);
    }

    @Override
    public SecretRef storeFor(Caller caller, UUID space, String field, char[] value, Duration lifetime) {
        return store(caller, space, field, value, now().plus(lifetime));
    }

    private SecretRef store(Caller caller, UUID space, String field, char[] value, @Nullable Instant expires) {
        checkLength(value);
        if (field.isBlank() || field.length() > LONGEST_FIELD) {
            throw PlenumException.invalid(
                    "invalid-secret", "Say what the secret is for, in 1 to " + LONGEST_FIELD + " characters.");
        }
        return database.write(sql -> {
            Decision decision = access.require(caller, MANAGE, space);
            SecretRef ref = new SecretRef(Ids.next(), 1);
            sql.update(
                    "INSERT INTO secret_item (id, space, field, newest, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
                    ref.id(),
                    space,
                    field,
                    ref.version(),
                    now(),
                    expires);
            insert(sql, new SecretItem(ref.id(), space, field, 1), value);
            audit.append(event(caller, "secret.store", ref, space, field).decided(decision));
            return ref;
        });
    }

    @Override
    public SecretRef replace(Caller caller, UUID id, char[] value) {
        checkLength(value);
        return database.write(sql -> {
            SecretItem item = SecretItem.lock(sql, id).orElseThrow(() -> missing(id.toString()));
            Decision decision = access.require(caller, MANAGE, item.space());
            SecretItem next = new SecretItem(id, item.space(), item.field(), item.newest() + 1);
            sql.update("UPDATE secret_item SET newest = ? WHERE id = ?", next.newest(), id);
            insert(sql, next, value);
            SecretRef ref = new SecretRef(id, next.newest());
            audit.append(event(caller, "secret.replace", ref, item.space(), item.field())
                    .decided(decision));
            return ref;
        });
    }

    @Override
    public SecretLease lease(Caller caller, SecretRef ref, String purpose) {
        Sealed sealed = database.read(sql -> Sealed.find(sql, ref.id(), ref.version(), now()))
                .orElseThrow(() -> missing(ref.toString()));
        AuditEvent event = event(caller, "secret.read", ref, sealed.space(), sealed.field())
                .decided(access.require(caller, USE, sealed.space()))
                .with(Values.of("purpose", purpose));
        byte[] plain;
        try {
            plain = envelope.open(sealed);
        } catch (PlenumException e) {
            audit.appendDetached(event.ended(Outcome.FAILURE).with(Values.of("error", e.code())));
            throw e;
        }
        SecretLease lease = WipedLease.of(plain);
        try {
            // In a transaction of its own: what has been read stays read when the caller's work is rolled back.
            audit.appendDetached(event);
            return lease;
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    @Override
    public void delete(Caller caller, UUID id) {
        if (!deleted(caller, id)) {
            throw missing(id.toString());
        }
    }

    @Override
    public void discard(Caller caller, UUID id) {
        deleted(caller, id);
    }

    /** @return whether it was there */
    private boolean deleted(Caller caller, UUID id) {
        return database.write(sql -> {
            Optional<SecretItem> found = SecretItem.lock(sql, id);
            if (found.isEmpty()) {
                return false;
            }
            SecretItem item = found.get();
            Decision decision = access.require(caller, MANAGE, item.space());
            item.delete(sql);
            audit.append(event(caller, "secret.delete", new SecretRef(id, item.newest()), item.space(), item.field())
                    .decided(decision));
            return true;
        });
    }

    @Override
    public void rotateMasterKey(Caller caller) {
        Decision decision = access.require(caller, MANAGE, AccessService.ROOT_SPACE);
        AuditEvent event = AuditEvent.of(caller, "secret.rotate", "master-key", "")
                .in(AccessService.ROOT_SPACE)
                .decided(decision);
        audit.append(event.ended(Outcome.INTENT));
        MasterKeyRotation.Result result = rotation.run();
        audit.append(AuditEvent.of(caller, "secret.rotate", "master-key", result.masterKey())
                .in(AccessService.ROOT_SPACE)
                .decided(decision)
                .with(Values.of("rewrapped", result.rewrapped())));
    }

    private void insert(Sql sql, SecretItem item, char[] value) throws SQLException {
        MasterKey master = keys.all().isEmpty() ? firstKey(sql) : keys.all().get(0);
        Sealed sealed =
                envelope.seal(master, item.space(), item.id(), item.newest(), item.field(), WipedLease.encode(value));
        sql.update(
                "INSERT INTO secret_version (secret_id, version, master_key, wrapped_key, sealed, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                sealed.id(),
                sealed.version(),
                sealed.masterKey(),
                sealed.wrappedKey(),
                sealed.content(),
                now());
    }

    /** A new key beside secrets that an older one has sealed would hide that the older one is lost. */
    private MasterKey firstKey(Sql sql) throws SQLException {
        String lost = sql.one("SELECT master_key FROM secret_version FETCH FIRST 1 ROW ONLY", row -> row.text(1))
                .orElse("");
        if (!lost.isEmpty()) {
            throw new PlenumException(
                    Category.UNAVAILABLE,
                    "secret-unreadable",
                    "There are secrets under master key " + lost
                            + ", but no master key is here. Put back secrets/master.key from your last backup.");
        }
        return keys.create();
    }

    static AuditEvent event(Caller caller, String action, SecretRef ref, UUID space, String field) {
        return AuditEvent.of(caller, action, TARGET, ref.id().toString())
                .in(space)
                .with(Values.builder()
                        .put("version", ref.version())
                        .put("field", field)
                        .build());
    }

    private static void checkLength(char[] value) {
        if (value.length > LONGEST) {
            throw new PlenumException(
                    Category.TOO_LARGE, "secret-too-large", "A secret has at most " + LONGEST + " characters.");
        }
    }

    private static PlenumException missing(String which) {
        return PlenumException.missing("secret-missing", "There is no secret " + which + ".");
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}

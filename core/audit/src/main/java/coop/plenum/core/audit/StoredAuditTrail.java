package coop.plenum.core.audit;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.audit.AuditEntry;
import coop.plenum.api.audit.AuditQuery;
import coop.plenum.api.audit.AuditTrail;
import coop.plenum.core.audit.tlog.MerkleTree;
import coop.plenum.core.audit.tlog.TilePath;
import coop.plenum.core.audit.tlog.TiledHashes;
import coop.plenum.core.store.Database;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Reads the log from the database and computes proofs from its tiles. Apart from {@link MerkleAuditLog}, since permission
 * checks are audited themselves and the log must be there first.
 */
@Component(service = AuditTrail.class, immediate = true)
public final class StoredAuditTrail implements AuditTrail {
    static final String VIEW = "audit.view";

    private static final String OWNER = "core.audit";
    private static final Duration POLL = Duration.ofMillis(20);

    private final Database database;
    private final MerkleAuditLog log;
    private final AccessService access;
    private final Permissions permissions;
    private final StoredTiles tiles;

    @Activate
    public StoredAuditTrail(
            @Reference Database database,
            @Reference MerkleAuditLog log,
            @Reference AccessService access,
            @Reference Permissions permissions) {
        this.database = database;
        this.log = log;
        this.access = access;
        this.permissions = permissions;
        this.tiles = new StoredTiles(database);
        permissions.declare(OWNER, List.of(new Permission(VIEW, "View the audit log", false, OWNER)));
    }

    @Deactivate
    void close() {
        permissions.retract(OWNER);
    }

    @Override
    public Page<AuditEntry> entries(Caller caller, AuditQuery query, PageRequest page) {
        SpaceScope scope = scope(caller);
        return database.read(sql -> EntryQuery.page(sql, scope, query, page));
    }

    @Override
    public Optional<AuditEntry> entry(Caller caller, long index) {
        SpaceScope scope = scope(caller);
        return database.read(sql -> EntryQuery.byIndex(sql, scope, index));
    }

    @Override
    public Optional<AuditEntry> await(Caller caller, String eventId, Duration patience) {
        UUID id = parse(eventId);
        SpaceScope scope = scope(caller);
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<AuditEntry> entry = database.read(sql -> EntryQuery.byEvent(sql, scope, id));
            if (entry.isPresent() || System.nanoTime() - deadline >= 0) {
                return entry;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    @Override
    public Optional<String> checkpoint() {
        return database.read(LogState::read).checkpoint();
    }

    @Override
    public String verifierKey() {
        return log.verifierKey();
    }

    @Override
    public Optional<byte[]> tile(Caller caller, String path) {
        Optional<TilePath> tile = TilePath.parse(path);
        if (tile.filter(TilePath::isEntries).isPresent()) {
            access.require(caller, VIEW, AccessService.ROOT_SPACE);
        }
        return tile.flatMap(tiles::read);
    }

    @Override
    public Inclusion inclusion(Caller caller, long index) {
        LogState state = database.read(LogState::read);
        AuditEntry entry = index < state.size() ? entry(caller, index).orElse(null) : null;
        if (entry == null) {
            throw PlenumException.missing(
                    "audit-entry-missing", "There is no audit entry " + index + ", or you may not see it.");
        }
        List<byte[]> hashes = new MerkleTree(new TiledHashes(state.size(), tiles)).inclusion(index, state.size());
        return new Inclusion(entry, state.size(), hashes, state.checkpoint().orElseThrow());
    }

    @Override
    public List<byte[]> consistency(Caller caller, long fromSize, long toSize) {
        long size = database.read(LogState::read).size();
        if (fromSize < 0 || fromSize > toSize || toSize > size) {
            throw PlenumException.invalid(
                    "invalid-tree-size",
                    "The sizes must be 0 <= from <= to <= " + size + ", the number of entries there are.");
        }
        return new MerkleTree(new TiledHashes(size, tiles)).consistency(fromSize, toSize);
    }

    /** Where the caller may look; who may look nowhere is told so. */
    private SpaceScope scope(Caller caller) {
        SpaceScope scope = access.scope(caller, VIEW);
        if (scope instanceof SpaceScope.Within within && within.spaces().isEmpty()) {
            access.require(caller, VIEW, AccessService.ROOT_SPACE);
        }
        return scope;
    }

    private static UUID parse(String eventId) {
        try {
            return UUID.fromString(eventId);
        } catch (IllegalArgumentException e) {
            throw PlenumException.invalid("invalid-event-id", "An event's id is a UUID.");
        }
    }
}

package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.core.access.model.AccessModel;
import coop.plenum.core.access.model.Parts.Part;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps the snapshot that decisions are made from, and is the one way to change what it is made of. Changes run one
 * after another, in the whole cluster: each locks the row {@code access_version}, so that what it checks (names, the
 * last administrator, what the caller holds) still holds when it commits.
 */
@Component(service = AccessModels.class)
public final class AccessModels {
    private static final long LOOK_EVERY = Duration.ofSeconds(5).toNanos();

    private final Database database;
    private final AtomicLong looked = new AtomicLong(System.nanoTime());
    private volatile AccessModel published;
    /** The newest one that has been built, committed or not; saves reading everything for the second change of a unit. */
    private volatile AccessModel latest;

    /** Something that changes the tables. */
    @FunctionalInterface
    public interface Change<T> {
        /** @param before the state that the change meets, no other change can come between */
        T run(Sql sql, AccessModel before) throws SQLException;
    }

    private record Version(long number, UUID stamp) {}

    @Activate
    public AccessModels(@Reference Database database) {
        this.database = database;
        database.migrate(AccessSchema.OWNER, AccessSchema.MIGRATIONS);
        this.published = database.read(AccessModels::read);
        this.latest = published;
    }

    /** The last committed state. */
    public AccessModel current() {
        return published;
    }

    /**
     * Runs a change and publishes its result when it has been committed.
     *
     * @param touches the parts to be read again
     * @throws PlenumException {@code last-administrator} when nobody would be left to administer
     */
    public <T> T change(Set<Part> touches, Change<T> change) {
        return database.write(sql -> {
            AccessModel before = lock(sql);
            T result = change.run(sql, before);
            Version next = new Version(before.version() + 1, UUID.randomUUID());
            sql.update("UPDATE access_version SET version = ?, stamp = ? WHERE id = 1", next.number(), next.stamp());
            AccessModel after =
                    new AccessModel(next.number(), next.stamp(), ModelLoader.again(sql, before.parts(), touches));
            if (before.administered() && !after.administered()) {
                throw PlenumException.conflict(
                        "last-administrator",
                        "This would leave no enabled user who holds every permission at the root. Make another"
                                + " administrator first.");
            }
            latest = after;
            database.afterCommit(() -> publish(after));
            return result;
        });
    }

    /** Notices what other nodes have changed; looks at the database once in a few seconds at most. */
    public void catchUp() {
        long now = System.nanoTime();
        long last = looked.get();
        if (now - last < LOOK_EVERY || !looked.compareAndSet(last, now)) {
            return;
        }
        if (database.read(AccessModels::version).number() > published.version()) {
            publish(database.read(AccessModels::read));
        }
    }

    private synchronized void publish(AccessModel model) {
        if (model.version() > published.version()) {
            published = model;
        }
    }

    private AccessModel lock(Sql sql) throws SQLException {
        Version version = one(sql, " FOR UPDATE");
        if (published.stamp().equals(version.stamp())) {
            return published;
        }
        AccessModel candidate = latest;
        return candidate.stamp().equals(version.stamp()) ? candidate : read(sql, version);
    }

    private static AccessModel read(Sql sql) throws SQLException {
        // The version first: should a change come in between, the next look finds a newer one and reads again.
        return read(sql, version(sql));
    }

    private static AccessModel read(Sql sql, Version version) throws SQLException {
        return new AccessModel(version.number(), version.stamp(), ModelLoader.all(sql));
    }

    private static Version version(Sql sql) throws SQLException {
        return one(sql, "");
    }

    private static Version one(Sql sql, String suffix) throws SQLException {
        return sql.one(
                        "SELECT version, stamp FROM access_version WHERE id = 1" + suffix,
                        row -> new Version(row.number(1), row.uuid(2)))
                .orElseThrow(() -> new IllegalStateException("The row of access_version is missing."));
    }
}

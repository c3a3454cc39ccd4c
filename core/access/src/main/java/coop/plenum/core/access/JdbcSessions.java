package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Authentication.Session;
import coop.plenum.api.access.Subject;
import coop.plenum.core.access.credential.BoundedMap;
import coop.plenum.core.access.credential.Secrets;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions in a table, with those in use kept in memory for a few seconds. One that ends on this node is gone at once,
 * on other nodes when these seconds are over.
 */
@Component(service = JdbcSessions.class)
public final class JdbcSessions {
    static final Duration IDLE = Duration.ofHours(12);
    static final Duration LONGEST = Duration.ofDays(7);
    static final Duration TRUST = Duration.ofSeconds(5);
    static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(JdbcSessions.class);

    private final Database database;
    private final InstantSource clock;
    private final Executor notes;
    private final Secrets secrets = new Secrets();
    private final BoundedMap<String, Known> cache = new BoundedMap<>(10_000);
    /** Grows when sessions end, so that a look-up under way does not put an ended one back. */
    private long endings;

    /** A session as it was read. */
    record Known(UUID id, UUID user, Instant lastUsedAt, Instant expiresAt, Instant readAt) {
        Instant endsAt() {
            Instant idle = lastUsedAt.plus(IDLE);
            return idle.isBefore(expiresAt) ? idle : expiresAt;
        }

        Known used(Instant now) {
            return new Known(id, user, now, expiresAt, readAt);
        }
    }

    @Activate
    public JdbcSessions(@Reference Database database) {
        this(database, InstantSource.system(), ownThread());
    }

    /** @param notes notes that sessions are in use; no request waits for that */
    JdbcSessions(Database database, InstantSource clock, Executor notes) {
        this.database = database;
        this.clock = clock;
        this.notes = notes;
    }

    /** One at most, and none while there is nothing to do. */
    private static ExecutorService ownThread() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "plenum-sessions");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        // what comes after the end is not noted, which costs a session a minute
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return executor;
    }

    @Deactivate
    void stop() {
        if (notes instanceof ExecutorService own) {
            own.shutdown();
        }
    }

    /** Opens a session within the unit of work, and sweeps out the user's expired ones. */
    Session open(Sql sql, Subject user) throws SQLException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        sql.update(
                "DELETE FROM access_session WHERE user_id = ? AND (expires_at < ? OR last_used_at < ?)",
                user.id(),
                now,
                now.minus(IDLE));
        String secret = secrets.next();
        UUID id = Ids.next();
        Instant expires = now.plus(LONGEST);
        sql.update(
                "INSERT INTO access_session (id, user_id, secret_hash, created_at, last_used_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                id,
                user.id(),
                Secrets.hash(secret),
                now,
                now,
                expires);
        return new Session(id, secret, Secrets.csrfToken(secret), expires, user);
    }

    /** The session, if it has not ended; has it noted that it is in use. */
    Optional<Known> find(String secret) {
        if (!Secrets.wellFormed(secret)) {
            return Optional.empty();
        }
        String hash = Secrets.hash(secret);
        Instant now = clock.instant();
        return lookUp(hash, now).filter(known -> now.isBefore(known.endsAt())).map(known -> touch(hash, known, now));
    }

    /** Ends one session; the answer is false when it had ended already. */
    boolean end(Sql sql, UUID id, UUID user) throws SQLException {
        int ended = sql.update("DELETE FROM access_session WHERE id = ? AND user_id = ?", id, user);
        database.afterCommit(() -> forget(known -> known.id().equals(id)));
        return ended == 1;
    }

    /** Ends all sessions of a user but the given one. */
    int endAll(Sql sql, UUID user, Optional<UUID> except) throws SQLException {
        int ended = except.isPresent()
                ? sql.update("DELETE FROM access_session WHERE user_id = ? AND id <> ?", user, except.get())
                : sql.update("DELETE FROM access_session WHERE user_id = ?", user);
        database.afterCommit(
                () -> forget(known -> known.user().equals(user) && !except.equals(Optional.of(known.id()))));
        return ended;
    }

    private Optional<Known> lookUp(String hash, Instant now) {
        long before;
        synchronized (cache) {
            Known known = cache.get(hash);
            if (known != null && now.isBefore(known.readAt().plus(TRUST))) {
                return Optional.of(known);
            }
            before = endings;
        }
        Optional<Known> read = database.read(sql -> sql.one(
                "SELECT id, user_id, last_used_at, expires_at FROM access_session WHERE secret_hash = ?",
                row -> new Known(row.uuid(1), row.uuid(2), row.instant(3), row.instant(4), now),
                hash));
        synchronized (cache) {
            if (read.isEmpty()) {
                cache.remove(hash);
            } else if (before == endings) {
                cache.put(hash, read.get());
            }
        }
        return read;
    }

    private Known touch(String hash, Known known, Instant now) {
        if (now.isBefore(known.lastUsedAt().plus(TOUCH_EVERY))) {
            return known;
        }
        Known used = known.used(now.truncatedTo(ChronoUnit.MICROS));
        synchronized (cache) {
            if (!cache.replace(hash, known, used)) {
                return used; // another request of the same session is noting it
            }
        }
        // Else one read a minute would wait until the disk has it, however long that takes.
        notes.execute(() -> note(used));
        return used;
    }

    private void note(Known used) {
        try {
            database.write(sql -> sql.update(
                    "UPDATE access_session SET last_used_at = ? WHERE id = ?", used.lastUsedAt(), used.id()));
        } catch (PlenumException e) {
            // Reading goes on while the database refuses to write.
            LOG.debug("Could not note that session {} is in use", used.id(), e);
        }
    }

    private void forget(Predicate<Known> ended) {
        synchronized (cache) {
            endings++;
            cache.values().removeIf(ended);
        }
    }
}

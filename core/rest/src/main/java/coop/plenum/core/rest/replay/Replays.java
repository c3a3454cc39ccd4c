package coop.plenum.core.rest.replay;

import coop.plenum.core.store.Database;
import coop.plenum.core.store.Migration;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was answered to requests with an idempotency key. Neither key nor request is kept, only digests that contain the
 * key.
 */
final class Replays {
    private static final Duration KEPT = Duration.ofHours(24);
    /** After this long a request without an answer is taken for dead with its process. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private static final int SWEEP_EVERY = 256;

    private final Database database;
    private final AtomicLong claims = new AtomicLong();

    Replays(Database database) {
        this.database = database;
        database.migrate(
                "rest",
                List.of(Migration.of(
                        1,
                        "answers to requests with an idempotency key",
                        "CREATE TABLE rest_idempotency ("
                                + "id ${text} PRIMARY KEY, digest ${text} NOT NULL, status INTEGER,"
                                + " content_type ${text}, location ${text}, etag ${text}, body ${bytes},"
                                + " replayable BOOLEAN NOT NULL, claimed_at ${timestamp} NOT NULL)",
                        "CREATE INDEX rest_idempotency_age ON rest_idempotency (claimed_at)")));
    }

    /** An answer as it was given. */
    @SuppressWarnings("ArrayRecordComponent") // handed from the store to the response
    record Answer(
            int status, Optional<String> contentType, Optional<String> location, Optional<String> etag, byte[] body) {}

    /**
     * A request that was made before.
     *
     * @param answer empty while it is still in progress
     * @param replayable false if its answer was not kept
     */
    record Earlier(String digest, Optional<Answer> answer, boolean replayable, Instant claimedAt) {
        boolean abandoned() {
            return answer.isEmpty()
                    && replayable
                    && claimedAt.isBefore(Instant.now().minus(ABANDONED));
        }
    }

    /** Claims the key for this request; answers what stands in the way. */
    Optional<Earlier> claim(String id, String digest) {
        if (claims.incrementAndGet() % SWEEP_EVERY == 0) {
            sweep();
        }
        Optional<Earlier> earlier = find(id);
        if (earlier.isPresent() && !expired(earlier.get())) {
            return earlier;
        }
        try {
            database.writeDetached(sql -> {
                sql.update(
                        "DELETE FROM rest_idempotency WHERE id = ? AND claimed_at = ?",
                        id,
                        earlier.map(Earlier::claimedAt).orElse(Instant.EPOCH));
                return sql.update(
                        "INSERT INTO rest_idempotency (id, digest, replayable, claimed_at) VALUES (?, ?, ?, ?)",
                        id,
                        digest,
                        true,
                        now());
            });
            return Optional.empty();
        } catch (RuntimeException lostTheRace) {
            return Optional.of(find(id).orElseThrow(() -> lostTheRace));
        }
    }

    /** Keeps the answer; joins the open unit of work. */
    void complete(String id, Answer answer, boolean replayable) {
        database.write(sql -> sql.update(
                "UPDATE rest_idempotency SET status = ?, content_type = ?, location = ?, etag = ?, body = ?,"
                        + " replayable = ? WHERE id = ?",
                answer.status(),
                answer.contentType(),
                answer.location(),
                answer.etag(),
                replayable ? answer.body() : new byte[0],
                replayable,
                id));
    }

    /** Gives the key back after a request that changed nothing. */
    void release(String id) {
        database.writeDetached(sql -> sql.update("DELETE FROM rest_idempotency WHERE id = ?", id));
    }

    private Optional<Earlier> find(String id) {
        return database.read(sql -> sql.one(
                "SELECT digest, status, content_type, location, etag, body, replayable, claimed_at"
                        + " FROM rest_idempotency WHERE id = ?",
                row -> new Earlier(
                        row.text(1),
                        row.numberOrNull(2) == null
                                ? Optional.empty()
                                : Optional.of(new Answer(
                                        row.integer(2),
                                        row.optionalText(3),
                                        row.optionalText(4),
                                        row.optionalText(5),
                                        row.bytes(6))),
                        row.flag(7),
                        row.instant(8)),
                id));
    }

    private static boolean expired(Earlier earlier) {
        return earlier.abandoned() || earlier.claimedAt().isBefore(Instant.now().minus(KEPT));
    }

    private void sweep() {
        Instant limit = Instant.now().minus(KEPT);
        database.writeDetached(sql -> sql.update("DELETE FROM rest_idempotency WHERE claimed_at < ?", limit));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}

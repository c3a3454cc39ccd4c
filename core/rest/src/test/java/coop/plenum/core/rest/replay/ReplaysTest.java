package coop.plenum.core.rest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.core.rest.replay.Replays.Answer;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** What is kept of requests with a key. */
class ReplaysTest {
    private static final Answer ANSWER = new Answer(
            201,
            Optional.of("application/json"),
            Optional.of("/api/v1/items/1"),
            Optional.empty(),
            "{}".getBytes(StandardCharsets.UTF_8));

    @OnEachEngine
    void aKeyIsClaimedOnceUntilItIsReleased(Database database) {
        Replays replays = new Replays(database);

        assertThat(replays.claim("id", "digest")).isEmpty();
        assertThat(replays.claim("id", "digest")).hasValueSatisfying(earlier -> {
            assertThat(earlier.digest()).isEqualTo("digest");
            assertThat(earlier.answer()).isEmpty();
        });
        replays.release("id");
        assertThat(replays.claim("id", "other")).isEmpty();
    }

    @OnEachEngine
    void anAnswerIsKeptWithTheChangeOrNotAtAll(Database database) {
        Replays replays = new Replays(database);
        replays.claim("id", "digest");
        try {
            database.write(sql -> {
                replays.complete("id", ANSWER, true);
                throw new IllegalStateException("the change failed");
            });
        } catch (IllegalStateException expected) {
            assertThat(replays.claim("id", "digest").orElseThrow().answer()).isEmpty();
        }

        replays.complete("id", ANSWER, true);

        Answer kept = replays.claim("id", "digest").orElseThrow().answer().orElseThrow();
        assertThat(kept.status()).isEqualTo(201);
        assertThat(kept.location()).contains("/api/v1/items/1");
        assertThat(kept.etag()).isEmpty();
        assertThat(kept.body()).isEqualTo(ANSWER.body());
    }

    @OnEachEngine
    void anAnswerWithASecretLeavesOnlyThatItWasGiven(Database database) {
        Replays replays = new Replays(database);
        replays.claim("id", "digest");
        replays.complete("id", ANSWER, false);

        Replays.Earlier earlier = replays.claim("id", "digest").orElseThrow();

        assertThat(earlier.replayable()).isFalse();
        assertThat(earlier.answer().orElseThrow().body()).isEmpty();
    }

    @OnEachEngine
    void anOldKeyMayBeUsedAgain(Database database) {
        Replays replays = new Replays(database);
        replays.claim("done", "digest");
        replays.complete("done", ANSWER, true);
        replays.claim("dead", "digest");
        database.write(sql -> sql.update(
                "UPDATE rest_idempotency SET claimed_at = ? WHERE id = ?",
                Instant.now().minusSeconds(25 * 3600),
                "done"));
        database.write(sql -> sql.update(
                "UPDATE rest_idempotency SET claimed_at = ? WHERE id = ?",
                Instant.now().minusSeconds(11 * 60),
                "dead"));

        assertThat(replays.claim("done", "new")).isEmpty();
        assertThat(replays.claim("dead", "new")).isEmpty();
    }
}

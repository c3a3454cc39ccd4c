package coop.plenum.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.PageRequest;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.audit.AuditEntry;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditQuery;
import coop.plenum.core.audit.tlog.Checkpoint;
import coop.plenum.core.audit.tlog.TreeVerifier;
import coop.plenum.core.audit.tlog.VerifierKey;
import coop.plenum.core.store.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A log and its trail on a real database, and what tests do with them. */
final class LogUnderTest implements AutoCloseable {
    static final Caller ALICE = new Caller(
            new Subject(Subject.Kind.USER, new UUID(7, 7), "alice"),
            Caller.Source.API,
            Optional.of(new UUID(8, 8)),
            "correlation-1");
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final Database database;
    final MerkleAuditLog log;
    final FakeAccess access = new FakeAccess();
    final StoredAuditTrail trail;

    LogUnderTest(Database database, Path folder) {
        this.database = database;
        this.log = new MerkleAuditLog(database, folder, Clock.systemUTC(), System::nanoTime);
        this.trail = new StoredAuditTrail(database, log, access, access);
    }

    @Override
    public void close() {
        log.close();
    }

    static AuditEvent event(String action) {
        return AuditEvent.of(ALICE, action, "server", "server-1");
    }

    String append(AuditEvent event) {
        return log.append(event, Optional.empty());
    }

    String appendDetached(AuditEvent event) {
        return log.appendDetached(event, Optional.empty());
    }

    AuditEntry appended(AuditEvent event) {
        return sequenced(append(event));
    }

    AuditEntry sequenced(String eventId) {
        return trail.await(ALICE, eventId, PATIENCE).orElseThrow();
    }

    void append(int count) {
        String last = "";
        for (int i = 0; i < count; i++) {
            last = append(event("item.update"));
        }
        sequenced(last);
    }

    static String text(AuditEntry entry) {
        return new String(entry.leaf(), StandardCharsets.UTF_8);
    }

    List<AuditEntry> all() {
        return trail.entries(ALICE, AuditQuery.all(), PageRequest.first(1000)).items();
    }

    Checkpoint checkpoint() {
        return Checkpoint.open(trail.checkpoint().orElseThrow(), VerifierKey.parse(trail.verifierKey()));
    }

    List<TreeVerifier.Finding> verify() {
        return new TreeVerifier(new StoredTiles(database)).verify(checkpoint());
    }

    void assertSound(long size) {
        assertThat(checkpoint().size()).isEqualTo(size);
        assertThat(verify()).isEmpty();
    }
}

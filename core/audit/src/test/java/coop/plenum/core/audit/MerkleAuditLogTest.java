package coop.plenum.core.audit;

import static coop.plenum.core.audit.LogUnderTest.ALICE;
import static coop.plenum.core.audit.LogUnderTest.event;
import static coop.plenum.core.audit.LogUnderTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.audit.AuditEntry;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;

class MerkleAuditLogTest {
    @TempDir
    Path folder;

    @OnEachEngine
    void anEntryHoldsWhoDidWhatWhereAndWhy(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            AuditEntry entry = audit.appended(event("item.update")
                    .in(AccessService.ROOT_SPACE)
                    .decided(new Decision(true, Optional.of(new UUID(9, 9)), List.of("role operator")))
                    .digests("aa", "bb")
                    .with(Values.of("note", List.of("a-1"))));

            String name = text(entry).replaceAll(".*\"name\":\"(sha256:[0-9a-f]{64})\".*", "$1");
            assertThat(text(entry))
                    .isEqualTo("{\"action\":\"item.update\",\"actor\":{\"id\":\"00000000-0000-0007-0000-000000000007\","
                            + "\"kind\":\"USER\",\"name\":\"" + name + "\"},\"afterDigest\":\"bb\","
                            + "\"beforeDigest\":\"aa\",\"correlation\":\"correlation-1\","
                            + "\"credential\":\"00000000-0000-0008-0000-000000000008\","
                            + "\"decision\":{\"allowed\":true,\"grant\":\"00000000-0000-0009-0000-000000000009\"},"
                            + "\"details\":{\"note\":[\"a-1\"]},\"id\":\"" + entry.eventId() + "\","
                            + "\"outcome\":\"SUCCESS\",\"schema\":\"plenum.audit.v1\",\"source\":\"API\","
                            + "\"space\":\"00000000-0000-0000-0000-000000000001\","
                            + "\"target\":{\"id\":\"server-1\",\"type\":\"server\"},\"time\":\""
                            + text(entry).replaceAll(".*\"time\":\"([^\"]*)\".*", "$1") + "\"}");
            assertThat(text(entry)).containsPattern("\"time\":\"[0-9T:-]{19}\\.[0-9]{6}Z\"");
            assertThat(entry.actorName()).contains("alice");
            assertThat(entry.index()).isZero();
            audit.assertSound(1);
        }
    }

    @OnEachEngine
    void anEntryNamesItsTraceTheModuleThatCausedItAndTheApprovals(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(2);
            AuditEvent event = AuditEvent.of(
                            ALICE.traced(Optional.of("4bf92f3577b34da6a3ce929d0e0e4736")),
                            "resource.create",
                            "server",
                            "s-1")
                    .approvedBy(List.of("a-1", "a-2"));
            AuditEntry entry = audit.sequenced(
                    audit.log.append(event, Optional.of(new ModuleCode("infrastructure", Optional.of("ab12")))));

            assertThat(text(entry))
                    .contains("\"approvals\":[\"a-1\",\"a-2\"]")
                    .contains("\"module\":{\"digest\":\"ab12\",\"name\":\"infrastructure\"}")
                    .contains("\"correlation\":\"correlation-1\"")
                    .contains("\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\"");
            audit.assertSound(3);
        }
    }

    @OnEachEngine
    void theTreeGrowsOverManyTilesAndVerifies(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(3);
            audit.append(1500);
            audit.assertSound(1503);
            audit.append(1);
            audit.assertSound(1504);
            assertThat(database.<Boolean>read(Pending::any)).isFalse();
        }
    }

    @OnEachEngine
    void theLogGoesOnAfterARestart(Database database) {
        String key;
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(300);
            key = audit.trail.verifierKey();
        }
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(300);
            audit.assertSound(600);
            assertThat(audit.trail.verifierKey()).isEqualTo(key).startsWith("plenum/");
        }
    }

    @OnEachEngine
    void whatWasPendingAtTheEndIsSequencedAtTheStart(Database database) {
        List<String> ids = new ArrayList<>();
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(1);
            audit.log.close();
            for (int i = 0; i < 5; i++) {
                ids.add(audit.append(event("item.update")));
            }
        }
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            ids.forEach(audit::sequenced);
            audit.assertSound(6);
        }
    }

    @OnEachEngine
    void aRolledBackUnitOfWorkLeavesNoEntry(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            List<String> ids = new ArrayList<>();
            assertThatThrownBy(() -> database.write(sql -> {
                        ids.add(audit.append(event("item.update")));
                        ids.add(audit.appendDetached(event("item.denied")));
                        throw new IllegalStateException("rolled back");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            audit.appended(event("item.create"));

            assertThat(audit.sequenced(ids.get(1)).index()).isZero();
            assertThat(audit.all()).extracting(AuditEntry::eventId).doesNotContain(ids.get(0));
            audit.assertSound(2);
        }
    }

    @OnEachEngine
    void entriesOfOneUnitOfWorkKeepTheirOrder(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            List<String> ids = database.write(sql -> List.of(
                    audit.append(event("item.create")),
                    audit.append(event("item.update")),
                    audit.append(event("item.delete"))));

            assertThat(ids.stream().map(audit::sequenced).map(AuditEntry::index))
                    .containsExactly(0L, 1L, 2L);
        }
    }

    @OnEachEngine
    void concurrentWritersLoseNothing(Database database) throws Exception {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            Callable<String> writer = () -> {
                String last = "";
                for (int i = 0; i < 60; i++) {
                    last = i % 7 == 0
                            ? audit.appendDetached(event("item.denied"))
                            : database.write(sql -> audit.append(event("item.update")));
                    ids.add(last);
                }
                return last;
            };
            for (Future<String> last : threads.invokeAll(java.util.Collections.nCopies(8, writer))) {
                audit.sequenced(last.get());
            }
            ids.forEach(audit::sequenced);

            assertThat(ids).hasSize(480);
            assertThat(audit.all()).extracting(AuditEntry::eventId).containsExactlyInAnyOrderElementsOf(ids);
            audit.assertSound(480);
        } finally {
            threads.shutdown();
        }
    }

    @OnEachEngine
    void twoSequencersOnOneDatabaseMakeOneLog(Database database) throws Exception {
        Path second = folder.resolve("second");
        try (LogUnderTest one = new LogUnderTest(database, folder.resolve("first"))) {
            one.append(1);
            Files.createDirectories(second);
            Files.copy(folder.resolve("first/signing.key"), second.resolve("signing.key"));
            try (LogUnderTest other = new LogUnderTest(database, second)) {
                for (int i = 0; i < 4; i++) {
                    one.append(40);
                    other.append(40);
                }
                one.assertSound(321);
            }
            long token = database.read(LogState::read).token();
            // how often the log changes hands depends on who wakes first; that it does is what is tested
            assertThat(token).isGreaterThanOrEqualTo(2L);
        }
    }

    @OnEachEngine
    void aLongBodyIsReplacedByItsDigest(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            AuditEntry entry = audit.appended(event("item.update").with(Values.of("text", "x".repeat(70_000))));
            AuditEntry longId = audit.appended(AuditEvent.of(ALICE, "item.update", "server", "y".repeat(100_000)));

            assertThat(text(entry))
                    .contains("\"detailsDigest\":\"")
                    .contains("\"detailsLength\":70011")
                    .doesNotContain("xxx");
            assertThat(text(longId)).contains("\"target\":{\"id\":\"sha256:");
        }
    }

    @OnEachEngine
    void anErasedNameIsGoneAndTheTreeStillVerifies(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            long index = audit.appended(event("item.update")).index();
            audit.log.erase(Caller.system("test"), ALICE.subject().id());
            AuditEntry system = audit.appended(AuditEvent.of(Caller.system("test"), "a.b", "c", "d"));

            assertThat(audit.trail.entry(ALICE, index).orElseThrow().actorName())
                    .isEmpty();
            assertThat(audit.all()).anySatisfy(entry -> assertThat(text(entry)).contains("\"audit.erased\""));
            assertThat(system.actorName()).contains("system");
            audit.assertSound(3);
            assertThat(audit.appended(event("item.update")).actorName()).contains("alice");
        }
    }

    @OnEachEngine
    void noNameOfAPersonIsInTheTree(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            assertThat(text(audit.appended(event("item.update")))).doesNotContain("alice");
        }
    }

    @OnEachEngine
    void keyAndCheckpointAreForTheServersEyesOnly(Database database) throws Exception {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(1);
            audit.log.close();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("signing.key"))))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(folder.resolve("checkpoint")))
                    .isEqualTo(audit.trail.checkpoint().orElseThrow());
        }
    }

    @OnEachEngine
    void anEntryChangedInTheDatabaseIsFound(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(300);
            database.write(sql -> sql.update("UPDATE audit_entry SET leaf = ? WHERE entry_index = 123", (Object)
                    text(audit.all().get(0))
                            .replace("SUCCESS", "FAILURE")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8)));

            assertThat(audit.verify())
                    .extracting(finding -> finding.message())
                    .contains("Entry 123 is not the one whose hash is in the tree.");
        }
    }

    @OnEachEngine
    void aRestoredOldDatabaseIsRefused(Database database) throws Exception {
        String older;
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(10);
            older = audit.trail.checkpoint().orElseThrow();
            audit.append(10);
        }
        database.write(sql -> {
            sql.update("DELETE FROM audit_entry WHERE entry_index >= 10");
            sql.update("UPDATE audit_tile SET hashes = SUBSTRING(hashes FROM 1 FOR 320)");
            return sql.update("UPDATE audit_state SET tree_size = 10, checkpoint = ?", older);
        });
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            assertThatThrownBy(() -> audit.append(event("item.update")))
                    .isInstanceOfSatisfying(PlenumException.class, e -> {
                        assertThat(e.code()).isEqualTo("audit-unavailable");
                        assertThat(e.category()).isEqualTo(PlenumException.Category.UNAVAILABLE);
                    })
                    .hasMessageContaining("10 entries, but 20 have been signed");
            assertThat(audit.all()).hasSize(10);
        }
    }

    @OnEachEngine
    void aForkedDatabaseIsRefused(Database database) throws Exception {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(10);
        }
        database.write(sql -> sql.update("UPDATE audit_tile SET hashes = ?", (Object) new byte[320]));
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            assertThatThrownBy(() -> audit.append(event("item.update")))
                    .hasMessageContaining("the first 10 entries in the database are not the ones");
        }
    }

    @OnEachEngine
    void aCheckpointThatWasNotSignedWithTheKeyIsNeverContinued(Database database) throws Exception {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(10);
        }
        Files.delete(folder.resolve("checkpoint"));
        database.write(
                sql -> sql.update("UPDATE audit_state SET checkpoint = REPLACE(checkpoint, 'plenum/', 'forged/')"));
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            String id = audit.append(event("item.update"));
            awaitRefusal(audit);

            assertThatThrownBy(() -> audit.append(event("item.update")))
                    .hasMessageContaining("was not signed with this log's key");
            List<Pending> pending = database.read(sql -> Pending.oldest(sql, 2));
            assertThat(pending).extracting(row -> row.eventId().toString()).containsExactly(id);
        }
    }

    private static void awaitRefusal(LogUnderTest audit) throws InterruptedException {
        for (int i = 0; i < 500 && !audit.log.refused(); i++) {
            Thread.sleep(20);
        }
    }

    @OnEachEngine
    void aLostSigningKeyIsNotReplacedInSilence(Database database) throws Exception {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(1);
        }
        Files.delete(folder.resolve("signing.key"));
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            assertThatThrownBy(() -> audit.append(event("item.update"))).hasMessageContaining("Put back signing.key");
            assertThat(folder.resolve("signing.key")).doesNotExist();
        }
    }
}

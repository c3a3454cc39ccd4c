package coop.plenum.core.audit;

import static coop.plenum.core.audit.LogUnderTest.ALICE;
import static coop.plenum.core.audit.LogUnderTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Permission;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.audit.AuditEntry;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditQuery;
import coop.plenum.api.audit.AuditTrail;
import coop.plenum.core.audit.tlog.Checkpoint;
import coop.plenum.core.audit.tlog.EntryBundle;
import coop.plenum.core.audit.tlog.Proofs;
import coop.plenum.core.audit.tlog.Rfc6962;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.ExplainedDatabase;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.OnEachEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class StoredAuditTrailTest {
    private static final UUID NORTH = new UUID(1, 1);
    private static final UUID SOUTH = new UUID(1, 2);

    @TempDir
    Path folder;

    @OnEachEngine
    void entriesComeNewestFirstInPages(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(25);
            List<Long> indexes = new ArrayList<>();
            Optional<String> after = Optional.empty();
            int pages = 0;
            do {
                Page<AuditEntry> page = audit.trail.entries(ALICE, AuditQuery.all(), new PageRequest(10, after));
                page.items().forEach(entry -> indexes.add(entry.index()));
                after = page.next();
                pages++;
            } while (after.isPresent());

            assertThat(pages).isEqualTo(3);
            assertThat(indexes)
                    .hasSize(25)
                    .isSortedAccordingTo((a, b) -> Long.compare(b, a))
                    .doesNotHaveDuplicates();
        }
    }

    @OnEachEngine
    void aCursorOfOnesOwnMakingIsRefused(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            for (String cursor : List.of("", "1", "a.b", "1.2.3", "9999999999999999999.1")) {
                assertThatThrownBy(() ->
                                audit.trail.entries(ALICE, AuditQuery.all(), new PageRequest(10, Optional.of(cursor))))
                        .hasMessageContaining("next");
            }
        }
    }

    @OnEachEngine
    void everyConditionOfAQueryHolds(Database database) {
        Caller system = Caller.system("correlation-2");
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(event("item.create").in(NORTH));
            audit.append(
                    AuditEvent.of(ALICE, "item.update", "server", "server-2").in(SOUTH));
            audit.appended(AuditEvent.of(system, "module.install", "module", "aws"));
            Instant newest = audit.all().get(0).time();

            assertThat(found(audit, query("item.create", null, null, null, null, null)))
                    .containsExactly(0L);
            assertThat(found(audit, query(null, "server", null, null, null, null)))
                    .containsExactly(1L, 0L);
            assertThat(found(audit, query(null, "server", "server-2", null, null, null)))
                    .containsExactly(1L);
            assertThat(found(audit, query(null, null, null, system.subject().id(), null, null)))
                    .containsExactly(2L);
            assertThat(found(audit, query(null, null, null, null, SOUTH, null))).containsExactly(1L);
            assertThat(found(audit, query(null, null, null, null, null, "correlation-2")))
                    .containsExactly(2L);
            assertThat(found(audit, query("item.create", "server", "server-2", null, null, null)))
                    .isEmpty();
            assertThat(found(audit, between(newest, newest.plusSeconds(1)))).contains(2L);
            assertThat(found(audit, between(newest.plusNanos(1000), newest.plusSeconds(1))))
                    .isEmpty();
            assertThat(found(audit, between(newest.minusSeconds(60), newest))).doesNotContain(2L);
        }
    }

    @OnEachEngine
    void entriesAreFoundByHowTheyEnded(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            Map<AuditEvent.Outcome, Long> indexes = new EnumMap<>(AuditEvent.Outcome.class);
            for (AuditEvent.Outcome outcome : AuditEvent.Outcome.values()) {
                indexes.put(
                        outcome,
                        audit.appended(event("item.update").ended(outcome)).index());
            }
            indexes.forEach(
                    (outcome, index) -> assertThat(found(audit, ended(outcome))).containsExactly(index));
        }
    }

    @OnEachEngine
    void entriesOfBeforeThereWasAColumnForItAreFoundByHowTheyEnded(Database database) {
        database.migrate(AuditSchema.OWNER, AuditSchema.MIGRATIONS.subList(0, 1));
        AuditEvent denied = event("item.update")
                .ended(AuditEvent.Outcome.DENIED)
                .with(Values.of(Map.of("outcome", "SUCCESS", "schema", "plenum.audit.v1")));
        UUID id = Ids.next();
        Instant now = Instant.parse("2026-11-22T10:15:30Z");
        database.write(sql -> sql.update(
                "INSERT INTO audit_entry (entry_index, event_id, time, action, target_type, target_id, actor,"
                        + " actor_name, correlation, leaf) VALUES (0, ?, ?, 'item.update', 'server', 'server-1', ?, '', '', ?)",
                id,
                now,
                ALICE.subject().id(),
                Leaf.of(denied, Optional.empty(), id, now, "alice")));

        database.migrate(AuditSchema.OWNER, AuditSchema.MIGRATIONS);

        assertThat(indexes(database, AuditEvent.Outcome.DENIED)).containsExactly(0L);
        assertThat(indexes(database, AuditEvent.Outcome.SUCCESS)).isEmpty();
    }

    private static List<Long> indexes(Database database, AuditEvent.Outcome outcome) {
        return database
                .read(sql -> EntryQuery.page(sql, new SpaceScope.Everywhere(), ended(outcome), PageRequest.first()))
                .items()
                .stream()
                .map(AuditEntry::index)
                .toList();
    }

    private static AuditQuery ended(AuditEvent.Outcome outcome) {
        return new AuditQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(outcome),
                Optional.empty(),
                Optional.empty());
    }

    private static List<Long> found(LogUnderTest audit, AuditQuery query) {
        return audit.trail.entries(ALICE, query, PageRequest.first()).items().stream()
                .map(AuditEntry::index)
                .toList();
    }

    private static AuditQuery query(
            @org.jspecify.annotations.Nullable String action,
            @org.jspecify.annotations.Nullable String type,
            @org.jspecify.annotations.Nullable String id,
            @org.jspecify.annotations.Nullable UUID actor,
            @org.jspecify.annotations.Nullable UUID space,
            @org.jspecify.annotations.Nullable String correlation) {
        return new AuditQuery(
                Optional.ofNullable(action),
                Optional.ofNullable(type),
                Optional.ofNullable(id),
                Optional.ofNullable(actor),
                Optional.ofNullable(space),
                Optional.ofNullable(correlation),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static AuditQuery between(Instant from, Instant until) {
        return new AuditQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(from),
                Optional.of(until));
    }

    @OnEachEngine
    void whoSeesOneSpaceSeesItsEntriesOnly(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(event("item.create").in(NORTH));
            audit.append(event("item.create").in(SOUTH));
            audit.appended(event("user.create"));
            audit.access.seeOnly(SOUTH);

            assertThat(found(audit, AuditQuery.all())).containsExactly(1L);
            assertThat(audit.trail.entry(ALICE, 1)).isPresent();
            assertThat(audit.trail.entry(ALICE, 0)).isEmpty();
            assertThat(audit.trail.entry(ALICE, 2)).isEmpty();
            assertThatThrownBy(() -> audit.trail.inclusion(ALICE, 0)).hasMessageContaining("no audit entry 0");
            assertThatThrownBy(() -> audit.trail.tile(ALICE, "entries/000.p/3")).hasMessageContaining("audit.view");
            assertThat(audit.trail.tile(ALICE, "0/000.p/3")).isPresent();

            audit.access.seeOnly(AccessService.ROOT_SPACE, SOUTH);
            assertThat(found(audit, AuditQuery.all())).containsExactly(2L, 1L);
        }
    }

    @OnEachEngine
    void whoSeesSeveralSpacesReadsThemInOneOrder(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            for (UUID space : List.of(NORTH, SOUTH, SOUTH, NORTH, AccessService.ROOT_SPACE, NORTH, SOUTH)) {
                audit.appended(event("item.create").in(space));
            }
            audit.access.seeOnly(NORTH, SOUTH);

            List<Long> indexes = new ArrayList<>();
            Optional<String> after = Optional.empty();
            do {
                Page<AuditEntry> page = audit.trail.entries(ALICE, AuditQuery.all(), new PageRequest(2, after));
                page.items().forEach(entry -> indexes.add(entry.index()));
                after = page.next();
            } while (after.isPresent());
            assertThat(indexes).containsExactly(6L, 5L, 3L, 2L, 1L, 0L);
        }
    }

    @OnEachEngine
    void whoSeesNothingIsDenied(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.access.seeOnly();

            assertThatThrownBy(() -> audit.all()).hasMessageContaining("audit.view");
        }
    }

    @OnEachEngine
    void proofsLeadToTheSignedRoot(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(7);
            Checkpoint before = audit.checkpoint();
            audit.append(600);
            Checkpoint now = audit.checkpoint();

            for (long index : new long[] {0, 6, 255, 256, 511, 606}) {
                AuditTrail.Inclusion proof = audit.trail.inclusion(ALICE, index);
                assertThat(proof.treeSize()).isEqualTo(607);
                assertThat(Proofs.includes(
                                index,
                                proof.treeSize(),
                                Rfc6962.leafHash(proof.entry().leaf()),
                                proof.hashes(),
                                now.root()))
                        .isTrue();
                assertThat(proof.entry().leafHash())
                        .isEqualTo(Rfc6962.leafHash(proof.entry().leaf()));
            }
            assertThat(Proofs.consistent(
                            before.size(),
                            now.size(),
                            before.root(),
                            now.root(),
                            audit.trail.consistency(ALICE, before.size(), now.size())))
                    .isTrue();
        }
    }

    @OnEachEngine
    void aProofHasAFileFormThatOthersRead(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(3);
            AuditTrail.Inclusion proof = audit.trail.inclusion(ALICE, 2);

            List<String> lines = proof.asTlogProof().lines().toList();
            assertThat(lines.subList(0, 2)).containsExactly("c2sp.org/tlog-proof@v1", "index 2");
            assertThat(lines).hasSize(2 + 1 + 1 + 5);
            assertThat(proof.asTlogProof())
                    .endsWith("\n\n" + audit.trail.checkpoint().orElseThrow());
        }
    }

    @OnEachEngine
    void whatIsNotThereHasNoProof(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            assertThat(audit.trail.checkpoint()).isEmpty();
            assertThat(audit.trail.verifierKey()).startsWith("plenum/");
            audit.append(5);

            for (long index : new long[] {-1, 5, Long.MAX_VALUE}) {
                assertThatThrownBy(() -> audit.trail.inclusion(ALICE, index)).hasMessageContaining("no audit entry");
            }
            assertThatThrownBy(() -> audit.trail.consistency(ALICE, 3, 6)).hasMessageContaining("<= 5");
            assertThatThrownBy(() -> audit.trail.consistency(ALICE, 3, 2)).hasMessageContaining("<= 5");
            assertThatThrownBy(() -> audit.trail.consistency(ALICE, -1, 2)).hasMessageContaining("<= 5");
            assertThat(audit.trail.consistency(ALICE, 0, 5)).isEmpty();
            assertThat(audit.trail.consistency(ALICE, 5, 5)).isEmpty();
            assertThat(audit.trail.await(ALICE, UUID.randomUUID().toString(), Duration.ZERO))
                    .isEmpty();
        }
    }

    @OnEachEngine
    void tilesAndBundlesAreServedByTheirPaths(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(300);

            assertThat(audit.trail.tile(ALICE, "0/000").orElseThrow()).hasSize(8192);
            assertThat(audit.trail.tile(ALICE, "0/001.p/44").orElseThrow()).hasSize(44 * 32);
            assertThat(audit.trail.tile(ALICE, "0/001.p/3").orElseThrow()).hasSize(3 * 32);
            assertThat(audit.trail.tile(ALICE, "1/000.p/1").orElseThrow()).hasSize(32);
            assertThat(EntryBundle.decode(
                            audit.trail.tile(ALICE, "entries/001.p/44").orElseThrow()))
                    .hasSize(44)
                    .contains(audit.trail.entry(ALICE, 256).orElseThrow().leaf());
            for (String missing : List.of("0/001", "0/001.p/45", "0/002.p/1", "2/000.p/1", "entries/001", "x", "0/0")) {
                assertThat(audit.trail.tile(ALICE, missing)).as(missing).isEmpty();
            }
        }
    }

    @OnEachEngine
    void thePermissionIsDeclaredAndTakenBack(Database database) {
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            assertThat(audit.access.declared).extracting(Permission::name).containsExactly("audit.view");
            audit.trail.close();
            assertThat(audit.access.declared).isEmpty();
        }
    }

    /** H2 sorts every match where the order does not name the index from its first column on. */
    @OnEachEngine
    void everyListWalksAnIndex(Database database) {
        ExplainedDatabase explained = new ExplainedDatabase(database);
        try (LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(1);
            fill(database);
            for (AuditQuery query : List.of(
                    AuditQuery.all(),
                    query("item.update", null, null, null, null, null),
                    query(null, null, "server-1", null, null, null),
                    query(null, null, null, ALICE.subject().id(), null, null),
                    query(null, null, null, null, NORTH, null),
                    query(null, null, null, null, null, "correlation-1"),
                    ended(AuditEvent.Outcome.DENIED))) {
                for (SpaceScope scope : List.of(
                        new SpaceScope.Everywhere(),
                        new SpaceScope.Within(Set.of(NORTH)),
                        new SpaceScope.Within(Set.of(NORTH, SOUTH)),
                        new SpaceScope.Within(Stream.concat(
                                        Stream.of(NORTH),
                                        Stream.generate(UUID::randomUUID).limit(100))
                                .collect(Collectors.toSet())),
                        new SpaceScope.Within(Set.of(NORTH, AccessService.ROOT_SPACE)))) {
                    explained.read(sql -> EntryQuery.page(sql, scope, query, PageRequest.first()));
                    for (ExplainedDatabase.Plan plan : explained.plans()) {
                        if (database.dialect() == Dialect.H2) {
                            assertThat(plan.text())
                                    .as(scope + plan.statement())
                                    .doesNotContain("tableScan")
                                    .contains("index sorted");
                        } else {
                            assertThat(plan.text())
                                    .as(scope + plan.statement())
                                    .contains("Index Scan")
                                    .doesNotContain("Sort")
                                    .doesNotContain("Seq Scan on audit_entry");
                        }
                    }
                }
            }
        }
    }

    /** Many more like the newest, each of which every query above finds. */
    private static void fill(Database database) {
        String series = database.dialect() == Dialect.H2 ? "SYSTEM_RANGE(1, 6000)" : "generate_series(1, 6000) AS r(x)";
        String id = database.dialect() == Dialect.H2 ? "RANDOM_UUID()" : "gen_random_uuid()";
        database.write(sql -> sql.update(
                "INSERT INTO audit_entry (entry_index, event_id, time, action, target_type, target_id, actor, actor_name,"
                        + " space, correlation, leaf, outcome) SELECT 1000 + x, " + id
                        + ", CURRENT_TIMESTAMP, 'item.update',"
                        + " 'server', 'server-1', ?, 'alice', ?, 'correlation-1', e.leaf, 'DENIED' FROM " + series
                        + ", audit_entry e",
                ALICE.subject().id(),
                NORTH));
        database.read(sql -> sql.update("ANALYZE"));
    }
}

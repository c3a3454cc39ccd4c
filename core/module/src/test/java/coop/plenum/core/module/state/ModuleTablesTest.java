package coop.plenum.core.module.state;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.access.Permission;
import coop.plenum.api.module.InstallPlan.Kind;
import coop.plenum.core.module.state.ModuleJournal.Outcome;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleTablesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

    private static ModuleRow row(String name) {
        return new ModuleRow(
                name,
                "1.0.0",
                "abc",
                true,
                Optional.empty(),
                NOW,
                NOW,
                "CN=Somebody",
                Optional.of("old"),
                new ModuleDescriptor(
                        "Title",
                        "Description",
                        "Publisher",
                        List.of("other"),
                        List.of(new Permission(name + ".do", "Do", true, name))));
    }

    @OnEachEngine
    void aRowComesBackAsItWasStored(Database database) {
        Schema.migrate(database);
        ModuleTable table = new ModuleTable(database);
        table.put(row("a"));
        table.put(row("b").quarantined("because"));
        table.put(row("a").enabled(false, NOW));
        assertThat(table.all())
                .containsExactly(
                        java.util.Map.entry("a", row("a").enabled(false, NOW)),
                        java.util.Map.entry("b", row("b").quarantined("because")));
        table.remove("a");
        assertThat(table.all()).containsOnlyKeys("b");
    }

    @OnEachEngine
    void theJournalKnowsWhatIsUnderWay(Database database) {
        Schema.migrate(database);
        ModuleJournal journal = new ModuleJournal(database);
        List<Change> changes = List.of(
                new Change("a", Optional.empty(), Optional.of(row("a")), false),
                new Change("b", Optional.of(row("b").quarantined("because")), Optional.empty(), true));
        JournalEntry entry = journal.open(Kind.INSTALL, "a", true, changes);
        journal.reached(entry.id(), Step.MIGRATED);
        assertThat(journal.interrupted())
                .containsExactly(new JournalEntry(entry.id(), Kind.INSTALL, "a", true, changes, Step.MIGRATED));
        journal.close(entry.id(), Outcome.UNDONE, "no luck");
        assertThat(journal.interrupted()).isEmpty();
    }

    @Test
    void startsThatWereNotProvenAreCounted(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("sub/starts");
        BootCounter counter = new BootCounter(file);
        assertThat(counter.begin()).isZero();
        assertThat(counter.begin()).isEqualTo(1);
        counter.succeeded();
        assertThat(counter.begin()).isZero();
        Files.writeString(file, "");
        assertThat(counter.begin()).isEqualTo(1);
    }
}

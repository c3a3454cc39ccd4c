package coop.plenum.core.module.state;

import coop.plenum.api.Values;
import coop.plenum.api.module.InstallPlan;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.Json;
import coop.plenum.core.store.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What has been begun, how far it came, how it ended. */
public final class ModuleJournal {
    /** How a change ended. */
    public enum Outcome {
        OPEN,
        DONE,
        UNDONE
    }

    private final Database database;

    public ModuleJournal(Database database) {
        this.database = database;
    }

    public JournalEntry open(InstallPlan.Kind kind, String module, boolean purge, List<Change> changes) {
        UUID id = Ids.next();
        String document = Json.write(
                Values.of("changes", changes.stream().map(Change::toValues).toList()));
        database.write(sql -> sql.update(
                "INSERT INTO module_journal (id, kind, module, purge, changes, step, outcome, started_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                kind,
                module,
                purge,
                document,
                Step.PLANNED,
                Outcome.OPEN,
                Instant.now()));
        return new JournalEntry(id, kind, module, purge, changes, Step.PLANNED);
    }

    public void reached(UUID id, Step step) {
        database.write(sql -> sql.update("UPDATE module_journal SET step = ? WHERE id = ?", step, id));
    }

    public void close(UUID id, Outcome outcome, @Nullable String failure) {
        database.write(sql -> sql.update(
                "UPDATE module_journal SET outcome = ?, failure = ?, finished_at = ? WHERE id = ?",
                outcome,
                failure,
                Instant.now(),
                id));
    }

    /** What was begun and neither finished nor undone, oldest first. */
    public List<JournalEntry> interrupted() {
        return database.read(sql -> sql.query(
                "SELECT id, kind, module, purge, changes, step FROM module_journal WHERE outcome = ? ORDER BY id",
                ModuleJournal::entry,
                Outcome.OPEN));
    }

    /** Whether a change of this module has ever been asked for and done. */
    public boolean knows(String module) {
        return !database.read(sql -> sql.query(
                        "SELECT id FROM module_journal WHERE module = ? AND outcome = ?",
                        row -> row.uuid(1),
                        module,
                        Outcome.DONE))
                .isEmpty();
    }

    private static JournalEntry entry(Row row) throws SQLException {
        List<Change> changes = Json.read(row.text(5)).list("changes").stream()
                .map(change -> Change.from(Values.of("change", change).nested("change")))
                .toList();
        return new JournalEntry(
                row.uuid(1),
                InstallPlan.Kind.valueOf(row.text(2)),
                row.text(3),
                row.flag(4),
                changes,
                Step.valueOf(row.text(6)));
    }
}

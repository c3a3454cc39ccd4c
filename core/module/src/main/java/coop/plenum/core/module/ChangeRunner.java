package coop.plenum.core.module;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.module.InstallPlan.Kind;
import coop.plenum.core.module.plan.JarIntake;
import coop.plenum.core.module.plan.Proposal;
import coop.plenum.core.module.runtime.ModuleHost;
import coop.plenum.core.module.state.Change;
import coop.plenum.core.module.state.JournalEntry;
import coop.plenum.core.module.state.ModuleJournal;
import coop.plenum.core.module.state.ModuleJournal.Outcome;
import coop.plenum.core.module.state.ModuleRow;
import coop.plenum.core.module.state.ModuleTable;
import coop.plenum.core.module.state.Step;
import coop.plenum.core.store.Database;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a plan out, step by step, or undoes it. The table of wanted modules changes in one unit of work at the end:
 * until then a crash or failure is answered by making everything match the table again; afterwards it is done.
 */
final class ChangeRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeRunner.class);

    private final Database database;
    private final ModuleTable table;
    private final ModuleJournal journal;
    private final JarIntake intake;
    private final ModuleHost host;
    private final ModuleContent content;
    private final ModuleAudit audit;
    private final ModuleEvents events;
    private final StepListener listener;

    ChangeRunner(
            Database database,
            JarIntake intake,
            ModuleHost host,
            ModuleContent content,
            ModuleAudit audit,
            ModuleEvents events,
            StepListener listener) {
        this.database = database;
        this.table = new ModuleTable(database);
        this.journal = new ModuleJournal(database);
        this.intake = intake;
        this.host = host;
        this.content = content;
        this.audit = audit;
        this.events = events;
        this.listener = listener;
    }

    /** @throws PlenumException {@code install-failed} after everything has been undone */
    void run(Caller caller, Decision decision, Proposal proposal) {
        Kind kind = proposal.request().kind();
        JournalEntry entry = journal.open(
                kind, proposal.request().module(), proposal.request().purge(), proposal.changes());
        listener.reached(Step.PLANNED);
        try {
            proposal.sources().forEach(intake::fetch);
            reached(entry, Step.FETCHED);
            proposal.sources().forEach(intake::verify);
            reached(entry, Step.VERIFIED);
            turnOver(caller, entry);
            commit(caller, decision, entry);
        } catch (RuntimeException e) {
            throw undone(caller, decision, entry, e);
        }
        entry.changes().stream()
                .filter(change -> !change.willRun())
                .forEach(change -> content.retract(change.module()));
        sweep();
    }

    private void turnOver(Caller caller, JournalEntry entry) {
        Map<String, ModuleRow> wanted = table.all();
        Set<String> concerned = new HashSet<>(host.healthy(wanted.values()));
        for (Change change : entry.changes()) {
            wanted.remove(change.module());
            change.after().ifPresent(row -> wanted.put(row.name(), row));
            concerned.remove(change.module());
        }
        Set<String> stopped = host.place(wanted.values(), names(entry));
        reached(entry, Step.RESOLVED);
        entry.changes().stream()
                .filter(Change::willRun)
                .forEach(change -> content.bring(caller, change.after().orElseThrow()));
        reached(entry, Step.MIGRATED);
        // Modules that use a changed one were stopped; they must work again if they did before.
        concerned.retainAll(stopped);
        entry.changes().stream().filter(Change::willRun).forEach(change -> concerned.add(change.module()));
        stopped.addAll(concerned);
        host.start(wanted.values(), stopped, concerned);
        reached(entry, Step.STARTED);
        host.awaitHealthy(wanted.values(), concerned);
        reached(entry, Step.HEALTHY);
    }

    private static Set<String> names(JournalEntry entry) {
        Set<String> names = new HashSet<>();
        entry.changes().forEach(change -> names.add(change.module()));
        return names;
    }

    private void reached(JournalEntry entry, Step step) {
        journal.reached(entry.id(), step);
        listener.reached(step);
        events.progress(entry.kind(), entry.module(), step);
    }

    private void commit(Caller caller, Decision decision, JournalEntry entry) {
        database.write(sql -> {
            for (Change change : entry.changes()) {
                change.after().ifPresentOrElse(table::put, () -> table.remove(change.module()));
            }
            audit.record(caller, Optional.of(decision), entry.kind(), entry.changes(), null);
            journal.close(entry.id(), Outcome.DONE, null);
            for (Change change : entry.changes()) {
                if (!change.willRun()) {
                    content.orphan(caller, change.module(), entry.purge());
                }
                events.changed(
                        entry.kind(),
                        change.module(),
                        change.after()
                                .or(change::before)
                                .map(ModuleRow::version)
                                .orElse(""));
            }
            return null;
        });
    }

    /** Jars that no wanted module needs, now or to go back, are deleted. */
    private void sweep() {
        Set<String> used = new HashSet<>();
        for (ModuleRow row : table.all().values()) {
            used.add(row.digest());
            row.previousDigest().ifPresent(used::add);
        }
        try {
            intake.retain(used);
        } catch (PlenumException e) {
            LOG.warn("Unused module files stay in the store.", e);
        }
    }

    private PlenumException undone(Caller caller, Decision decision, JournalEntry entry, RuntimeException cause) {
        LOG.warn("{} of module {} failed and is undone.", entry.kind(), entry.module(), cause);
        String why = words(cause);
        List<RuntimeException> leftovers = new ArrayList<>();
        Map<String, ModuleRow> before = table.all();
        attempt(leftovers, () -> host.converge(before.values()));
        restore(caller, entry, leftovers);
        attempt(leftovers, () -> host.startAll(before.values()));
        if (leftovers.isEmpty()) {
            attempt(leftovers, () -> close(caller, Optional.of(decision), entry, why));
        }
        String rest = leftovers.isEmpty()
                ? "Everything is as it was before."
                : "Not all of it could be undone: " + words(leftovers.get(0))
                        + " The rest follows with the next change or start.";
        PlenumException failed = new PlenumException(
                cause instanceof PlenumException known ? known.category() : PlenumException.Category.CONFLICT,
                "install-failed",
                why + " " + rest,
                cause);
        leftovers.forEach(failed::addSuppressed);
        return failed;
    }

    private void restore(Caller caller, JournalEntry entry, List<RuntimeException> leftovers) {
        for (int i = entry.changes().size() - 1; i >= 0; i--) {
            Change change = entry.changes().get(i);
            attempt(leftovers, () -> content.restore(caller, change));
        }
    }

    private void close(Caller caller, Optional<Decision> decision, JournalEntry entry, String why) {
        database.write(sql -> {
            journal.close(entry.id(), Outcome.UNDONE, why);
            audit.record(caller, decision, entry.kind(), entry.changes(), why);
            events.failed(entry.kind(), entry.module(), why);
            return null;
        });
    }

    /**
     * Undoes what was interrupted, in the database; the framework is made to match afterwards. What cannot be undone now
     * stays in the journal for the next time.
     */
    void recover(Caller caller) {
        for (JournalEntry entry : journal.interrupted()) {
            LOG.info("The {} of module {} was interrupted after step {}.", entry.kind(), entry.module(), entry.step());
            List<RuntimeException> leftovers = new ArrayList<>();
            restore(caller, entry, leftovers);
            if (leftovers.isEmpty()) {
                attempt(
                        leftovers,
                        () -> close(caller, Optional.empty(), entry, "The platform was stopped in the middle."));
            }
        }
    }

    private static void attempt(List<RuntimeException> leftovers, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("A part of a module change could not be undone.", e);
            leftovers.add(e);
        }
    }

    /** Our own messages are for people; those of others are not. */
    private static String words(RuntimeException thrown) {
        return thrown instanceof PlenumException known
                ? String.valueOf(known.getMessage())
                : "An unexpected " + thrown.getClass().getSimpleName() + " occurred; the log has the details.";
    }
}

package coop.plenum.core.module;

import coop.plenum.api.access.Caller;
import coop.plenum.api.module.ModuleRequest;
import coop.plenum.core.module.runtime.ModuleHost;
import coop.plenum.core.module.state.BootCounter;
import coop.plenum.core.module.state.ModuleRow;
import coop.plenum.core.module.state.ModuleTable;
import coop.plenum.core.store.Database;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the modules up when the platform starts. A module that does not start leaves the rest alone. A module with which
 * the whole process dies is told by the count of starts that were never proven good: after two the last change is kept
 * out, after three all modules are.
 */
final class ModuleBoot {
    private static final Logger LOG = LoggerFactory.getLogger(ModuleBoot.class);
    private static final int QUARANTINE_AFTER = 2;
    private static final int ALONE_AFTER = 3;

    private final Database database;
    private final ModuleTable table;
    private final ChangeRunner runner;
    private final ModuleHost host;
    private final ModuleContent content;
    private final ModuleAudit audit;
    private final InitialModules initial;
    private final BootCounter counter;
    private final boolean safe;
    private final Set<String> safeModules;

    ModuleBoot(
            Database database,
            ChangeRunner runner,
            ModuleHost host,
            ModuleContent content,
            ModuleAudit audit,
            InitialModules initial,
            BootCounter counter,
            boolean safe,
            Set<String> safeModules) {
        this.database = database;
        this.table = new ModuleTable(database);
        this.runner = runner;
        this.host = host;
        this.content = content;
        this.audit = audit;
        this.initial = initial;
        this.counter = counter;
        this.safe = safe;
        this.safeModules = safeModules;
    }

    /** @param install how a module is installed */
    void start(Consumer<ModuleRequest> install) {
        Caller caller = Caller.system("module-start");
        runner.recover(caller);
        Collection<ModuleRow> rows = table.all().values();
        if (safe) {
            host.runCoreAlone("The platform runs in safe mode: modules are not started.", safeModules);
        } else if (rows.stream().anyMatch(ModuleRow::runs) || !initial.pending().isEmpty()) {
            int failed = counter.begin();
            if (failed >= QUARANTINE_AFTER) {
                initial.giveUp();
            }
            if (failed >= ALONE_AFTER) {
                host.runCoreAlone("The last " + failed + " starts failed, so the core was started alone.", Set.of());
            } else if (failed == QUARANTINE_AFTER) {
                quarantineLastChanged(caller, rows);
                rows = table.all().values();
            }
        }
        host.coreAlone().ifPresent(LOG::warn);
        host.converge(rows);
        rows.stream().filter(host::mayRun).forEach(content::declare);
        host.startAll(rows);
        rows.stream()
                .filter(host::mayRun)
                .forEach(row -> host.problems(row)
                        .forEach(problem -> LOG.error("Module {} does not work: {}", row.name(), problem)));
        if (host.coreAlone().isEmpty()) {
            initial.install(install);
        }
    }

    /** The process has lived with its modules for a while, or was stopped in good order. */
    void proven() {
        counter.succeeded();
    }

    private void quarantineLastChanged(Caller caller, Collection<ModuleRow> rows) {
        Optional<ModuleRow> last =
                rows.stream().filter(ModuleRow::runs).max(Comparator.comparing(ModuleRow::changedAt));
        last.ifPresent(row -> {
            ModuleRow kept =
                    row.quarantined("The last two starts of the platform failed, and this module was changed last."
                            + " Upgrade, enable or uninstall it.");
            LOG.error("Module {} is quarantined after two failed starts.", row.name());
            database.write(sql -> {
                table.put(kept);
                audit.quarantined(caller, kept);
                content.orphan(caller, row.name(), false);
                return null;
            });
        });
    }
}

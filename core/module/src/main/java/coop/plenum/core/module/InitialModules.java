package coop.plenum.core.module;

import coop.plenum.api.PlenumException;
import coop.plenum.api.module.ModuleRequest;
import coop.plenum.core.module.state.FirstStart;
import coop.plenum.core.module.state.ModuleJournal;
import coop.plenum.core.module.state.ModuleTable;
import coop.plenum.core.store.Database;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs the modules that come with the distribution when a site starts for the first time, each in the ordinary way.
 * Cut off in the middle, the next start does the rest.
 */
final class InitialModules {
    private static final Logger LOG = LoggerFactory.getLogger(InitialModules.class);

    private final FirstStart firstStart;
    private final ModuleTable table;
    private final ModuleJournal journal;
    private final List<String> distributed;

    InitialModules(Database database, List<String> distributed) {
        this.firstStart = new FirstStart(database);
        this.table = new ModuleTable(database);
        this.journal = new ModuleJournal(database);
        this.distributed = distributed;
    }

    /** Those that are still to be installed. */
    List<String> pending() {
        return firstStart.pending(distributed);
    }

    /** Installs what is pending; whatever goes wrong is logged and leaves the rest alone. */
    void install(Consumer<ModuleRequest> execute) {
        for (String module : pending()) {
            if (table.all().containsKey(module) || journal.knows(module)) {
                // it came along with another one, or somebody has decided about it meanwhile
                firstStart.settle(module);
                continue;
            }
            try {
                execute.accept(ModuleRequest.install(module));
                firstStart.settle(module);
                LOG.info("Module {} comes with the distribution and has been installed.", module);
            } catch (PlenumException e) {
                boolean again = e.code().equals("install-failed");
                LOG.error(
                        "Module {} comes with the distribution, but cannot be installed. {} {}",
                        module,
                        e.getMessage(),
                        again ? "The next start tries again." : "Install it from the catalog when that is mended.");
                if (!again) {
                    firstStart.settle(module);
                }
            }
        }
    }

    /** After starts that failed: nothing more of it, so that the site comes up. */
    void giveUp() {
        for (String module : pending()) {
            LOG.error(
                    "Module {} comes with the distribution, but the last starts failed; it is not installed.", module);
            firstStart.settle(module);
        }
    }
}

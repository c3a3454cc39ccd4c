package coop.plenum.core.module.state;

import coop.plenum.core.store.Database;
import coop.plenum.core.store.Migration;
import java.util.List;

/** The tables of this bundle. */
public final class Schema {
    private static final List<Migration> MIGRATIONS = List.of(
            Migration.of(
                    1,
                    "wanted modules and the journal of changes",
                    """
            CREATE TABLE module_state (
                name ${text} NOT NULL PRIMARY KEY,
                version ${text} NOT NULL,
                digest ${text} NOT NULL,
                enabled BOOLEAN NOT NULL,
                quarantine ${text},
                installed_at ${timestamp} NOT NULL,
                changed_at ${timestamp} NOT NULL,
                signer ${text} NOT NULL,
                previous_digest ${text},
                descriptor ${text} NOT NULL)""",
                    """
            CREATE TABLE module_journal (
                id ${uuid} NOT NULL PRIMARY KEY,
                kind ${text} NOT NULL,
                module ${text} NOT NULL,
                purge BOOLEAN NOT NULL,
                changes ${text} NOT NULL,
                step ${text} NOT NULL,
                outcome ${text} NOT NULL,
                failure ${text},
                started_at ${timestamp} NOT NULL,
                finished_at ${timestamp})""",
                    "CREATE INDEX module_journal_outcome ON module_journal (outcome, id)"),
            Migration.of(2, "which modules of the distribution are still to be installed", """
            CREATE TABLE module_first_start (
                id INTEGER NOT NULL PRIMARY KEY,
                pending ${text} NOT NULL)"""));

    private Schema() {}

    public static void migrate(Database database) {
        database.migrate("coop.plenum.core.module", MIGRATIONS);
    }
}

package coop.plenum.core.audit;

import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Migration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The log's tables. {@code audit_state} has one row, whose lock makes one node at a time the sequencer; {@code token}
 * grows whenever another node takes over. {@code actor_name} is a clear name or the reference of one in
 * {@code audit_personal}.
 *
 * <p>Lists walk {@code (time, entry_index)} from the newest; each index that serves them has these two last and
 * descending, since H2 walks an index in its own direction only.
 */
final class AuditSchema {
    static final String OWNER = "audit";

    private static final Migration LOG = Migration.of(
            1,
            "the log and its tree",
            """
            CREATE TABLE audit_state (
                id INTEGER PRIMARY KEY,
                verifier_key ${text},
                tree_size BIGINT NOT NULL,
                checkpoint ${text},
                holder ${uuid},
                token BIGINT NOT NULL)""",
            "INSERT INTO audit_state (id, tree_size, token) VALUES (1, 0, 0)",
            """
            CREATE TABLE audit_pending (
                event_id ${uuid} PRIMARY KEY,
                time ${timestamp} NOT NULL,
                action ${text} NOT NULL,
                target_type ${text} NOT NULL,
                target_id ${text} NOT NULL,
                actor ${uuid} NOT NULL,
                actor_name ${text} NOT NULL,
                space ${uuid},
                correlation ${text} NOT NULL,
                leaf ${bytes} NOT NULL)""",
            """
            CREATE TABLE audit_entry (
                entry_index BIGINT PRIMARY KEY,
                event_id ${uuid} NOT NULL,
                time ${timestamp} NOT NULL,
                action ${text} NOT NULL,
                target_type ${text} NOT NULL,
                target_id ${text} NOT NULL,
                actor ${uuid} NOT NULL,
                actor_name ${text} NOT NULL,
                space ${uuid},
                correlation ${text} NOT NULL,
                leaf ${bytes} NOT NULL)""",
            "CREATE UNIQUE INDEX audit_entry_event ON audit_entry (event_id)",
            "CREATE INDEX audit_entry_time ON audit_entry (time DESC, entry_index DESC)",
            "CREATE INDEX audit_entry_action ON audit_entry (action, time DESC, entry_index DESC)",
            "CREATE INDEX audit_entry_target ON audit_entry (target_id, time DESC, entry_index DESC)",
            "CREATE INDEX audit_entry_actor ON audit_entry (actor, time DESC, entry_index DESC)",
            "CREATE INDEX audit_entry_space ON audit_entry (space, time DESC, entry_index DESC)",
            "CREATE INDEX audit_entry_correlation ON audit_entry (correlation, time DESC, entry_index DESC)",
            """
            CREATE TABLE audit_tile (
                tile_level INTEGER NOT NULL,
                tile_index BIGINT NOT NULL,
                hashes ${bytes} NOT NULL,
                PRIMARY KEY (tile_level, tile_index))""",
            """
            CREATE TABLE audit_personal (
                reference ${text} PRIMARY KEY,
                subject ${uuid} NOT NULL,
                salt ${bytes} NOT NULL,
                personal_value ${text} NOT NULL)""",
            "CREATE INDEX audit_personal_subject ON audit_personal (subject)");

    private static final Migration OUTCOMES = new Migration(
            2,
            "how it ended, beside the leaf",
            dialect -> Stream.of(
                            Stream.of("audit_pending", "audit_entry").flatMap(table -> outcomes(dialect, table)),
                            Stream.of("CREATE INDEX audit_entry_outcome"
                                    + " ON audit_entry (outcome, time DESC, entry_index DESC)"))
                    .flatMap(statements -> statements)
                    .toList());

    static final List<Migration> MIGRATIONS = List.of(LOG, OUTCOMES);

    private AuditSchema() {}

    /**
     * Of older rows it stands in the leaf only. A leaf's members are sorted and details come before, so that the last
     * member of this name is the entry's own; within a text the quotes would be escaped.
     */
    private static Stream<String> outcomes(Dialect dialect, String table) {
        String last = "'^.*\"outcome\":\"([A-Z]+)\".*$'";
        String outcome = dialect == Dialect.H2
                ? "REGEXP_REPLACE(UTF8TOSTRING(leaf), " + last + ", '$1')"
                : "regexp_replace(convert_from(leaf, 'UTF8'), " + last + ", '\\1')";
        return Stream.of(
                dialect.types("ALTER TABLE " + table + " ADD COLUMN outcome ${text}"),
                "UPDATE " + table + " SET outcome = " + outcome,
                "ALTER TABLE " + table + " ALTER COLUMN outcome SET NOT NULL");
    }
}

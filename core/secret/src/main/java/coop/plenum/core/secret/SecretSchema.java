package coop.plenum.core.secret;

import coop.plenum.core.store.Migration;
import java.util.List;

/** Each version is sealed with a data key of its own, which is wrapped by the master key that the row names. */
final class SecretSchema {
    static final String OWNER = "secret";

    static final List<Migration> MIGRATIONS = List.of(
            Migration.of(
                    1,
                    "secrets and their versions",
                    """
            CREATE TABLE secret_item (
                id ${uuid} PRIMARY KEY,
                space ${uuid} NOT NULL,
                field ${text} NOT NULL,
                newest INTEGER NOT NULL,
                created_at ${timestamp} NOT NULL)""",
                    """
            CREATE TABLE secret_version (
                secret_id ${uuid} NOT NULL REFERENCES secret_item (id) ON DELETE CASCADE,
                version INTEGER NOT NULL,
                master_key ${text} NOT NULL,
                wrapped_key ${bytes} NOT NULL,
                sealed ${bytes} NOT NULL,
                created_at ${timestamp} NOT NULL,
                PRIMARY KEY (secret_id, version))""",
                    "CREATE INDEX secret_version_master_key ON secret_version (master_key)"),
            Migration.of(2, "secrets for a while", "ALTER TABLE secret_item ADD COLUMN expires_at ${timestamp}"));

    private SecretSchema() {}
}

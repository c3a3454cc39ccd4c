package coop.plenum.core.content.type;

import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Migration;
import java.util.Arrays;
import java.util.List;

/** The tables that all types share. */
final class ContentSchema {
    /** Texts by which rows are ordered or found compare by code points on both engines. */
    private static final String LINE = "${line}";

    private ContentSchema() {}

    static List<Migration> migrations() {
        return List.of(
                migration(1, "content types, items, revisions", FIRST),
                migration(2, "a text to search in", "ALTER TABLE content_item ADD COLUMN search VARCHAR(1000)" + LINE),
                migration(
                        3,
                        "types with large items",
                        "ALTER TABLE content_type ADD COLUMN large BOOLEAN DEFAULT FALSE NOT NULL"));
    }

    private static Migration migration(int version, String description, String... statements) {
        return new Migration(
                version,
                description,
                dialect -> Arrays.stream(statements)
                        .map(statement -> statement.replace(LINE, dialect == Dialect.H2 ? "" : " COLLATE \"C\""))
                        .map(dialect::types)
                        .toList());
    }

    private static final String[] FIRST = {
        "CREATE TABLE content_type (name VARCHAR(60) PRIMARY KEY, table_name VARCHAR(63) NOT NULL UNIQUE,"
                + " owner VARCHAR(250) NOT NULL, orphaned BOOLEAN NOT NULL, definition ${text} NOT NULL)",
        "CREATE TABLE content_cleanup (id ${uuid} PRIMARY KEY, statement ${text} NOT NULL)",
        "CREATE TABLE content_item (id ${uuid} PRIMARY KEY, type VARCHAR(60)" + LINE
                + " NOT NULL, space_id ${uuid} NOT NULL, title VARCHAR(250)" + LINE + " NOT NULL, state VARCHAR(20)"
                + LINE + " NOT NULL, revision BIGINT NOT NULL, created_at ${timestamp} NOT NULL,"
                + " updated_at ${timestamp} NOT NULL, connection_id ${uuid}, managed BOOLEAN NOT NULL,"
                + " vanished BOOLEAN NOT NULL, drifted BOOLEAN NOT NULL)",
        "CREATE INDEX ix_content_item_title ON content_item (title, id)",
        "CREATE INDEX ix_content_item_updated_at ON content_item (updated_at, id)",
        "CREATE INDEX ix_content_item_created_at ON content_item (created_at, id)",
        "CREATE INDEX ix_content_item_state ON content_item (state, id)",
        "CREATE INDEX ix_content_item_type ON content_item (type, id)",
        "CREATE INDEX ix_content_item_space_id ON content_item (space_id, id)",
        "CREATE INDEX ix_content_item_connection_id ON content_item (connection_id, id)",
        "CREATE TABLE content_label (item ${uuid} NOT NULL, name VARCHAR(128)" + LINE
                + " NOT NULL, label_value VARCHAR(256)" + LINE + " NOT NULL, PRIMARY KEY (item, name))",
        "CREATE INDEX ix_content_label ON content_label (name, label_value, item)",
        "CREATE TABLE content_reference (source ${uuid} NOT NULL REFERENCES content_item (id),"
                + " field VARCHAR(40) NOT NULL, target ${uuid} NOT NULL REFERENCES content_item (id),"
                + " PRIMARY KEY (source, field, target))",
        "CREATE INDEX ix_content_reference_target ON content_reference (target, source, field)",
        "CREATE TABLE content_pending (source ${uuid} NOT NULL REFERENCES content_item (id),"
                + " field VARCHAR(40) NOT NULL, place INTEGER NOT NULL, connection_id ${uuid} NOT NULL,"
                + " target_type VARCHAR(60) NOT NULL, external_id VARCHAR(500) NOT NULL,"
                + " PRIMARY KEY (source, field, place))",
        "CREATE INDEX ix_content_pending ON content_pending (external_id, connection_id, target_type)",
        "CREATE TABLE content_revision (item ${uuid} NOT NULL, number BIGINT NOT NULL, type VARCHAR(60) NOT NULL,"
                + " space_id ${uuid} NOT NULL, author_kind VARCHAR(20) NOT NULL, author_id ${uuid} NOT NULL,"
                + " author_name VARCHAR(250) NOT NULL, made_at ${timestamp} NOT NULL, reason ${text} NOT NULL,"
                + " diff ${text} NOT NULL, snapshot ${text} NOT NULL, digest VARCHAR(64) NOT NULL,"
                + " PRIMARY KEY (item, number))"
    };
}

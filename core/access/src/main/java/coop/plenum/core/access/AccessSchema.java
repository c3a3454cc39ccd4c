package coop.plenum.core.access;

import coop.plenum.api.access.AccessService;
import coop.plenum.core.store.Migration;
import java.util.List;
import java.util.UUID;

/**
 * The tables. Others may refer to {@code access_space(id)}: a space that something refers to is not empty and cannot be
 * deleted. Roles have no foreign key since the built-in ones live in code.
 */
final class AccessSchema {
    static final String OWNER = "coop.plenum.core.access";

    static final List<Migration> MIGRATIONS = List.of(Migration.of(
            1,
            "Spaces, roles, users, groups, grants, tokens, sessions",
            "CREATE TABLE access_version (id INTEGER PRIMARY KEY, version BIGINT NOT NULL, stamp ${uuid} NOT NULL)",
            "INSERT INTO access_version (id, version, stamp) VALUES (1, 1, '" + new UUID(0, 1) + "')",
            "CREATE TABLE access_space (id ${uuid} PRIMARY KEY, parent ${uuid} REFERENCES access_space (id),"
                    + " kind ${text} NOT NULL, name ${text} NOT NULL, title ${text} NOT NULL,"
                    + " revision BIGINT NOT NULL, UNIQUE (parent, name))",
            "INSERT INTO access_space (id, kind, name, title, revision) VALUES ('" + AccessService.ROOT_SPACE
                    + "', 'ROOT', 'root', 'All spaces', 1)",
            "CREATE TABLE access_role (id ${uuid} PRIMARY KEY, name ${text} NOT NULL UNIQUE, title ${text} NOT NULL,"
                    + " permissions ${text} NOT NULL, revision BIGINT NOT NULL)",
            "CREATE TABLE access_user (id ${uuid} PRIMARY KEY, login ${text} NOT NULL UNIQUE,"
                    + " display_name ${text} NOT NULL, email ${text}, enabled BOOLEAN NOT NULL,"
                    + " password_hash ${text} NOT NULL, created_at ${timestamp} NOT NULL,"
                    + " last_log_in_at ${timestamp}, revision BIGINT NOT NULL)",
            "CREATE TABLE access_group (id ${uuid} PRIMARY KEY, name ${text} NOT NULL UNIQUE, title ${text} NOT NULL,"
                    + " revision BIGINT NOT NULL)",
            "CREATE TABLE access_membership (user_id ${uuid} NOT NULL REFERENCES access_user (id) ON DELETE CASCADE,"
                    + " group_id ${uuid} NOT NULL REFERENCES access_group (id) ON DELETE CASCADE,"
                    + " PRIMARY KEY (user_id, group_id))",
            "CREATE TABLE access_grant (id ${uuid} PRIMARY KEY, subject_kind ${text} NOT NULL,"
                    + " subject_id ${uuid} NOT NULL, subject_name ${text} NOT NULL, role_id ${uuid} NOT NULL,"
                    + " space_id ${uuid} NOT NULL REFERENCES access_space (id), by_kind ${text} NOT NULL,"
                    + " by_id ${uuid} NOT NULL, by_name ${text} NOT NULL, granted_at ${timestamp} NOT NULL,"
                    + " UNIQUE (subject_id, role_id, space_id))",
            "CREATE TABLE access_token (id ${uuid} PRIMARY KEY,"
                    + " user_id ${uuid} NOT NULL REFERENCES access_user (id) ON DELETE CASCADE, name ${text} NOT NULL,"
                    + " secret_hash ${text} NOT NULL UNIQUE, permissions ${text} NOT NULL, space_id ${uuid} NOT NULL,"
                    + " created_at ${timestamp} NOT NULL, expires_at ${timestamp} NOT NULL,"
                    + " last_used_at ${timestamp}, revoked_at ${timestamp})",
            "CREATE INDEX access_token_user ON access_token (user_id)",
            "CREATE TABLE access_session (id ${uuid} PRIMARY KEY,"
                    + " user_id ${uuid} NOT NULL REFERENCES access_user (id) ON DELETE CASCADE,"
                    + " secret_hash ${text} NOT NULL UNIQUE, created_at ${timestamp} NOT NULL,"
                    + " last_used_at ${timestamp} NOT NULL, expires_at ${timestamp} NOT NULL)",
            "CREATE INDEX access_session_user ON access_session (user_id)",
            "CREATE INDEX access_session_expiry ON access_session (expires_at)"));

    private AccessSchema() {}
}

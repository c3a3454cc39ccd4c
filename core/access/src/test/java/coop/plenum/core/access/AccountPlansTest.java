package coop.plenum.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.PageRequest;
import coop.plenum.api.access.Caller;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.ExplainedDatabase;
import coop.plenum.core.store.ExplainedDatabase.Plan;
import coop.plenum.core.store.OnEachEngine;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The plans of the lists of accounts: with many users and many tokens each is still found by an index. */
final class AccountPlansTest {
    private static final int ROWS = 6000;

    private static String series(Database database) {
        return database.dialect() == Dialect.H2
                ? "SYSTEM_RANGE(1, " + ROWS + ")"
                : "generate_series(1, " + ROWS + ") AS r(x)";
    }

    private static void fill(Database database) {
        String id = database.dialect() == Dialect.H2 ? "RANDOM_UUID()" : "gen_random_uuid()";
        database.write(sql -> {
            sql.update("INSERT INTO access_user (id, login, display_name, enabled, password_hash, created_at, revision)"
                    + " SELECT " + id + ", 'user' || x, 'u', TRUE, '', CURRENT_TIMESTAMP, 1 FROM " + series(database));
            return sql.update(
                    "INSERT INTO access_token (id, user_id, name, secret_hash, permissions, space_id, created_at,"
                            + " expires_at) SELECT " + id + ", id, 't', login, '[]', " + id
                            + ", CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM access_user");
        });
        database.read(sql -> sql.update("ANALYZE"));
    }

    private static List<Plan> of(String table, ExplainedDatabase explained) {
        List<Plan> plans = explained.plans().stream()
                .filter(plan -> plan.statement().contains("FROM " + table))
                .toList();
        assertThat(plans).isNotEmpty();
        for (Plan plan : plans) {
            assertThat(plan.text())
                    .as(plan.statement())
                    .doesNotContain("tableScan")
                    .doesNotContain("Seq Scan on " + table);
        }
        return plans;
    }

    @OnEachEngine
    void pagesOfUsersWalkTheIndexOfLogins(Database database) {
        ExplainedDatabase explained = new ExplainedDatabase(database);
        Site site = new Site(explained);
        fill(database);
        Optional<String> after = Optional.empty();
        for (int page = 0; page < 2; page++) {
            explained.plans();
            after = site.accounts
                    .users(Caller.system("test"), new PageRequest(50, after))
                    .next();
            for (Plan plan : of("access_user", explained)) {
                if (database.dialect() == Dialect.H2) {
                    assertThat(plan.text()).contains("index sorted");
                } else {
                    assertThat(plan.text()).contains("Index Scan").doesNotContain("Sort");
                }
            }
        }
    }

    /** The few of one user may be sorted, but not looked for among those of all. */
    @OnEachEngine
    void theTokensOfAUserAreFoundByAnIndex(Database database) {
        ExplainedDatabase explained = new ExplainedDatabase(database);
        Site site = new Site(explained);
        fill(database);
        UUID user = database.read(
                        sql -> sql.one("SELECT id FROM access_user WHERE login = 'user7'", row -> row.uuid(1)))
                .orElseThrow();
        explained.plans();
        site.tokens.list(Caller.system("test"), user);
        of("access_token", explained);
    }
}

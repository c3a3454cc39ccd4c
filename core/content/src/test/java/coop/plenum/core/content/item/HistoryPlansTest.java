package coop.plenum.core.content.item;

import static coop.plenum.core.content.FakeAccess.user;
import static coop.plenum.core.content.World.ROOT;
import static coop.plenum.core.content.World.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.PageRequest;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.Item;
import coop.plenum.core.content.World;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.ExplainedDatabase;
import coop.plenum.core.store.ExplainedDatabase.Plan;
import coop.plenum.core.store.OnEachEngine;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The plans of what hangs on an item: however much there is, a page walks an index and sorts nothing. */
class HistoryPlansTest {
    private static final int ROWS = 6000;
    private static final UUID SHOP = new UUID(9, 1);

    private static String series(Database database) {
        return database.dialect() == Dialect.H2
                ? "SYSTEM_RANGE(2, " + ROWS + ")"
                : "generate_series(2, " + ROWS + ") AS r(x)";
    }

    private static World world(ExplainedDatabase database) {
        World world = new World(database).withTypes();
        world.access.grant("ann", "test.place.view", ROOT, SHOP);
        world.access.grant("ann", "test.server.view", ROOT, SHOP);
        return world;
    }

    private static void assertWalked(Database database, String table, List<Plan> plans) {
        List<Plan> ordered = plans.stream()
                .filter(plan -> plan.statement().contains(" " + table + " ")
                        && plan.statement().contains("ORDER BY"))
                .toList();
        assertThat(ordered).isNotEmpty();
        for (Plan plan : ordered) {
            if (database.dialect() == Dialect.H2) {
                assertThat(plan.text()).contains("/* index sorted */").doesNotContain("tableScan");
            } else {
                assertThat(plan.text())
                        .as(plan.statement())
                        .contains("Index")
                        .doesNotContain("Sort")
                        .doesNotContain("Seq Scan on " + table);
            }
        }
    }

    @OnEachEngine
    void pagesOfRevisionsWalkAnIndex(Database database) {
        ExplainedDatabase explained = new ExplainedDatabase(database);
        World world = world(explained);
        Item item = world.server("one", Values.empty());
        database.write(sql -> sql.update(
                "INSERT INTO content_revision (item, number, type, space_id, author_kind, author_id, author_name, made_at,"
                        + " reason, diff, snapshot, digest) SELECT ?, x, 'test.server', CAST('" + ROOT
                        + "' AS UUID), 'USER',"
                        + " CAST('" + ROOT + "' AS UUID), 'a', CURRENT_TIMESTAMP, '', '{}', '{}', '' FROM "
                        + series(database),
                item.id()));
        database.read(sql -> sql.update("ANALYZE"));
        for (Caller caller : List.of(SYSTEM, user("ann"))) {
            for (Optional<String> after : List.of(Optional.<String>empty(), Optional.of("3000"))) {
                explained.plans();
                world.content.revisions(caller, item.id(), new PageRequest(50, after));
                assertWalked(database, "content_revision", explained.plans());
            }
        }
    }

    @OnEachEngine
    void pagesOfReferencesWalkAnIndex(Database database) {
        ExplainedDatabase explained = new ExplainedDatabase(database);
        World world = world(explained);
        Item target = world.create("test.place", "rack", Values.empty());
        String id = database.dialect() == Dialect.H2 ? "RANDOM_UUID()" : "gen_random_uuid()";
        database.write(sql -> {
            sql.update("INSERT INTO content_item (id, type, space_id, title, state, revision, created_at, updated_at,"
                    + " managed, vanished, drifted) SELECT " + id + ", 'test.server', CAST('" + ROOT
                    + "' AS UUID), 't' || x, 'PUBLISHED', 1, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, FALSE, FALSE, FALSE FROM "
                    + series(database));
            return sql.update(
                    "INSERT INTO content_reference (source, field, target) SELECT id, 'rack', ? FROM content_item"
                            + " WHERE type = 'test.server'",
                    target.id());
        });
        database.read(sql -> sql.update("ANALYZE"));
        for (Caller caller : List.of(SYSTEM, user("ann"))) {
            for (Optional<String> after :
                    List.of(Optional.<String>empty(), Optional.of("80000000-0000-0000-8000-000000000000.rack"))) {
                explained.plans();
                world.content.referencesTo(caller, target.id(), new PageRequest(50, after));
                assertWalked(database, "content_reference", explained.plans());
            }
        }
    }
}

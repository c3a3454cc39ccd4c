package coop.plenum.core.operation;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.operation.Operation.Status;
import coop.plenum.api.operation.OperationService.Filter;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.ExplainedDatabase;
import coop.plenum.core.store.OnEachEngine;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The plans of all lists: each walks an index, and sorts nothing. */
class EntryTableTest {
    private static final int ROWS = 6000;
    private static final UUID SOMEBODY = new UUID(0, 1);
    private static final UUID SHOP = new UUID(0, 2);
    private static final UUID LAB = new UUID(0, 3);
    private static final UUID MIDDLE = new UUID(0x7fffffffffffffffL, 0x8000000000000000L);

    private static String series(Database database, int rows) {
        return database.dialect() == Dialect.H2
                ? "SYSTEM_RANGE(1, " + rows + ")"
                : "generate_series(1, " + rows + ") AS r(x)";
    }

    private static ExplainedDatabase filled(Database database) {
        database.migrate("operation", Schema.MIGRATIONS);
        String id = database.dialect() == Dialect.H2 ? "RANDOM_UUID()" : "gen_random_uuid()";
        database.write(sql -> sql.update(
                "INSERT INTO operation_entry (id, kind, title, space, target, subject_kind, subject_id, subject_name,"
                        + " correlation, status, input, result, progress, message, attempts, cancel_requested, lane,"
                        + " lane_width, parked, created_at) SELECT " + id + ", 'x', 't', ?, 'x', 'USER', ?, 'a', 'c',"
                        + " 'QUEUED', '{}', '{}', 0, '', 0, FALSE, 'x', 1, FALSE, CURRENT_TIMESTAMP FROM "
                        + series(database, ROWS),
                SHOP,
                SOMEBODY));
        database.write(sql -> sql.update(
                "INSERT INTO operation_log (operation, number, logged_at, level, message) SELECT ?, x, CURRENT_TIMESTAMP,"
                        + " 'INFO', 'm' FROM " + series(database, ROWS),
                SOMEBODY));
        database.read(sql -> sql.update("ANALYZE"));
        return new ExplainedDatabase(database);
    }

    private static void assertWalked(String what, ExplainedDatabase database) {
        for (ExplainedDatabase.Plan plan : database.plans()) {
            if (database.dialect() == Dialect.H2) {
                // H2 sorts every match unless the order names all columns of an index
                assertThat(plan.text()).as(what).contains("index sorted").doesNotContain("tableScan");
            } else {
                assertThat(plan.text())
                        .as(what)
                        .contains("Index")
                        .doesNotContain("Sort")
                        .doesNotContain("Seq Scan");
            }
        }
    }

    @OnEachEngine
    void everyListWalksAnIndexAndSortsNothing(Database plain) {
        ExplainedDatabase database = filled(plain);
        List<Filter> filters = List.of(
                Filter.none(),
                Filter.none().status(Status.QUEUED),
                Filter.none().kind("x"),
                Filter.none().target("x"),
                Filter.none().requestedBy(SOMEBODY),
                Filter.none().status(Status.QUEUED).kind("x").target("x").requestedBy(SOMEBODY));
        List<SpaceScope> scopes = List.of(
                new SpaceScope.Everywhere(),
                new SpaceScope.Within(Set.of(SHOP)),
                new SpaceScope.Within(Set.of(SHOP, LAB)));
        for (Filter filter : filters) {
            for (SpaceScope scope : scopes) {
                database.read(sql -> EntryTable.list(sql, EntryTable.query(scope, filter, 50, null)));
                assertWalked(filter + " | " + scope, database);
                database.read(sql -> EntryTable.list(sql, EntryTable.query(scope, filter, 50, MIDDLE)));
                assertWalked(filter + " | " + scope + " | after", database);
            }
        }
    }

    @OnEachEngine
    void theLogOfAnOperationWalksAnIndex(Database plain) {
        ExplainedDatabase database = filled(plain);
        database.read(sql -> LogTable.after(sql, SOMEBODY, 3000, 50));
        assertWalked("log", database);
    }
}

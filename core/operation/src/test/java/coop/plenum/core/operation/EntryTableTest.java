package coop.plenum.core.operation;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.operation.Operation.Status;
import coop.plenum.api.operation.OperationService.Filter;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.JdbcDatabase;
import coop.plenum.core.store.TestDatabases;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryTableTest {
    /** H2 sorts every match unless the order names all columns of an index. */
    @Test
    void everyListWalksAnIndexAndSortsNothing(@TempDir Path folder) {
        UUID somebody = new UUID(0, 1);
        List<Filter> filters = List.of(
                Filter.none(),
                Filter.none().status(Status.QUEUED),
                Filter.none().kind("x"),
                Filter.none().target("x"),
                Filter.none().requestedBy(somebody),
                Filter.none().status(Status.QUEUED).kind("x").target("x").requestedBy(somebody));
        try (JdbcDatabase database = TestDatabases.h2(folder)) {
            database.migrate("operation", Schema.MIGRATIONS);
            for (Filter filter : filters) {
                EntryTable.Query query = EntryTable.query(new SpaceScope.Everywhere(), filter, 50, Ids.next());
                String plan = database.read(
                                sql -> sql.one("EXPLAIN " + query.text(), row -> row.text(1), query.arguments()))
                        .orElseThrow();
                assertThat(plan).as(filter.toString()).contains("index sorted").doesNotContain("tableScan");
            }
        }
    }
}

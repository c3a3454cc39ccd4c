package coop.plenum.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

class JdbcDatabaseTest {
    private static final Migration TABLE =
            Migration.of(1, "A table", "CREATE TABLE t (id INTEGER PRIMARY KEY, name ${text})");

    @OnEachEngine
    void aUnitOfWorkIsCommittedAsAWhole(Database database) {
        database.migrate("test", List.of(TABLE));
        List<String> after = new ArrayList<>();
        database.write(sql -> {
            insert(database, 1);
            database.afterCommit(() -> after.add("committed"));
            assertThat(after).isEmpty();
            insert(database, 2);
            return "";
        });
        assertThat(after).containsExactly("committed");
        assertThat(ids(database)).containsExactly(1L, 2L);
    }

    @OnEachEngine
    void anyExceptionRollsTheWholeUnitBack(Database database) {
        database.migrate("test", List.of(TABLE));
        List<String> after = new ArrayList<>();
        assertThatThrownBy(() -> database.write(sql -> {
                    insert(database, 1);
                    database.afterCommit(() -> after.add("committed"));
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ids(database)).isEmpty();
        assertThat(after).isEmpty();
    }

    @OnEachEngine
    void aSwallowedFailureOfAPartRollsTheWholeBack(Database database) {
        database.migrate("test", List.of(TABLE));
        assertThatThrownBy(() -> database.write(sql -> {
                    insert(database, 1);
                    try {
                        insert(database, 1);
                    } catch (PlenumException e) {
                        assertThat(e.code()).isEqualTo("duplicate-key");
                    }
                    return "";
                }))
                .isInstanceOf(PlenumException.class);
        assertThat(ids(database)).isEmpty();
    }

    @OnEachEngine
    void aDetachedUnitSurvivesARollBack(Database database) {
        database.migrate("test", List.of(TABLE));
        assertThatThrownBy(() -> database.write(sql -> {
                    insert(database, 1);
                    database.writeDetached(other -> other.update("INSERT INTO t VALUES (?, ?)", 2, "kept"));
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ids(database)).containsExactly(2L);
    }

    @OnEachEngine
    void aModuleHasSeveralCallsTakeEffectTogetherOrNotAtAll(Database database) {
        database.migrate("test", List.of(TABLE));
        DatabaseUnitOfWork unit = new DatabaseUnitOfWork(database);
        assertThatThrownBy(() -> unit.together(() -> {
                    insert(database, 1);
                    insert(database, 2);
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ids(database)).isEmpty();

        unit.together(() -> {
            insert(database, 1);
            insert(database, 2);
            return "";
        });
        assertThat(ids(database)).containsExactly(1L, 2L);
    }

    @OnEachEngine
    void aReadLooksAgainWhenItsTableHasGoneMeanwhile(Database database) {
        database.migrate("test", List.of(TABLE));
        insert(database, 1);
        Deque<String> known = new ArrayDeque<>(List.of("gone", "gone", "t"));
        assertThat(database.<List<Long>>read(
                        sql -> sql.query("SELECT id FROM " + known.removeFirst(), row -> row.number(1))))
                .containsExactly(1L);
        known.addAll(List.of("gone", "t"));
        assertThat(database.<Integer>write(sql -> sql.update("DELETE FROM " + known.removeFirst())))
                .isEqualTo(1);
    }

    @OnEachEngine
    void aTableThatIsNeverThereIsADefect(Database database) {
        assertThatThrownBy(() -> database.read(sql -> sql.query("SELECT id FROM gone", row -> row.number(1))))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("database-failure"));
    }

    private static void insert(Database database, int id) {
        database.write(sql -> sql.update("INSERT INTO t VALUES (?, ?)", id, "x"));
    }

    private static List<Long> ids(Database database) {
        return database.read(sql -> sql.query("SELECT id FROM t ORDER BY id", row -> row.number(1)));
    }
}

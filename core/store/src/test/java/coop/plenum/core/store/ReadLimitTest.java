package coop.plenum.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.PlenumException;
import java.time.Duration;
import java.util.List;

class ReadLimitTest {
    private static final Migration NUMBERS =
            Migration.of(1, "Numbers", "CREATE TABLE numbers (n INTEGER PRIMARY KEY, name ${text})");
    /** Takes minutes. */
    private static final String ENDLESS =
            "SELECT COUNT(*) FROM numbers a, numbers b, numbers c WHERE a.name || b.name || c.name LIKE '%x%y%z%'";

    private static void prepare(Database database) {
        database.migrate("test", List.of(NUMBERS));
        database.write(sql -> {
            for (int i = 0; i < 2_000; i++) {
                sql.update("INSERT INTO numbers VALUES (?, ?)", i, "some number " + i);
            }
            return "";
        });
    }

    private static long count(Database database, String statement) {
        return database.read(sql -> sql.one(statement, row -> row.number(1)).orElseThrow());
    }

    @OnEachEngine
    void aReadThatTakesTooLongIsEndedAndLeavesNothingBehind(Database database) {
        prepare(database);
        long begin = System.nanoTime();
        Database.ReadLimit limit = database.limitReads(Duration.ofMillis(300));
        try {
            for (int i = 0; i < 3; i++) {
                PlenumException ended = catchThrowableOfType(PlenumException.class, () -> count(database, ENDLESS));
                assertThat(ended.code()).isEqualTo("query-too-long");
                assertThat(ended.category()).isEqualTo(PlenumException.Category.INVALID);
                assertThat(count(database, "SELECT COUNT(*) FROM numbers")).isEqualTo(2_000);
            }
        } finally {
            limit.close();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
        for (int i = 0; i < 50; i++) {
            assertThat(count(database, "SELECT COUNT(*) FROM numbers")).isEqualTo(2_000);
        }
    }

    @OnEachEngine
    void otherReadsAndChangesTakeTheirTime(Database database) {
        prepare(database);
        String slow = "SELECT COUNT(*) FROM numbers a, numbers b WHERE a.name || b.name LIKE '%x%y%z%'";
        Database.ReadLimit limit = database.limitReads(Duration.ofMillis(1));
        try {
            assertThat(database.<Long>write(sql -> count(database, slow))).isZero();
        } finally {
            limit.close();
        }
        assertThat(count(database, slow)).isZero();
    }
}

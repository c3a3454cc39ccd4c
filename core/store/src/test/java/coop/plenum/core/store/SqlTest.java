package coop.plenum.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

class SqlTest {
    private enum Colour {
        RED
    }

    private static final Migration TABLE = Migration.of(
            1,
            "A table of all types",
            "CREATE TABLE t (id ${uuid} PRIMARY KEY, a ${text}, b BIGINT, c INTEGER, d BOOLEAN, e NUMERIC(20, 5),"
                    + " f ${timestamp}, g ${bytes})");
    private static final String INSERT = "INSERT INTO t (id, a, b, c, d, e, f, g) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    @OnEachEngine
    void everyTypeComesBackAsItWent(Database database) {
        database.migrate("test", List.of(TABLE));
        UUID id = Ids.next();
        database.write(sql -> sql.update(
                INSERT,
                id,
                "ä€😀",
                Long.MAX_VALUE,
                7,
                true,
                new BigDecimal("12.5"),
                Instant.parse("2026-11-22T12:00:00.123456789Z"),
                new byte[] {0, 1, -1}));
        database.read(sql -> sql.one("SELECT id, a, b, c, d, e, f, g FROM t", row -> {
            assertThat(row.uuid(1)).isEqualTo(id);
            assertThat(row.text(2)).isEqualTo("ä€😀");
            assertThat(row.number(3)).isEqualTo(Long.MAX_VALUE);
            assertThat(row.integer(4)).isEqualTo(7);
            assertThat(row.flag(5)).isTrue();
            assertThat(row.decimalOrNull(6)).isEqualByComparingTo("12.5");
            assertThat(row.instant(7)).isEqualTo("2026-11-22T12:00:00.123456Z");
            assertThat(row.bytes(8)).containsExactly(0, 1, -1);
            return id;
        }));
    }

    @OnEachEngine
    void nullAndEmptyOptionalsAreNullOfEveryType(Database database) {
        database.migrate("test", List.of(TABLE));
        database.write(sql ->
                sql.update(INSERT, Ids.next(), null, Optional.empty(), null, null, null, null, Optional.empty()));
        database.read(sql -> sql.one("SELECT id, a, b, c, d, e, f, g FROM t", row -> {
            assertThat(row.optionalText(2)).isEmpty();
            assertThat(row.numberOrNull(3)).isNull();
            assertThat(row.flagOrNull(5)).isNull();
            assertThat(row.decimalOrNull(6)).isNull();
            assertThat(row.optionalInstant(7)).isEmpty();
            return "";
        }));
    }

    @OnEachEngine
    void enumsAndOptionalsAreBoundByWhatTheyStandFor(Database database) {
        Optional<String> bound = database.read(sql -> sql.one(
                "SELECT CAST(? AS VARCHAR), CAST(? AS BIGINT)",
                row -> row.text(1) + row.number(2),
                Colour.RED,
                Optional.of(5L)));
        assertThat(bound).contains("RED5");
    }

    @OnEachEngine
    void aTextThatOneEngineCouldNotStoreIsRefusedOnBoth(Database database) {
        database.migrate("test", List.of(TABLE));
        for (String text : List.of("a\0b", "\ud83d")) {
            assertThatThrownBy(() -> database.write(
                            sql -> sql.update(INSERT, Ids.next(), text, null, null, null, null, null, null)))
                    .isInstanceOfSatisfying(
                            PlenumException.class, e -> assertThat(e.code()).isEqualTo("invalid-text"));
        }
    }

    @OnEachEngine
    void aBatchInsertsAllRowsAndTellsWhatWentWrong(Database database) {
        database.migrate("test", List.of(TABLE));
        UUID twice = Ids.next();
        Object[] row = {twice, "x", 1L, 1, true, null, null, null};
        Object[] other = {Ids.next(), "x", 1L, 1, true, null, null, null};
        assertThatThrownBy(() -> database.write(sql -> sql.batch(INSERT, List.of(row, row))))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("duplicate-key"));
        database.write(sql -> sql.batch(INSERT, List.of(row, other)));
        List<String> found = database.read(sql -> sql.query("SELECT a FROM t", one -> one.text(1)));
        assertThat(found).hasSize(2);
    }

    @OnEachEngine
    void anUpsertInsertsOrUpdates(Database database) {
        database.migrate(
                "test",
                List.of(Migration.of(
                        1, "A table", "CREATE TABLE u (k INTEGER, l INTEGER, v VARCHAR(9), PRIMARY KEY (k, l))")));
        String upsert = database.dialect().upsert("u", List.of("k", "l"), List.of("k", "l", "v"));
        String keysOnly = database.dialect().upsert("u", List.of("k", "l"), List.of("k", "l"));
        database.write(
                sql -> sql.update(upsert, 1, 1, "a") + sql.update(upsert, 1, 1, "b") + sql.update(keysOnly, 1, 1));
        List<String> values = database.read(sql -> sql.query("SELECT v FROM u", row -> row.text(1)));
        assertThat(values).containsExactly("b");
    }

    @OnEachEngine
    void whatDoesNotFitIsTheCallersFault(Database database) {
        database.migrate("test", List.of(TABLE));
        assertThatThrownBy(() -> database.write(
                        sql -> sql.update("INSERT INTO t (id, e) VALUES (?, ?)", Ids.next(), new BigDecimal("1e30"))))
                .isInstanceOfSatisfying(
                        PlenumException.class,
                        e -> assertThat(e.category()).isEqualTo(PlenumException.Category.INVALID));
    }
}

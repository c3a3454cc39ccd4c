package coop.plenum.core.module.state;

import coop.plenum.core.store.Database;
import coop.plenum.core.store.Json;
import coop.plenum.core.store.Row;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The wanted modules, one row each. */
public final class ModuleTable {
    private static final List<String> COLUMNS = List.of(
            "name",
            "version",
            "digest",
            "enabled",
            "quarantine",
            "installed_at",
            "changed_at",
            "signer",
            "previous_digest",
            "descriptor");

    private final Database database;

    public ModuleTable(Database database) {
        this.database = database;
    }

    /** All rows by name, in order of the names. */
    public Map<String, ModuleRow> all() {
        Map<String, ModuleRow> rows = new LinkedHashMap<>();
        String select = "SELECT " + String.join(", ", COLUMNS) + " FROM module_state ORDER BY name";
        database.read(sql -> sql.query(select, ModuleTable::row)).forEach(row -> rows.put(row.name(), row));
        return rows;
    }

    public void put(ModuleRow row) {
        database.write(sql -> sql.update(
                sql.dialect().upsert("module_state", List.of("name"), COLUMNS),
                row.name(),
                row.version(),
                row.digest(),
                row.enabled(),
                row.quarantine(),
                row.installedAt(),
                row.changedAt(),
                row.signer(),
                row.previousDigest(),
                Json.write(row.descriptor().toValues())));
    }

    public void remove(String name) {
        database.write(sql -> sql.update("DELETE FROM module_state WHERE name = ?", name));
    }

    private static ModuleRow row(Row row) throws SQLException {
        return new ModuleRow(
                row.text(1),
                row.text(2),
                row.text(3),
                row.flag(4),
                row.optionalText(5),
                row.instant(6),
                row.instant(7),
                row.text(8),
                row.optionalText(9),
                ModuleDescriptor.from(row.text(1), Json.read(row.text(10))));
    }
}

package coop.plenum.core.module.state;

import coop.plenum.core.store.Database;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which of the modules that come with the distribution are still to be installed. Decided once in a site's life and then
 * only shortened: what somebody removes later does not come back.
 */
public final class FirstStart {
    private static final String SEPARATOR = ",";
    private static final int ONLY = 1;

    private final Database database;

    public FirstStart(Database database) {
        this.database = database;
    }

    /**
     * What is still to be installed, in this order. The first call ever decides: all of them on a site that has never had
     * a module, none on any other.
     */
    public List<String> pending(List<String> distributed) {
        return decided().orElseGet(() -> decide(distributed));
    }

    private Optional<List<String>> decided() {
        return database
                .read(sql -> sql.query("SELECT pending FROM module_first_start WHERE id = ?", row -> row.text(1), ONLY))
                .stream()
                .findFirst()
                .map(FirstStart::split);
    }

    private List<String> decide(List<String> distributed) {
        return database.write(sql -> {
            boolean fresh = sql.query("SELECT id FROM module_journal", row -> row.uuid(1))
                            .isEmpty()
                    && sql.query("SELECT name FROM module_state", row -> row.text(1))
                            .isEmpty();
            List<String> pending = fresh ? distributed : List.of();
            sql.update(
                    "INSERT INTO module_first_start (id, pending) VALUES (?, ?)",
                    ONLY,
                    String.join(SEPARATOR, pending));
            return pending;
        });
    }

    /** This one need not be looked at again. */
    public void settle(String module) {
        List<String> rest = new ArrayList<>(decided().orElse(List.of()));
        rest.remove(module);
        database.write(sql -> sql.update(
                "UPDATE module_first_start SET pending = ? WHERE id = ?", String.join(SEPARATOR, rest), ONLY));
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.split(SEPARATOR, -1))
                .filter(name -> !name.isBlank())
                .toList();
    }
}

package coop.plenum.aws.rds;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a new database must say, and what does not go together. */
final class DatabaseRules {
    /** What a snapshot brings along. */
    private static final List<String> OF_SNAPSHOTS = List.of(
            "engine", "engineVersion", "size", "adminUser", Password.FIELD, "databaseName", "encrypted", "backupDays");

    private final Values wanted;
    private final List<Violation> problems = new ArrayList<>();

    DatabaseRules(Values wanted) {
        this.wanted = wanted;
    }

    static String name(Change change) {
        return change.after()
                .text("name")
                .filter(name -> !name.isBlank())
                .orElse(change.ref().title());
    }

    /** @param wrongName what is wrong with the name */
    List<Violation> broken(Optional<String> wrongName) {
        wrongName.ifPresent(message -> problems.add(new Violation("/name", "invalid-name", message)));
        if (wanted.has("snapshot")) {
            for (String field : OF_SNAPSHOTS) {
                if (wanted.has(field)) {
                    add(field, "of-snapshot", "This comes from the snapshot; change it once the database is there.");
                }
            }
        } else {
            needed("engine", "Say which engine, such as postgres, or give a snapshot to begin with.");
            needed("size", "Say how large the database is to be.");
            needed("adminUser", "Say what the administrator of the database is called.");
        }
        if (wanted.flag("multiAz").orElse(false) && wanted.has("availabilityZone")) {
            add("availabilityZone", "two-zones", "A database in several zones is put by AWS; leave the zone empty.");
        }
        return problems;
    }

    private void needed(String field, String message) {
        if (!wanted.has(field)) {
            add(field, "needed", message);
        }
    }

    private void add(String field, String code, String message) {
        problems.add(new Violation("/" + field, code, message));
    }
}

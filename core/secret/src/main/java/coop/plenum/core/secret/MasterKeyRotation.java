package coop.plenum.core.secret;

import coop.plenum.core.store.Database;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Wraps every data key with a new master key, some at a time, while secrets are read and stored. One that was cut short
 * goes on where it stopped; an old key is forgotten with the rotation after the one that replaced it.
 */
final class MasterKeyRotation {
    private static final int BATCH = 100;

    private final Database database;
    private final MasterKeys keys;
    private final Envelope envelope;

    MasterKeyRotation(Database database, MasterKeys keys, Envelope envelope) {
        this.database = database;
        this.keys = keys;
        this.envelope = envelope;
    }

    /** @param masterKey the id of the key that now wraps all */
    record Result(String masterKey, int rewrapped) {}

    synchronized Result run() {
        MasterKey newest = target();
        int rewrapped = 0;
        for (int some = rewrapSome(newest); some > 0; some = rewrapSome(newest)) {
            rewrapped += some;
        }
        keys.retire(used());
        return new Result(newest.id(), rewrapped);
    }

    /** The key of a rotation that was cut short, else a new one. */
    private MasterKey target() {
        List<MasterKey> known = keys.all();
        if (known.isEmpty()) {
            return keys.create();
        }
        MasterKey newest = known.get(0);
        boolean unfinished =
                database.read(sql -> !Sealed.notUnder(sql, newest.id(), 1).isEmpty());
        return unfinished && known.size() > 1 ? newest : keys.renew().orElse(newest);
    }

    private Set<String> used() {
        return Set.copyOf(
                database.read(sql -> sql.query("SELECT DISTINCT master_key FROM secret_version", row -> row.text(1))));
    }

    private int rewrapSome(MasterKey newest) {
        return database.write(sql -> {
            List<Sealed> some = Sealed.notUnder(sql, newest.id(), BATCH);
            rewrap(sql, some, newest);
            return some.size();
        });
    }

    private void rewrap(Sql sql, List<Sealed> some, MasterKey newest) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Sealed sealed : some) {
            Sealed rewrapped = envelope.rewrap(sealed, newest);
            rows.add(new Object[] {
                rewrapped.masterKey(), rewrapped.wrappedKey(), sealed.id(), sealed.version(), sealed.masterKey()
            });
        }
        sql.batch(
                "UPDATE secret_version SET master_key = ?, wrapped_key = ?"
                        + " WHERE secret_id = ? AND version = ? AND master_key = ?",
                rows);
    }
}

package coop.plenum.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Stores what has been committed in an embedded H2, in a version that is whole.
 *
 * <p>H2 takes the roots of its tables one after the other while transactions go on. A transaction that begins and commits
 * in between is in the stored version with some of its tables and not with others; seen with 2.5.252 in one of a hundred
 * kills. Here a version is stored in a moment without writes and carries its own number, which {@link H2Recovery} goes
 * back to. The store is spoken to directly: in SQL there are no words for it.
 */
final class H2Checkpoint {
    private static final String MARKS = "plenum.checkpoint";
    private static final String VERSION = "version";
    /** Only checkpoints store, and versions that grew too large for memory. */
    private static final int NO_STORE_AT_COMMIT = -1;
    /** How many of the latter may follow a checkpoint before its space is used again. */
    private static final int VERSIONS = 16;

    private H2Checkpoint() {}

    /** To be done once when a database has been opened, by its first connection. */
    static void prepare(Connection connection) throws SQLException {
        MVStore store = H2Session.of(connection).store();
        store.setAutoCommitDelay(NO_STORE_AT_COMMIT);
        store.setVersionsToKeep(VERSIONS);
    }

    /** Returns when all that was committed before is on disk. */
    static void run(Connection connection, WriteGate gate) throws SQLException {
        MVStore store = H2Session.of(connection).store();
        try {
            gate.whenQuiet(() -> mark(store));
            store.sync();
        } catch (MVStoreException e) {
            throw new SQLException("The checkpoint failed: " + e.getMessage(), "58030", e);
        }
    }

    static void mark(MVStore store) {
        Map<String, Long> marks = store.openMap(MARKS);
        long next;
        long stored;
        do {
            next = store.getCurrentVersion() + 1;
            marks.put(VERSION, next);
            stored = store.commit();
            if (stored < 0) {
                throw new IllegalStateException("The database is closed.");
            }
        } while (stored != next);
    }

    /** The version of the last checkpoint; the current one where there has never been one. */
    static long marked(MVStore store) {
        if (!store.hasMap(MARKS)) {
            return store.getCurrentVersion();
        }
        Map<String, Long> marks = store.openMap(MARKS);
        return marks.getOrDefault(VERSION, store.getCurrentVersion());
    }
}

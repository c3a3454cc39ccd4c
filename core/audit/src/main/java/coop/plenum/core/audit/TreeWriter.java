package coop.plenum.core.audit;

import coop.plenum.core.audit.tlog.Checkpoint;
import coop.plenum.core.audit.tlog.MerkleTree;
import coop.plenum.core.audit.tlog.Rfc6962;
import coop.plenum.core.audit.tlog.SignedNote;
import coop.plenum.core.audit.tlog.SigningKey;
import coop.plenum.core.audit.tlog.Tile;
import coop.plenum.core.audit.tlog.TiledHashes;
import coop.plenum.core.audit.tlog.TreeEdge;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Grows the tree: moves pending rows to entries, their hashes to tiles, and signs the new checkpoint, all in one unit of
 * work under the lock of the state's row. What it signs continues what was signed last, by this process (whose edge of
 * the tree stays in memory), by another (whose checkpoint's signature is verified), and by the copy outside the
 * database; otherwise it refuses. Used by one thread.
 */
final class TreeWriter implements Sequencer.Step {
    private static final Logger LOG = LoggerFactory.getLogger(TreeWriter.class);

    private final Database database;
    private final LogFolder folder;
    private final StoredTiles tiles;
    private final UUID process = UUID.randomUUID();
    private @Nullable Head head;

    TreeWriter(Database database, LogFolder folder) {
        this.database = database;
        this.folder = folder;
        this.tiles = new StoredTiles(database);
    }

    /** Where the tree ends. */
    private record Head(TreeEdge edge, String checkpoint, long token) {}

    /** What a unit of work has done, once it is committed. */
    private record Advance(Head head, int entries) {}

    /** @throws LogRefusal when the database is not the one that was signed last */
    void check() {
        LogState state = database.read(LogState::read);
        checkKey(state);
        checkCopy(state.size());
    }

    @Override
    public int run() {
        if (!database.read(Pending::any)) {
            return 0;
        }
        Optional<Advance> advance = database.write(this::advance);
        advance.map(Advance::head).ifPresent(this::keep);
        return advance.map(Advance::entries).orElse(0);
    }

    private void keep(Head next) {
        head = next;
        try {
            folder.keep(next.checkpoint());
        } catch (IOException e) {
            // Not fatal: an older copy proves less, the next checkpoint brings the next attempt.
            LOG.warn("The copy of the audit log's checkpoint in {} could not be written.", folder, e);
        }
    }

    private Optional<Advance> advance(Sql sql) throws SQLException {
        LogState state = LogState.lock(sql);
        List<Pending> rows = Pending.oldest(sql, Sequencer.BATCH);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Head current = current(state);
        TreeEdge edge = current.edge().copy();
        rows.forEach(row -> edge.append(Rfc6962.leafHash(row.leaf())));
        Pending.move(sql, rows, state.size());
        List<Tile> changed = new ArrayList<>(edge.takeFull());
        changed.addAll(edge.takePartial());
        StoredTiles.write(sql, changed);
        SigningKey key = folder.signingKey();
        Checkpoint checkpoint = new Checkpoint(key.verifier().name(), edge.size(), edge.root());
        Head next = new Head(edge, SignedNote.sign(checkpoint.text(), key), current.token());
        save(sql, state, next, key);
        return Optional.of(new Advance(next, rows.size()));
    }

    private void save(Sql sql, LogState before, Head next, SigningKey key) throws SQLException {
        int saved = sql.update(
                "UPDATE audit_state SET verifier_key = ?, tree_size = ?, checkpoint = ?, holder = ?, token = ?"
                        + " WHERE id = 1 AND token = ? AND tree_size = ?",
                key.verifier().toString(),
                next.edge().size(),
                next.checkpoint(),
                process,
                next.token(),
                before.token(),
                before.size());
        if (saved != 1) {
            throw new IllegalStateException("Another sequencer has signed in the meantime.");
        }
    }

    private Head current(LogState state) {
        Head mine = head;
        boolean held = mine != null
                && state.holder().equals(Optional.of(process))
                && state.token() == mine.token()
                && state.size() == mine.edge().size();
        if (!held) {
            return takeOver(state);
        }
        if (!state.checkpoint().equals(Optional.of(mine.checkpoint()))) {
            throw new LogRefusal("the checkpoint in the database is not the one this server signed. Restore the"
                    + " database from a backup that is not older than the copy in " + folder + ".");
        }
        return mine;
    }

    private Head takeOver(LogState state) {
        checkKey(state);
        checkCopy(state.size());
        TreeEdge edge = read(() -> TreeEdge.load(state.size(), tiles));
        state.checkpoint().ifPresent(note -> checkSigned(note, edge));
        if (state.checkpoint().isEmpty() && state.size() > 0) {
            throw new LogRefusal("the database holds entries but no checkpoint. Restore it from your last backup.");
        }
        return new Head(edge, state.checkpoint().orElse(""), state.token() + 1);
    }

    private void checkSigned(String note, TreeEdge edge) {
        Checkpoint signed;
        try {
            signed = Checkpoint.open(note, folder.signingKey().verifier());
        } catch (IllegalArgumentException e) {
            throw new LogRefusal(
                    "the database's checkpoint was not signed with this log's key. Restore your last backup.", e);
        }
        if (signed.size() != edge.size() || !Arrays.equals(signed.root(), edge.root())) {
            throw new LogRefusal("the hashes in the database do not add up to the checkpoint that was signed for "
                    + signed.size() + " entries. Restore the database from your last backup.");
        }
    }

    private void checkKey(LogState state) {
        Optional<String> expected = state.verifierKey();
        if (expected.isPresent() && !folder.verifierKey().equals(expected)) {
            throw new LogRefusal("the log in the database was signed with the key " + expected.get()
                    + ", which is not the one in " + folder + ". Put back signing.key from your last backup.");
        }
    }

    /** The database must contain the tree of the checkpoint that is kept outside it. */
    private void checkCopy(long size) {
        Optional<Checkpoint> copy = folder.checkpoint();
        if (copy.isEmpty() || copy.get().size() == 0) {
            return;
        }
        if (copy.get().size() > size) {
            throw new LogRefusal(
                    "the database holds " + size + " entries, but " + copy.get().size()
                            + " have been signed: it was restored from an older backup, or cut. Restore a newer one. The copy"
                            + " of the last checkpoint is in " + folder + ".");
        }
        byte[] root = read(() ->
                new MerkleTree(new TiledHashes(size, tiles)).root(copy.get().size()));
        if (!Arrays.equals(root, copy.get().root())) {
            throw new LogRefusal("the first " + copy.get().size() + " entries in the database are not the ones that"
                    + " have been signed. Restore the database to which the checkpoint in " + folder + " belongs.");
        }
    }

    private static <T> T read(Supplier<T> tree) {
        try {
            return tree.get();
        } catch (NoSuchElementException e) {
            throw new LogRefusal("a part of the tree is missing in the database. Restore it from your last backup.", e);
        }
    }
}

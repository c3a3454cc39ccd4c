package coop.plenum.core.audit;

import coop.plenum.core.audit.tlog.EntryBundle;
import coop.plenum.core.audit.tlog.Rfc6962;
import coop.plenum.core.audit.tlog.Tile;
import coop.plenum.core.audit.tlog.TilePath;
import coop.plenum.core.audit.tlog.TileSource;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tiles and entries in the database. A partial tile is a prefix of the row, which only grows. */
final class StoredTiles implements TileSource {
    private final Database database;

    StoredTiles(Database database) {
        this.database = database;
    }

    @Override
    public Optional<byte[]> read(TilePath path) {
        return database.read(sql -> path.isEntries() ? bundle(sql, path) : tile(sql, path));
    }

    static void write(Sql sql, List<Tile> tiles) throws SQLException {
        String upsert = sql.dialect()
                .upsert(
                        "audit_tile",
                        List.of("tile_level", "tile_index"),
                        List.of("tile_level", "tile_index", "hashes"));
        for (Tile tile : tiles) {
            sql.update(upsert, tile.level(), tile.index(), tile.hashes());
        }
    }

    private static Optional<byte[]> tile(Sql sql, TilePath path) throws SQLException {
        int length = path.width() * Rfc6962.HASH_LENGTH;
        return sql.one(
                        "SELECT hashes FROM audit_tile WHERE tile_level = ? AND tile_index = ?",
                        row -> row.bytes(1),
                        path.level(),
                        path.index())
                .filter(hashes -> hashes.length >= length)
                .map(hashes -> Arrays.copyOf(hashes, length));
    }

    private static Optional<byte[]> bundle(Sql sql, TilePath path) throws SQLException {
        long first = path.index() * TilePath.FULL_WIDTH;
        List<byte[]> leaves = sql.query(
                "SELECT leaf FROM audit_entry WHERE entry_index >= ? AND entry_index < ? ORDER BY entry_index",
                row -> row.bytes(1),
                first,
                first + path.width());
        return leaves.size() == path.width() ? Optional.of(EntryBundle.encode(leaves)) : Optional.empty();
    }
}

package coop.plenum.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the newest state in the file of a database that was not closed.
 *
 * <p>H2 writes its file header from the chunk before the one it has just written. Where the newest chunk was put into free
 * space, header and chain do not lead to it, and an ordinary opening falls back to an older state: acknowledged commits
 * are gone (seen with 2.5.252 in one of ten kills). The recovery mode of its store looks at the whole file instead, and
 * closing it leaves a header that is right.
 */
final class H2Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(H2Recovery.class);
    private static final int HEADER = 4096;

    private H2Recovery() {}

    /** Does nothing where the file is missing or was closed; leaves errors for the opening that follows to name. */
    static void run(Path file) {
        try {
            if (!Files.exists(file) || wasClosed(file)) {
                return;
            }
            MVStore store = new MVStore.Builder()
                    .fileName(file.toString())
                    .autoCommitDisabled()
                    .recoveryMode()
                    .open();
            try {
                goBack(store);
                store.close();
            } catch (MVStoreException e) {
                // The opening that follows needs the file's lock.
                store.closeImmediately();
                throw e;
            }
        } catch (MVStoreException | IOException e) {
            LOG.warn("The last checkpoint in {} could not be looked for.", file, e);
        }
    }

    /** Versions behind the last checkpoint hold nothing that was acknowledged, and perhaps halves of transactions. */
    private static void goBack(MVStore store) {
        long newest = store.getCurrentVersion();
        long marked = H2Checkpoint.marked(store);
        LOG.info("The database was not closed the last time; found version {}, and checkpoint {}.", newest, marked);
        if (marked >= newest) {
            return;
        }
        if (!store.getFileStore().isKnownVersion(marked)) {
            LOG.warn("Its last checkpoint, version {}, is not in the file any more.", marked);
            return;
        }
        store.rollbackTo(marked);
        // What was gone back from stays in the file until its space is used again: it must never be the newest there.
        while (store.getCurrentVersion() <= newest) {
            H2Checkpoint.mark(store);
        }
    }

    private static boolean wasClosed(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String header = new String(in.readNBytes(HEADER), StandardCharsets.ISO_8859_1);
            return header.contains(",clean:1,");
        }
    }
}

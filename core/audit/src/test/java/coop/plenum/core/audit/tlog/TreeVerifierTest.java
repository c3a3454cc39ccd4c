package coop.plenum.core.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.core.audit.tlog.TreeVerifier.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TreeVerifierTest {
    private final List<byte[]> leaves = new ArrayList<>(NaiveTree.leaves(1000));
    private final MemoryTiles log = new MemoryTiles(leaves);
    private final Checkpoint signed = log.checkpoint();

    private List<Finding> verify() {
        return new TreeVerifier(log).verify(signed);
    }

    @Test
    void aSoundLogHasNoFindings() {
        assertThat(verify()).isEmpty();
        assertThat(new TreeVerifier(new MemoryTiles(List.of())).verify(new Checkpoint("o", 0, Rfc6962.emptyRoot())))
                .isEmpty();
    }

    @Test
    void aChangedEntryIsFoundByItsNumber() {
        leaves.set(700, new byte[] {1});

        assertThat(verify()).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.TAMPERED);
            assertThat(finding.message()).contains("Entry 700 ");
        });
    }

    @Test
    void twoEntriesSwappedAreFound() {
        byte[] first = leaves.get(3);
        leaves.set(3, leaves.get(4));
        leaves.set(4, first);

        assertThat(verify()).extracting(Finding::message).anyMatch(text -> text.contains("Entry 3 "));
    }

    @Test
    void anEntryChangedTogetherWithItsHashIsFound() {
        leaves.set(5, new byte[] {1});
        MemoryTiles forged = new MemoryTiles(leaves);

        assertThat(new TreeVerifier(forged).verify(signed))
                .extracting(Finding::message)
                .containsExactly("The entries do not add up to the root that was signed for 1000 of them.");
    }

    @Test
    void aChangedTileIsFound() {
        byte[] tile = log.tiles.get("1/0");
        tile[40] ^= 1;

        assertThat(verify())
                .extracting(Finding::message)
                .containsExactly("tile/1/000.p/3 does not follow from the entries.");
    }

    @Test
    void whatIsMissingIsNotCalledTampered() {
        leaves.remove(999);

        assertThat(verify()).containsExactly(new Finding(Finding.Kind.MISSING, "tile/entries/003.p/232 is missing."));
    }

    @Test
    void aBundleThatIsCutIsFound() {
        TileSource cut =
                path -> log.read(path).map(bytes -> path.isEntries() ? Arrays.copyOf(bytes, bytes.length - 1) : bytes);
        TileSource empty = path -> path.isEntries() ? Optional.of(new byte[0]) : log.read(path);

        assertThat(new TreeVerifier(cut).verify(signed))
                .extracting(Finding::message)
                .containsExactly("tile/entries/000 is no bundle of entries: The bundle ends within a leaf.");
        assertThat(new TreeVerifier(empty).verify(signed))
                .extracting(Finding::message)
                .containsExactly("tile/entries/000 holds 0 entries.");
    }
}

package coop.plenum.core.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MerkleTreeTest {
    private static final int MOST = 1500;
    private static final List<byte[]> LEAVES = NaiveTree.leaves(MOST);
    private static final MemoryTiles LOG = new MemoryTiles(LEAVES);

    @Property
    void anEntryIsProvenInTheTreeOfAnySizeThatHoldsIt(
            @ForAll @IntRange(min = 1, max = MOST) int size, @ForAll @IntRange(max = MOST - 1) int any) {
        int index = any % size;
        List<byte[]> proof = LOG.tree().inclusion(index, size);
        byte[] root = NaiveTree.root(LEAVES.subList(0, size));

        assertThat(proof).containsExactlyElementsOf(NaiveTree.path(index, LEAVES.subList(0, size)));
        assertThat(Proofs.includes(index, size, Rfc6962.leafHash(LEAVES.get(index)), proof, root))
                .isTrue();
    }

    @Property
    void anOlderTreeIsProvenToBeAPrefix(
            @ForAll @IntRange(max = MOST) int one, @ForAll @IntRange(max = MOST) int other) {
        int from = Math.min(one, other);
        int to = Math.max(one, other);
        List<byte[]> proof = LOG.tree().consistency(from, to);
        byte[] fromRoot = NaiveTree.root(LEAVES.subList(0, from));
        byte[] toRoot = NaiveTree.root(LEAVES.subList(0, to));

        if (from > 0) {
            assertThat(proof).containsExactlyElementsOf(NaiveTree.proof(from, LEAVES.subList(0, to)));
        }
        assertThat(Proofs.consistent(from, to, fromRoot, toRoot, proof)).isTrue();
    }

    @Property
    void aProofWithAnyHashChangedLeftOutOrAddedProvesNothing(
            @ForAll @IntRange(min = 2, max = MOST) int size,
            @ForAll @IntRange(max = MOST - 1) int any,
            @ForAll @IntRange(max = 20) int place) {
        int index = any % size;
        byte[] leaf = Rfc6962.leafHash(LEAVES.get(index));
        byte[] root = LOG.tree().root(size);
        List<byte[]> proof = LOG.tree().inclusion(index, size);
        int at = place % proof.size();

        List<byte[]> changed = new ArrayList<>(proof);
        changed.set(at, Rfc6962.leafHash(changed.get(at)));
        List<byte[]> shorter = new ArrayList<>(proof);
        shorter.remove(at);
        List<byte[]> longer = new ArrayList<>(proof);
        longer.add(at, leaf);
        assertThat(List.of(changed, shorter, longer))
                .noneMatch(forged -> Proofs.includes(index, size, leaf, forged, root));
        assertThat(Proofs.includes(index, size, Rfc6962.leafHash(leaf), proof, root))
                .isFalse();
    }

    @Property
    void aForkIsNotConsistent(
            @ForAll @IntRange(min = 1, max = MOST) int one, @ForAll @IntRange(min = 1, max = MOST) int other) {
        int from = Math.min(one, other);
        int to = Math.max(one, other);
        byte[] fork = Rfc6962.leafHash(LOG.tree().root(from));

        assertThat(Proofs.consistent(
                        from, to, fork, LOG.tree().root(to), LOG.tree().consistency(from, to)))
                .isFalse();
    }

    @Property
    void anEdgeLoadedFromTilesGrowsLikeTheOneThatWroteThem(
            @ForAll @IntRange(max = MOST - 1) int size, @ForAll @IntRange(max = 600) int more) {
        TreeEdge edge = TreeEdge.load(size, LOG);
        assertThat(edge.root()).isEqualTo(NaiveTree.root(LEAVES.subList(0, size)));

        int end = Math.min(MOST, size + more);
        LEAVES.subList(size, end).forEach(leaf -> edge.append(Rfc6962.leafHash(leaf)));
        assertThat(edge.root()).isEqualTo(NaiveTree.root(LEAVES.subList(0, end)));
        edge.takeFull()
                .forEach(tile -> assertThat(tile.hashes())
                        .isEqualTo(LOG.read(tile.path()).orElseThrow()));
    }

    @Example
    void threeLevelsOfTilesHoldAsManyHashesAsTheFormatSays() {
        MemoryTiles log = new MemoryTiles(NaiveTree.leaves(70_000));

        assertThat(log.tiles.keySet().stream().filter(key -> key.startsWith("0/")))
                .hasSize(274);
        assertThat(log.tiles.get("0/273")).hasSize(112 * 32);
        assertThat(log.tiles.get("1/0")).hasSize(256 * 32);
        assertThat(log.tiles.get("1/1")).hasSize(17 * 32);
        assertThat(log.tiles.get("2/0")).hasSize(32);
        assertThat(log.tree().root(70_000)).isEqualTo(log.edge.root());
        byte[] leaf = Rfc6962.leafHash("leaf 65536".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(Proofs.includes(65_536, 70_000, leaf, log.tree().inclusion(65_536, 70_000), log.edge.root()))
                .isTrue();
        assertThat(Proofs.consistent(
                        256,
                        70_000,
                        log.tree().root(256),
                        log.edge.root(),
                        log.tree().consistency(256, 70_000)))
                .isTrue();
    }

    @Example
    void whatIsNotInTheTreeCannotBeProven() {
        assertThatThrownBy(() -> LOG.tree().inclusion(5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LOG.tree().inclusion(-1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LOG.tree().consistency(6, 5)).isInstanceOf(IllegalArgumentException.class);
    }
}

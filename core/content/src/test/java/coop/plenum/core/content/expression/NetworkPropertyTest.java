package coop.plenum.core.content.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class NetworkPropertyTest {
    private static Network network(boolean six, int seed, int prefix) {
        int bits = six ? 128 : 32;
        int length = Math.min(prefix, bits);
        BigInteger number = BigInteger.valueOf(seed & 0x7fffffffL)
                .multiply(BigInteger.valueOf(0x9e3779b97f4aL))
                .mod(BigInteger.TWO.pow(bits));
        return new Network(number.shiftRight(bits - length).shiftLeft(bits - length), length, bits);
    }

    @Property
    void aNetworkReadsAsItIsWritten(@ForAll boolean six, @ForAll int seed, @ForAll @IntRange(max = 128) int prefix) {
        Network network = network(six, seed, prefix);
        assertThat(Network.parse(network.toString())).isEqualTo(network);
    }

    @Property
    void subnetsAreApartInsideAndFillTheNetwork(
            @ForAll boolean six,
            @ForAll int seed,
            @ForAll @IntRange(max = 120) int prefix,
            @ForAll @IntRange(max = 6) int more) {
        Network network = network(six, seed, Math.min(prefix, (six ? 128 : 32) - more));
        Set<String> seen = new HashSet<>();
        BigInteger end = network.first();
        for (long i = 0; i < 1L << more; i++) {
            Network part = network.subnet(more, i);
            assertThat(part.first()).isEqualTo(end);
            end = part.first().add(BigInteger.TWO.pow(part.bits() - part.prefix()));
            assertThat(seen.add(part.toString())).isTrue();
        }
        assertThat(end).isEqualTo(network.first().add(BigInteger.TWO.pow(network.bits() - network.prefix())));
        assertThat(catchThrowable(() -> network.subnet(more, 1L << more))).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void aNetworkContainsItsHostsAndItsPartsAndNotItsNeighbour(
            @ForAll boolean six, @ForAll int seed, @ForAll @IntRange(min = 1, max = 128) int prefix) {
        Network network = network(six, seed, prefix);
        assertThat(network.contains(network.host(0))).isTrue();
        assertThat(network.contains(network.host(-1))).isTrue();
        assertThat(network.contains(network.toString())).isTrue();
        Network sibling = new Network(
                network.first().flipBit(network.bits() - network.prefix()), network.prefix(), network.bits());
        assertThat(network.contains(sibling.host(0))).isFalse();
        assertThat(network.contains(sibling.host(-1))).isFalse();
        Network whole = new Network(BigInteger.ZERO, 0, network.bits());
        assertThat(whole.contains(network.toString())).isTrue();
        assertThat(network.contains(whole.toString())).isFalse();
    }

    @Property
    void hostsAreInsideOrRefusedInWords(
            @ForAll boolean six,
            @ForAll int seed,
            @ForAll @IntRange(max = 128) int prefix,
            @ForAll @LongRange(min = Long.MIN_VALUE, max = Long.MAX_VALUE) long index) {
        Network network = network(six, seed, prefix);
        try {
            String host = network.host(index);
            Network found = Network.parse(host + "/" + network.bits());
            assertThat(found.first().subtract(network.first()).shiftRight(network.bits() - network.prefix()))
                    .isEqualTo(BigInteger.ZERO);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("there is no number " + index);
        }
    }

    @Property
    void whateverIsNoNetworkIsRefusedInWords(@ForAll String text) {
        assertThat(catchThrowable(() -> Network.parse(text))).isInstanceOf(IllegalArgumentException.class);
    }
}

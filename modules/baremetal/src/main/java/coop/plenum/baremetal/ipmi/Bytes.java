package coop.plenum.baremetal.ipmi;

import java.util.Arrays;

/** Immutable bytes, read as IPMI means them: unsigned, the lowest first. */
final class Bytes {
    static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] data;

    private Bytes(byte[] data) {
        this.data = data;
    }

    static Bytes of(byte[] data) {
        return new Bytes(data.clone());
    }

    static Bytes of(byte[] data, int from, int to) {
        return new Bytes(Arrays.copyOfRange(data, from, to));
    }

    int size() {
        return data.length;
    }

    int at(int index) {
        return data[index] & 0xff;
    }

    /** Whether any bit of the mask is set. */
    boolean has(int index, int mask) {
        return (data[index] & mask) != 0;
    }

    /** Two bytes. */
    int word(int index) {
        return at(index) | at(index + 1) << 8;
    }

    /** Four bytes. */
    long doubleWord(int index) {
        return word(index) | (long) word(index + 2) << 16;
    }

    Bytes part(int from, int to) {
        return of(data, from, to);
    }

    byte[] toArray() {
        return data.clone();
    }
}

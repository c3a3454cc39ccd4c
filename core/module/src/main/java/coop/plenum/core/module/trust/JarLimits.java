package coop.plenum.core.module.trust;

/**
 * How large a module may be.
 *
 * @param jarBytes of the file
 * @param entries in the file
 * @param unpackedBytes of all entries together
 * @param ratio unpacked to packed, looked at from {@link #RATIO_FROM} bytes on
 * @param manifestBytes of one file under {@code META-INF} or {@code PLENUM-INF}: these are held in memory
 */
public record JarLimits(long jarBytes, int entries, long unpackedBytes, long ratio, long manifestBytes) {
    static final long RATIO_FROM = 8 << 20;

    public static final JarLimits DEFAULT = new JarLimits(64L << 20, 20_000, 512L << 20, 100, 8L << 20);
}

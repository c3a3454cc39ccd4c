package coop.plenum.baremetal.ipmi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads a GUID's 16 bytes. The specification wants them reversed, most controllers send them in SMBIOS order and some
 * as RFC 9562 does; the version and variant bits tell which order makes sense.
 */
final class Guid {
    private Guid() {}

    /** Empty when all bytes are the same, as where none was set. */
    static Optional<String> text(byte[] data) {
        UUID plain = plain(data);
        if (plain.getMostSignificantBits() == plain.getLeastSignificantBits()
                && (plain.getMostSignificantBits() == 0 || plain.getMostSignificantBits() == -1)) {
            return Optional.empty();
        }
        UUID smbios = smbios(data);
        UUID reversed = reversed(data);
        UUID best = sound(smbios) ? smbios : sound(reversed) ? reversed : plain;
        return Optional.of(best.toString());
    }

    private static boolean sound(UUID uuid) {
        return uuid.variant() == 2 && uuid.version() >= 1 && uuid.version() <= 8;
    }

    private static UUID plain(byte[] data) {
        ByteBuffer buffer = ByteBuffer.wrap(data);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private static UUID smbios(byte[] data) {
        ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        long most = (buffer.getInt() & 0xffffffffL) << 32
                | (buffer.getShort() & 0xffffL) << 16
                | (buffer.getShort() & 0xffffL);
        return new UUID(most, buffer.order(ByteOrder.BIG_ENDIAN).getLong());
    }

    private static UUID reversed(byte[] data) {
        ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        long least = buffer.getLong();
        return new UUID(buffer.getLong(), least);
    }
}

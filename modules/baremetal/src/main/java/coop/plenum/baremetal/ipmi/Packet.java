package coop.plenum.baremetal.ipmi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One RMCP+ packet.
 *
 * @param session the receiver's session id; 0 before there is a session
 * @param sequence the session's sequence number; 0 before there is a session
 */
record Packet(int type, int session, int sequence, Bytes payload) {
    static final int MESSAGE = 0x00;
    static final int OPEN_REQUEST = 0x10;
    static final int OPEN_RESPONSE = 0x11;
    static final int RAKP_1 = 0x12;
    static final int RAKP_2 = 0x13;
    static final int RAKP_3 = 0x14;
    static final int RAKP_4 = 0x15;

    private static final byte[] RMCP = {0x06, 0x00, (byte) 0xff, 0x07};
    private static final int AUTHENTICATION_RMCP_PLUS = 0x06;
    private static final int ENCRYPTED = 0x80;
    private static final int AUTHENTICATED = 0x40;
    /** From the authentication type up to the payload. */
    private static final int HEADER = 12;

    /** A packet outside any session, in the clear. */
    static Packet plain(int type, byte[] payload) {
        return new Packet(type, 0, 0, Bytes.of(payload));
    }

    /** @param keys absent outside a session */
    byte[] encode(@Nullable SessionKeys keys) {
        byte[] body = keys == null ? payload.toArray() : keys.encrypt(payload.toArray());
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) AUTHENTICATION_RMCP_PLUS);
        header.put((byte) (keys == null ? type : type | ENCRYPTED | AUTHENTICATED));
        header.putInt(session).putInt(sequence).putShort((short) body.length);
        if (keys == null) {
            return Crypto.join(RMCP, header.array(), body);
        }
        // what is signed, pad length and next header included, is a multiple of four
        byte[] pad = new byte[3 - (HEADER + body.length + 1) % 4 + 2];
        int padding = pad.length - 2;
        Arrays.fill(pad, 0, padding, (byte) 0xff);
        pad[padding] = (byte) padding;
        pad[padding + 1] = 0x07;
        byte[] signed = Crypto.join(header.array(), body, pad);
        return Crypto.join(RMCP, signed, keys.tag(signed));
    }

    /**
     * Reads a datagram. Empty for whatever is not a sound packet: garbage, forgeries, packets of other sessions. With
     * keys, only signed and encrypted packets count.
     *
     * @param keys absent outside a session
     */
    static Optional<Packet> decode(byte[] datagram, @Nullable SessionKeys keys) {
        int start = RMCP.length;
        if (datagram.length < start + HEADER
                || datagram[0] != RMCP[0]
                || datagram[3] != RMCP[3]
                || datagram[start] != AUTHENTICATION_RMCP_PLUS) {
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(datagram).order(ByteOrder.LITTLE_ENDIAN);
        int type = datagram[start + 1] & 0xff;
        int length = header.getShort(start + 10) & 0xffff;
        int body = start + HEADER;
        if (body + length > datagram.length) {
            return Optional.empty();
        }
        Optional<byte[]> payload = Optional.of(Arrays.copyOfRange(datagram, body, body + length));
        if (keys != null) {
            int tag = datagram.length - keys.tagLength();
            if ((type & (ENCRYPTED | AUTHENTICATED)) != (ENCRYPTED | AUTHENTICATED)
                    || tag < body + length
                    || !keys.genuine(
                            Arrays.copyOfRange(datagram, start, tag),
                            Arrays.copyOfRange(datagram, tag, datagram.length))) {
                return Optional.empty();
            }
            payload = payload.flatMap(keys::decrypt);
        } else if ((type & (ENCRYPTED | AUTHENTICATED)) != 0) {
            return Optional.empty();
        }
        return payload.map(content ->
                new Packet(type & 0x3f, header.getInt(start + 2), header.getInt(start + 6), Bytes.of(content)));
    }
}

package coop.plenum.baremetal.ipmi;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.Patience;
import java.time.Duration;
import java.util.Optional;

/** The presence ping of RMCP (ASF 2.0): finds controllers without a name or a password. */
public final class Presence {
    private static final byte[] PING = {6, 0, (byte) 0xff, 6, 0, 0, 0x11, (byte) 0xbe, (byte) 0x80, 0x5a, 0, 0};
    private static final int TYPE = 8;
    private static final byte PONG = 0x40;
    private static final int TAG = 9;
    private static final int ENTITIES = 20;
    private static final int IPMI = 0x80;

    private Presence() {}

    /** Whether a controller that speaks IPMI answers there; false for silence. */
    public static boolean ping(BmcAddress address, Duration timeout, Patience patience)
            throws ProviderException, InterruptedException {
        try (Datagrams datagrams = new Datagrams(address, timeout, patience)) {
            return datagrams.exchange(PING::clone, Presence::pong).orElse(false);
        } catch (ProviderException e) {
            if (e.code().equals("unreachable")) {
                return false;
            }
            throw e;
        }
    }

    /** Empty for what is no pong of ours. */
    static Optional<Boolean> pong(byte[] datagram) {
        boolean ours = datagram.length > ENTITIES
                && datagram[0] == PING[0]
                && datagram[3] == PING[3]
                && datagram[TYPE] == PONG
                && datagram[TAG] == PING[TAG];
        return ours ? Optional.of((datagram[ENTITIES] & IPMI) != 0) : Optional.empty();
    }
}

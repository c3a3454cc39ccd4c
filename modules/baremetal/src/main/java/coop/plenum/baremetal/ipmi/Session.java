package coop.plenum.baremetal.ipmi;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.Credentials;
import coop.plenum.baremetal.bmc.Patience;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;

/**
 * An open session with a controller: one request at a time, each answered, refused or given up. For one thread. A
 * session lives as long as one call of the platform, because controllers have few of them and forget idle ones.
 */
final class Session implements AutoCloseable {
    private static final int SET_PRIVILEGE = 0x3b;
    private static final int CLOSE = 0x3c;
    /** Busy answers are common while a controller starts; so many more tries, so long apart. */
    private static final int BUSY_TRIES = 3;

    private static final long BUSY_MILLIS = 300;
    private static final int NODE_BUSY = 0xc0;

    private final BmcAddress address;
    private final Datagrams datagrams;
    private final Handshake.Agreed agreed;
    private final Privilege privilege;
    private int sent;
    private int lastReceived;
    private int requestSequence;

    private Session(BmcAddress address, Datagrams datagrams, Handshake.Agreed agreed, Privilege privilege) {
        this.address = address;
        this.datagrams = datagrams;
        this.agreed = agreed;
        this.privilege = privilege;
    }

    /** Opens a session that may do what the level allows; never more. */
    static Session open(
            BmcAddress address, Credentials credentials, Privilege privilege, Duration timeout, Patience patience)
            throws ProviderException, InterruptedException {
        Datagrams datagrams = new Datagrams(address, timeout, patience);
        try {
            Session session =
                    new Session(address, datagrams, handshake(address, datagrams, credentials, privilege), privilege);
            // a session begins at USER, whatever was agreed
            if (privilege != Privilege.USER) {
                session.raise();
            }
            return session;
        } catch (ProviderException | InterruptedException | RuntimeException e) {
            datagrams.close();
            throw e;
        }
    }

    private static Handshake.Agreed handshake(
            BmcAddress address, Datagrams datagrams, Credentials credentials, Privilege privilege)
            throws ProviderException, InterruptedException {
        try {
            return new Handshake(address, datagrams, credentials, privilege, CipherSuite.SUITE_17).run();
        } catch (ProviderException e) {
            if (!Handshake.suiteRefused(e)) {
                throw e;
            }
            return new Handshake(address, datagrams, credentials, privilege, CipherSuite.SUITE_3).run();
        }
    }

    private void raise() throws ProviderException, InterruptedException {
        Message.Response response = exchange(NetworkFunction.APPLICATION, 0, SET_PRIVILEGE, (byte) privilege.code);
        if (response.code() != 0) {
            close();
            // 0x80 and 0x81: the level is not available to this user, or on this channel
            throw response.code() == 0x80 || response.code() == 0x81
                    ? Faults.insufficientPrivilege(address)
                    : Faults.command(address, "setting the privilege level", response.code());
        }
    }

    Privilege privilege() {
        return privilege;
    }

    /**
     * Sends a command.
     *
     * @param what the command in words, for messages
     * @return the response's data after the completion code
     * @throws ProviderException also for every completion code but success
     */
    Bytes call(String what, NetworkFunction function, int command, int... data)
            throws ProviderException, InterruptedException {
        Message.Response response = answer(function, 0, command, data);
        if (response.code() != 0) {
            throw Faults.command(address, what, response.code());
        }
        return response.data();
    }

    /** Sends a command whose completion code matters to the caller. */
    Message.Response answer(NetworkFunction function, int lun, int command, int... data)
            throws ProviderException, InterruptedException {
        byte[] bytes = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            bytes[i] = (byte) data[i];
        }
        Message.Response response = exchange(function, lun, command, bytes);
        for (int i = 1; i < BUSY_TRIES && response.code() == NODE_BUSY; i++) {
            Thread.sleep(BUSY_MILLIS);
            response = exchange(function, lun, command, bytes);
        }
        return response;
    }

    private Message.Response exchange(NetworkFunction function, int lun, int command, byte... data)
            throws ProviderException, InterruptedException {
        // the same number for each try, so that the controller can know a repeated request as such
        requestSequence = (requestSequence + 1) & 0x3f;
        byte[] message = Message.request(requestSequence, function, lun, command, data);
        return datagrams
                .exchange(
                        () -> new Packet(Packet.MESSAGE, agreed.controller(), ++sent, Bytes.of(message))
                                .encode(agreed.keys()),
                        datagram -> response(datagram, function, command))
                .orElseThrow(() -> new ProviderException(
                        Category.TRANSIENT, "no-answer", address + " stopped answering in the middle of a session."));
    }

    private Optional<Message.Response> response(byte[] datagram, NetworkFunction function, int command) {
        return Packet.decode(datagram, agreed.keys())
                .filter(packet -> packet.type() == Packet.MESSAGE
                        && packet.session() == agreed.console()
                        // an old number is a duplicate or a replay
                        && Integer.compareUnsigned(packet.sequence(), lastReceived) > 0)
                .flatMap(packet -> Message.response(packet.payload().toArray(), requestSequence, function, command)
                        .map(response -> {
                            lastReceived = packet.sequence();
                            return response;
                        }));
    }

    /** Tells the controller, which has few sessions, and does not wait for its answer. */
    @Override
    public void close() {
        byte[] id = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(agreed.controller())
                .array();
        requestSequence = (requestSequence + 1) & 0x3f;
        datagrams.sendOnce(new Packet(
                        Packet.MESSAGE,
                        agreed.controller(),
                        ++sent,
                        Bytes.of(Message.request(requestSequence, NetworkFunction.APPLICATION, 0, CLOSE, id)))
                .encode(agreed.keys()));
        datagrams.close();
    }
}

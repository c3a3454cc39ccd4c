package coop.plenum.baremetal.ipmi;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.Credentials;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Opens a session: both sides prove that they know the password without sending it (RAKP messages 1 to 4). The
 * controller proves it first, so a wrong password is found here and not by its silence.
 */
final class Handshake {
    /** Longest name and password of IPMI 2.0, in bytes. */
    private static final int NAME = 16;

    private static final int PASSWORD = 20;
    private static final int RANDOM = 16;
    private static final SecureRandom SECURE = new SecureRandom();

    private final BmcAddress address;
    private final Datagrams datagrams;
    private final Credentials credentials;
    private final Privilege privilege;
    private final CipherSuite suite;

    private final byte[] consoleSession = new byte[4];
    private final byte[] consoleRandom = new byte[RANDOM];
    private final int tag = SECURE.nextInt(256);

    Handshake(
            BmcAddress address, Datagrams datagrams, Credentials credentials, Privilege privilege, CipherSuite suite) {
        this.address = address;
        this.datagrams = datagrams;
        this.credentials = credentials;
        this.privilege = privilege;
        this.suite = suite;
        SECURE.nextBytes(consoleSession);
        // zero means "no session"
        consoleSession[0] |= 1;
        SECURE.nextBytes(consoleRandom);
    }

    /**
     * What a handshake ends in.
     *
     * @param console session id that the controller puts on its packets
     * @param controller session id to be put on packets to it
     */
    record Agreed(int console, int controller, SessionKeys keys) {}

    /** @throws ProviderException {@code no-common-cipher-suite} when another suite may be tried */
    Agreed run() throws ProviderException, InterruptedException {
        byte[] name = credentials.username().getBytes(StandardCharsets.UTF_8);
        if (name.length > NAME) {
            throw new ProviderException(
                    Category.USER, "name-too-long", "IPMI user names have at most 16 bytes.", "username", null, null);
        }
        byte[] controllerSession = open();
        byte[] key = password();
        try {
            return agree(controllerSession, name, key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] open() throws ProviderException, InterruptedException {
        ByteBuffer request = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        request.put((byte) tag).put((byte) 0).putShort((short) 0).put(consoleSession);
        int[] algorithms = {suite.authentication, suite.integrity, CipherSuite.CONFIDENTIALITY};
        for (int kind = 0; kind < algorithms.length; kind++) {
            request.putInt(kind | 8 << 24).putInt(algorithms[kind]);
        }
        byte[] response = exchange(Packet.OPEN_REQUEST, request.array(), Packet.OPEN_RESPONSE);
        check(response, 36);
        ByteBuffer answered = ByteBuffer.wrap(response).order(ByteOrder.LITTLE_ENDIAN);
        for (int kind = 0; kind < algorithms.length; kind++) {
            // a controller, or somebody between, must not talk us into a weaker suite than was offered
            if ((answered.get(12 + 8 * kind + 4) & 0x3f) != algorithms[kind]) {
                throw Faults.garbled(address, "it chose an algorithm that was not offered");
            }
        }
        return Arrays.copyOfRange(response, 8, 12);
    }

    private Agreed agree(byte[] controllerSession, byte[] name, byte[] key)
            throws ProviderException, InterruptedException {
        // look up by name alone: the level asked for is the most that the session may do
        byte role = (byte) (0x10 | privilege.code);
        byte[] who = Crypto.join(new byte[] {role, (byte) name.length}, name);

        byte[] rakp1 = Crypto.join(
                new byte[] {(byte) tag, 0, 0, 0},
                controllerSession,
                consoleRandom,
                new byte[] {role, 0, 0, (byte) name.length},
                name);
        byte[] rakp2 = exchange(Packet.RAKP_1, rakp1, Packet.RAKP_2);
        check(rakp2, 40 + suite.hmacLength);
        byte[] controllerRandom = Arrays.copyOfRange(rakp2, 8, 24);
        byte[] controllerGuid = Arrays.copyOfRange(rakp2, 24, 40);
        byte[] expected =
                hmac(key, consoleSession, controllerSession, consoleRandom, controllerRandom, controllerGuid, who);
        if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(rakp2, 40, 40 + suite.hmacLength))) {
            throw Faults.wrongCredentials(address);
        }

        byte[] rakp3 = Crypto.join(
                new byte[] {(byte) tag, 0, 0, 0}, controllerSession, hmac(key, controllerRandom, consoleSession, who));
        byte[] sessionIntegrityKey = hmac(key, consoleRandom, controllerRandom, who);
        byte[] rakp4 = exchange(Packet.RAKP_3, rakp3, Packet.RAKP_4);
        check(rakp4, 8 + suite.tagLength);
        byte[] proof = hmac(sessionIntegrityKey, consoleRandom, controllerSession, controllerGuid);
        if (!MessageDigest.isEqual(
                Crypto.first(proof, suite.tagLength), Arrays.copyOfRange(rakp4, 8, 8 + suite.tagLength))) {
            throw Faults.garbled(address, "its last proof of the session key is wrong");
        }
        return new Agreed(
                number(consoleSession), number(controllerSession), new SessionKeys(suite, sessionIntegrityKey));
    }

    private byte[] hmac(byte[] key, byte[]... parts) {
        return Crypto.hmac(suite.hmac, key, parts);
    }

    private byte[] exchange(int type, byte[] payload, int answerType) throws ProviderException, InterruptedException {
        byte[] request = Packet.plain(type, payload).encode(null);
        return datagrams
                .exchange(
                        () -> request,
                        datagram -> Packet.decode(datagram, null)
                                .filter(packet -> packet.type() == answerType
                                        && packet.payload().size() >= 2)
                                .map(packet -> packet.payload().toArray())
                                .filter(answer -> (answer[0] & 0xff) == tag && forThisSession(answer)))
                .orElseThrow(() -> Faults.unreachable(address));
    }

    /** Refusals may come without the session id. */
    private boolean forThisSession(byte[] answer) {
        return answer[1] != 0
                || (answer.length >= 8 && Arrays.equals(Arrays.copyOfRange(answer, 4, 8), consoleSession));
    }

    private void check(byte[] answer, int length) throws ProviderException {
        int status = answer[1] & 0xff;
        if (status != 0) {
            throw Faults.handshake(address, status);
        }
        if (answer.length < length) {
            throw Faults.garbled(address, "a message of the handshake is too short");
        }
    }

    private byte[] password() throws ProviderException {
        try (SecretLease lease = credentials.password("log in to " + address)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(lease.value()));
            try {
                if (bytes.remaining() > PASSWORD) {
                    throw new ProviderException(
                            Category.USER,
                            "password-too-long",
                            "IPMI passwords have at most 20 bytes.",
                            "password",
                            null,
                            null);
                }
                byte[] key = new byte[PASSWORD];
                bytes.get(key, 0, bytes.remaining());
                return key;
            } finally {
                bytes.clear();
                while (bytes.hasRemaining()) {
                    bytes.put((byte) 0);
                }
            }
        }
    }

    private static int number(byte[] session) {
        return ByteBuffer.wrap(session).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /** Whether another suite may do where this one did not. */
    static boolean suiteRefused(ProviderException failure) {
        return failure.code().equals("no-common-cipher-suite");
    }
}

package coop.plenum.baremetal.ipmi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The controller's side of RMCP+ for one session at a time, a fake: for the suite that ipmi_sim lacks and for faults that
 * it never has.
 */
final class FakeController implements AutoCloseable {
    static final String PASSWORD = "fake-ipmi-pass";

    private final DatagramSocket socket;
    private final Thread thread;
    private final CipherSuite suite;
    private final byte[] key = Arrays.copyOf(PASSWORD.getBytes(StandardCharsets.UTF_8), 20);
    private final byte[] session = {1, 2, 3, 4};
    private final byte[] random = new byte[16];
    private final byte[] guid = new byte[16];
    private final List<Integer> commands = new CopyOnWriteArrayList<>();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile int copies = 1;
    private volatile int roleStatus;
    private volatile boolean weakens;
    private volatile int privilegeCode;

    private byte[] console = new byte[4];
    private byte[] consoleRandom = new byte[16];
    private byte[] who = new byte[0];
    private SessionKeys keys;
    private int sequence;

    FakeController(CipherSuite suite) {
        this.suite = suite;
        Arrays.fill(random, (byte) 7);
        Arrays.fill(guid, (byte) 9);
        try {
            this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.thread = new Thread(this::serve, "fake-controller");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Commands that were carried out, session commands left out. */
    List<Integer> commands() {
        return commands;
    }

    /** The next packets get no answer. */
    void lose(int packets) {
        lost.set(packets);
    }

    /** Each answer comes so many times, with garbage in front. */
    void repeat(int times) {
        copies = times;
    }

    /** RAKP message 2 refuses with a status. */
    void refuseRole(int status) {
        roleStatus = status;
    }

    /** Setting the privilege level ends with a completion code. */
    void refusePrivilege(int code) {
        privilegeCode = code;
    }

    /** Answers that no authentication was agreed, whatever was offered. */
    void weaken() {
        weakens = true;
    }

    private void serve() {
        byte[] buffer = new byte[2048];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                byte[] datagram = Arrays.copyOf(buffer, packet.getLength());
                if (lost.get() > 0 && lost.getAndDecrement() > 0) {
                    continue;
                }
                Optional<byte[]> answer = answer(datagram);
                if (answer.isPresent()) {
                    send(answer.get(), packet.getSocketAddress());
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void send(byte[] answer, SocketAddress to) throws IOException {
        if (copies > 1) {
            socket.send(new DatagramPacket(new byte[] {6, 0, -1}, 3, to));
            // the handshake's packets are not signed, so a forged one would end it
            if ((answer[5] & 0x40) != 0) {
                byte[] forged = answer.clone();
                forged[forged.length - 1] ^= 1;
                socket.send(new DatagramPacket(forged, forged.length, to));
            }
        }
        for (int i = 0; i < copies; i++) {
            socket.send(new DatagramPacket(answer, answer.length, to));
        }
    }

    private Optional<byte[]> answer(byte[] datagram) {
        Optional<Packet> plain = Packet.decode(datagram, null);
        if (plain.isPresent()) {
            return handshake(plain.get().type(), plain.get().payload().toArray());
        }
        return keys == null ? Optional.empty() : Packet.decode(datagram, keys).map(packet -> command(packet.payload()));
    }

    private Optional<byte[]> handshake(int type, byte[] request) {
        return switch (type) {
            case Packet.OPEN_REQUEST -> Optional.of(open(request));
            case Packet.RAKP_1 -> Optional.of(rakp2(request));
            case Packet.RAKP_3 -> Optional.of(rakp4(request));
            default -> Optional.empty();
        };
    }

    private byte[] open(byte[] request) {
        console = Arrays.copyOfRange(request, 4, 8);
        if ((request[12] & 0x3f) != suite.authentication) {
            return plain(Packet.OPEN_RESPONSE, Crypto.join(new byte[] {request[0], 0x04, 0, 0}, console));
        }
        byte[] algorithms = Arrays.copyOfRange(request, 8, 32);
        if (weakens) {
            algorithms[4] = 0;
        }
        return plain(Packet.OPEN_RESPONSE, Crypto.join(new byte[] {request[0], 0, 4, 0}, console, session, algorithms));
    }

    private byte[] rakp2(byte[] request) {
        consoleRandom = Arrays.copyOfRange(request, 8, 24);
        who = Crypto.join(new byte[] {request[24], request[27]}, Arrays.copyOfRange(request, 28, 28 + request[27]));
        byte[] head = {request[0], (byte) roleStatus, 0, 0};
        if (roleStatus != 0) {
            return plain(Packet.RAKP_2, Crypto.join(head, console));
        }
        byte[] proof = Crypto.hmac(suite.hmac, key, console, session, consoleRandom, random, guid, who);
        return plain(Packet.RAKP_2, Crypto.join(head, console, random, guid, proof));
    }

    private byte[] rakp4(byte[] request) {
        byte[] expected = Crypto.hmac(suite.hmac, key, random, console, who);
        byte status = Arrays.equals(expected, Arrays.copyOfRange(request, 8, request.length)) ? (byte) 0 : 0x0f;
        byte[] integrity = Crypto.hmac(suite.hmac, key, consoleRandom, random, who);
        keys = new SessionKeys(suite, integrity);
        sequence = 0;
        byte[] proof = Crypto.first(Crypto.hmac(suite.hmac, integrity, consoleRandom, session, guid), suite.tagLength);
        return plain(Packet.RAKP_4, Crypto.join(new byte[] {request[0], status, 0, 0}, console, proof));
    }

    private static byte[] plain(int type, byte[] payload) {
        return Packet.plain(type, payload).encode(null);
    }

    private byte[] command(Bytes message) {
        int command = message.at(5);
        int code = 0;
        byte[] data = {};
        if (command == 0x3b) {
            code = privilegeCode;
        } else if (command != 0x3c) {
            commands.add(command);
            data = new byte[] {1, 0, 0};
        }
        byte[] response = Crypto.join(
                new byte[] {
                    (byte) 0x81, (byte) (message.at(1) | 4), 0, 0x20, (byte) message.at(4), (byte) command, (byte) code
                },
                data,
                new byte[1]);
        response[2] = (byte) -(response[0] + response[1]);
        byte sum = 0;
        for (int i = 3; i < response.length; i++) {
            sum -= response[i];
        }
        response[response.length - 1] = sum;
        sequence++;
        int receiver =
                (console[0] & 0xff) | (console[1] & 0xff) << 8 | (console[2] & 0xff) << 16 | (console[3] & 0xff) << 24;
        return new Packet(Packet.MESSAGE, receiver, sequence, Bytes.of(response)).encode(keys);
    }

    @Override
    public void close() {
        socket.close();
        try {
            thread.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

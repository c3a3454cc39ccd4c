package coop.plenum.itest;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports of the loopback interface. */
public final class Ports {
    private static final int LOWEST = 12_000;
    private static final int HIGHEST = 32_000; // above are those that the system hands out by itself

    private Ports() {}

    public static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The port before so many in a row that are free for TCP and UDP, for rigs that take a range. */
    public static int before(int count) {
        for (int tries = 0; tries < 1000; tries++) {
            int base = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - count);
            if (areFree(base + 1, base + count)) {
                return base;
            }
        }
        throw new IllegalStateException("There are no " + count + " free ports in a row.");
    }

    private static boolean areFree(int first, int last) {
        for (int port = first; port <= last; port++) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try (ServerSocket tcp = new ServerSocket();
                    DatagramSocket udp = new DatagramSocket(null)) {
                tcp.bind(address);
                udp.bind(address);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}

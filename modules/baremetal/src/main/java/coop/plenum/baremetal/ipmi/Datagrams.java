package coop.plenum.baremetal.ipmi;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.Patience;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Exchanges datagrams with one controller: sends again when an answer stays away, and skips what is no answer. */
final class Datagrams implements AutoCloseable {
    static final int PORT = 623;
    private static final int LARGEST = 2048;
    /** Waits between tries grow: tenths of the time-out. */
    private static final int[] TENTHS = {1, 2, 3, 4};

    private final BmcAddress address;
    private final Duration timeout;
    private final Patience patience;
    private final DatagramSocket socket;

    Datagrams(BmcAddress address, Duration timeout, Patience patience) throws ProviderException {
        this.address = address;
        this.timeout = timeout;
        this.patience = patience;
        try {
            InetAddress host = InetAddress.getByName(address.host());
            // of a channel, because only that socket's receive ends when the thread is interrupted
            DatagramChannel channel = DatagramChannel.open();
            this.socket = channel.socket();
            try {
                channel.connect(new InetSocketAddress(host, address.portOr(PORT)));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (UnknownHostException e) {
            throw new ProviderException(
                    Category.TRANSIENT,
                    "unknown-host",
                    "No address is known for the host name " + address.host() + ".",
                    e);
        } catch (IOException e) {
            throw new ProviderException(
                    Category.TRANSIENT, "unreachable", "No way to " + address + ": " + e.getMessage() + ".", e);
        }
    }

    /**
     * Sends and waits for the answer.
     *
     * @param request made anew for each try
     * @param answer empty for a datagram to be skipped
     * @return empty when none came in time
     */
    <T> Optional<T> exchange(Supplier<byte[]> request, Function<byte[], Optional<T>> answer)
            throws ProviderException, InterruptedException {
        for (int tenths : TENTHS) {
            Instant until =
                    earlier(Instant.now().plus(timeout.multipliedBy(tenths).dividedBy(10)));
            try {
                byte[] data = request.get();
                socket.send(new DatagramPacket(data, data.length, socket.getRemoteSocketAddress()));
                Optional<T> got = receive(until, answer);
                if (got.isPresent()) {
                    return got;
                }
            } catch (PortUnreachableException e) {
                throw Faults.unreachable(address);
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting for " + address);
                }
                throw new ProviderException(
                        Category.TRANSIENT, "unreachable", "No way to " + address + ": " + e.getMessage() + ".", e);
            }
            if (patience.cancelled().getAsBoolean()) {
                throw new InterruptedException("cancelled while waiting for " + address);
            }
        }
        return Optional.empty();
    }

    /** Sends where no answer is awaited. */
    void sendOnce(byte[] data) {
        try {
            socket.send(new DatagramPacket(data, data.length, socket.getRemoteSocketAddress()));
        } catch (IOException e) {
            // whoever waits for no answer does not mind
        }
    }

    private <T> Optional<T> receive(Instant until, Function<byte[], Optional<T>> answer) throws IOException {
        byte[] buffer = new byte[LARGEST];
        for (long left = left(until); left > 0; left = left(until)) {
            socket.setSoTimeout((int) left);
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return Optional.empty();
            }
            Optional<T> got = answer.apply(Arrays.copyOf(buffer, packet.getLength()));
            if (got.isPresent()) {
                return got;
            }
        }
        return Optional.empty();
    }

    private static long left(Instant until) {
        return Math.min(
                Integer.MAX_VALUE, Duration.between(Instant.now(), until).toMillis());
    }

    private Instant earlier(Instant until) throws ProviderException {
        Instant deadline = patience.deadline();
        if (!Instant.now().isBefore(deadline)) {
            throw new ProviderException(
                    Category.TRANSIENT, "deadline-exceeded", "There was no time left to ask " + address + ".");
        }
        return deadline.isBefore(until) ? deadline : until;
    }

    @Override
    public void close() {
        socket.close();
    }
}

package coop.plenum.itest.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A hand-written proxy on loopback that keeps connections open and does to requests what a {@link FaultPlan} says. It
 * handles one request after another on each connection, as HTTP/1.1 has it.
 */
final class FaultyLine implements AutoCloseable {
    /** Longer than the time-out of who asks. */
    private static final Duration TOO_LONG = Duration.ofSeconds(4);

    private static final int TRICKLE = 12;

    private final int target;
    private final FaultPlan plan;
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** @param target port on loopback that requests are passed on to */
    FaultyLine(int target, FaultPlan plan) throws IOException {
        this.target = target;
        this.plan = plan;
        this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                caller.setTcpNoDelay(true);
                open.add(caller);
                threads.execute(() -> serve(caller));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            new Conversation(caller).run();
        } catch (IOException e) {
            // who asked has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(caller);
        }
    }

    /** One connection. */
    private final class Conversation {
        private final Socket caller;
        private byte[] stale = new byte[0];

        Conversation(Socket caller) {
            this.caller = caller;
        }

        void run() throws IOException, InterruptedException {
            InputStream in = new BufferedInputStream(caller.getInputStream());
            Optional<HttpMessage> request = HttpMessage.read(in);
            while (request.isPresent()) {
                send(caller, stale, stale.length);
                stale = new byte[0];
                if (!meet(
                        request.get(),
                        plan.next(request.get().method(), request.get().path()))) {
                    return;
                }
                request = HttpMessage.read(in);
            }
        }

        /** @return whether the connection lives on */
        private boolean meet(HttpMessage request, Fault fault) throws IOException, InterruptedException {
            return switch (fault) {
                case RESET_BEFORE -> reset(caller);
                case BUSY -> refuse(caller, "429 Too Many Requests");
                case DOWN -> refuse(caller, "503 Service Unavailable");
                default -> answer(pass(request), fault);
            };
        }

        private boolean answer(HttpMessage answer, Fault fault) throws IOException, InterruptedException {
            byte[] bytes = answer.bytes();
            switch (fault) {
                case RESET_AFTER -> {
                    return reset(caller);
                }
                case GATEWAY -> {
                    return refuse(caller, "504 Gateway Timeout");
                }
                case CUT -> {
                    send(caller, bytes, answer.half());
                    return false;
                }
                case SLOW -> {
                    trickle(caller, answer);
                    return false;
                }
                case SILENCE -> {
                    Thread.sleep(TOO_LONG.toMillis());
                    return false;
                }
                case TWICE -> {
                    byte[] both = Arrays.copyOf(bytes, 2 * bytes.length);
                    System.arraycopy(bytes, 0, both, bytes.length, bytes.length);
                    send(caller, both, both.length);
                }
                default -> {
                    send(caller, bytes, bytes.length);
                    stale = fault == Fault.STALE ? bytes : stale;
                }
            }
            return true;
        }
    }

    private HttpMessage pass(HttpMessage request) throws IOException {
        try (Socket there = new Socket(InetAddress.getLoopbackAddress(), target)) {
            there.setTcpNoDelay(true);
            send(there, request.bytes(), request.bytes().length);
            return HttpMessage.read(new BufferedInputStream(there.getInputStream()))
                    .orElseThrow(() -> new IOException("no answer from behind"));
        }
    }

    private static void send(Socket to, byte[] bytes, int length) throws IOException {
        OutputStream out = to.getOutputStream();
        out.write(bytes, 0, length);
        out.flush();
    }

    private static boolean reset(Socket caller) throws IOException {
        caller.setSoLinger(true, 0);
        caller.close();
        return false;
    }

    private static boolean refuse(Socket caller, String status) throws IOException {
        String answer = "HTTP/1.1 " + status + "\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n";
        byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
        send(caller, bytes, bytes.length);
        return true;
    }

    private static void trickle(Socket caller, HttpMessage answer) throws IOException, InterruptedException {
        int half = answer.half();
        send(caller, answer.bytes(), half);
        for (int i = 0; i < TRICKLE && half + i < answer.bytes().length - 1; i++) {
            Thread.sleep(TOO_LONG.toMillis() / TRICKLE);
            send(caller, new byte[] {answer.bytes()[half + i]}, 1);
        }
        if (!answer.hasBody()) {
            Thread.sleep(TOO_LONG.toMillis());
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}

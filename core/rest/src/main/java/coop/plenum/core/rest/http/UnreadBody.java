package coop.plenum.core.rest.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What a client still sends after its request was refused. A connection closed upon unread bytes is reset, and a reset
 * takes the answer from a client that has not read it yet; so the rest is taken and dropped for a moment, never waiting
 * longer than that for a slow sender.
 */
final class UnreadBody {
    static final int MOST_BYTES = 8 << 20;
    private static final Duration LONGEST = Duration.ofMillis(500);
    private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

    private UnreadBody() {}

    static void drop(HttpServletRequest request, HttpServletResponse response) {
        boolean waitsToSend = request.getHeader("Expect") != null;
        if (response.getStatus() < 400 || waitsToSend || !announced(request)) {
            return;
        }
        try {
            response.flushBuffer();
            drop(request.getInputStream());
        } catch (IOException | IllegalStateException gone) {
            // the client has left, or something else has taken the body: nobody waits for the rest
        }
    }

    private static boolean announced(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private static void drop(ServletInputStream in) throws IOException {
        long end = System.nanoTime() + LONGEST.toNanos();
        byte[] dropped = new byte[16 << 10];
        int left = MOST_BYTES;
        while (left > 0 && !in.isFinished() && System.nanoTime() < end) {
            int available = in.available();
            if (available > 0) {
                left -= Math.max(0, in.read(dropped, 0, Math.min(available, dropped.length)));
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}

package coop.plenum.ssh.client;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps the beginning of what a command writes, and hands out whole lines of it once. Thread-safe. */
final class Capture extends OutputStream {
    private static final int FIRST = 1024;

    private final int limit;
    private byte[] bytes = new byte[FIRST];
    private int length;
    private int handedOut;
    private boolean truncated;

    Capture(int limit) {
        this.limit = limit;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] from, int offset, int count) {
        int taken = Math.min(count, limit - length);
        truncated |= taken < count;
        if (length + taken > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(length + taken, 2 * bytes.length)));
        }
        System.arraycopy(from, offset, bytes, length, taken);
        length += taken;
    }

    synchronized String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    synchronized boolean truncated() {
        return truncated;
    }

    /**
     * Lines that have not been handed out.
     *
     * @param end whether no more will come, so that the last one is whole too
     */
    synchronized List<String> newLines(boolean end) {
        List<String> lines = new ArrayList<>();
        for (int i = handedOut; i < length; i++) {
            if (bytes[i] == '\n') {
                lines.add(new String(bytes, handedOut, i - handedOut, StandardCharsets.UTF_8));
                handedOut = i + 1;
            }
        }
        if (end && handedOut < length) {
            lines.add(new String(bytes, handedOut, length - handedOut, StandardCharsets.UTF_8));
            handedOut = length;
        }
        return lines;
    }
}

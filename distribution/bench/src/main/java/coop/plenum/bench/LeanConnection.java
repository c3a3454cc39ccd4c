package coop.plenum.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One kept connection that only reads. It takes as little of the processor as it can, which it shares with the server
 * under measurement; answers are read whole and thrown away. For one thread.
 */
final class LeanConnection implements AutoCloseable {
    private static final String LENGTH = "Content-Length:";
    private static final String CHUNKED = "Transfer-Encoding: chunked";

    private final Socket socket;
    private final InputStream in;
    private final String headers;
    private final byte[] buffer = new byte[1 << 16];
    /** What has been received and not looked at: from here, */
    private int from;
    /** to before this. */
    private int to;

    /** @param headers of each request, each with its line end */
    LeanConnection(int port, String headers) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.socket.setTcpNoDelay(true);
        this.in = socket.getInputStream();
        this.headers = "Host: 127.0.0.1:" + port + "\r\n" + headers + "\r\n";
    }

    /** @throws IOException also when the answer is not 200 */
    void get(String path) throws IOException {
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\n" + headers).getBytes(StandardCharsets.US_ASCII));
        String status = line();
        long length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Long.parseLong(header.substring(LENGTH.length()).trim());
            }
            chunked |= header.regionMatches(true, 0, CHUNKED, 0, CHUNKED.length());
        }
        if (chunked) {
            for (long size = chunk(); size > 0; size = chunk()) {
                skip(size);
                line();
            }
            line();
        } else {
            skip(length);
        }
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(path + ": " + status);
        }
    }

    private long chunk() throws IOException {
        return Long.parseLong(line(), 16);
    }

    private void skip(long size) throws IOException {
        for (long left = size; left > 0; ) {
            if (from == to) {
                receive();
            }
            int passed = (int) Math.min(left, to - from);
            from += passed;
            left -= passed;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        while (true) {
            if (from == to) {
                receive();
            }
            char next = (char) buffer[from++];
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append(next);
            }
        }
    }

    private void receive() throws IOException {
        int read = in.read(buffer);
        if (read < 0) {
            throw new EOFException("The server closed the connection.");
        }
        from = 0;
        to = read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

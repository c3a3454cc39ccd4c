package coop.plenum.itest.faults;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request or an answer as it goes over the line. */
final class HttpMessage {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");

    private final String firstLine;
    private final byte[] bytes;
    private final int headLength;

    private HttpMessage(String firstLine, byte[] bytes, int headLength) {
        this.firstLine = firstLine;
        this.bytes = bytes;
        this.headLength = headLength;
    }

    /** Reads the next one; empty where the line ends before it begins. */
    static Optional<HttpMessage> read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                if (bytes.size() == 0) {
                    return Optional.empty();
                }
                throw new EOFException("in the middle of a head");
            }
            bytes.write(next);
            boolean fits = next == (matched % 2 == 0 ? '\r' : '\n');
            matched = fits ? matched + 1 : next == '\r' ? 1 : 0;
        }
        String head = bytes.toString(StandardCharsets.ISO_8859_1);
        int headLength = bytes.size();
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            byte[] body = in.readNBytes(Integer.parseInt(length.group(1)));
            bytes.write(body);
        }
        return Optional.of(new HttpMessage(head.substring(0, head.indexOf('\r')), bytes.toByteArray(), headLength));
    }

    byte[] bytes() {
        return bytes;
    }

    boolean hasBody() {
        return headLength < bytes.length;
    }

    /** Of a request. */
    String method() {
        return firstLine.substring(0, firstLine.indexOf(' '));
    }

    /** Of a request, with its query. */
    String path() {
        return firstLine.split(" ", -1)[1];
    }

    /** So much of it that its end is missing: within the body if it has one. */
    int half() {
        return hasBody() ? headLength + (bytes.length - headLength) / 2 : headLength / 2;
    }
}

package coop.plenum.core.rest.http;

import coop.plenum.api.PlenumException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/** A request whose body ends in an error where it grows too long. */
public final class LimitedRequest extends HttpServletRequestWrapper {
    private final long limit;

    /** @throws PlenumException {@code body-too-large} if it says itself that it is */
    public LimitedRequest(HttpServletRequest request, long limit) {
        super(request);
        this.limit = limit;
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new LimitedStream(super.getInputStream(), limit);
    }

    private static PlenumException tooLarge(long limit) {
        return new PlenumException(
                PlenumException.Category.TOO_LARGE,
                "body-too-large",
                "The body is larger than " + limit + " bytes, the most that is taken here.");
    }

    private static final class LimitedStream extends ServletInputStream {
        private final ServletInputStream in;
        private final long limit;
        private long taken;

        LimitedStream(ServletInputStream in, long limit) {
            this.in = in;
            this.limit = limit;
        }

        private int count(int read) {
            taken += Math.max(0, read);
            if (taken > limit) {
                throw tooLarge(limit);
            }
            return read;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return count(in.read(bytes, offset, length));
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}

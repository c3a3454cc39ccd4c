package coop.plenum.core.rest.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Lets answers go out with their length. Jersey flushes an answer when it is complete, before the HTTP server knows that
 * it is, and so it would be sent in chunks; else Jersey has to keep a buffer of its own for each answer. The HTTP server
 * keeps what it has of them. Streams are flushed when they say so.
 */
public final class WholeAnswers implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!response.hasEntity() || MediaType.SERVER_SENT_EVENTS_TYPE.isCompatible(response.getMediaType())) {
            return;
        }
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            response.setEntityStream(new Measured(response));
        } else if (!(response.getEntity() instanceof StreamingOutput)) {
            response.setEntityStream(new Unflushed(response.getEntityStream()));
        }
    }

    private static final class Unflushed extends FilterOutputStream {
        Unflushed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void flush() {}

        /** Without the flush that is usual here. */
        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** The answer to HEAD: nothing but how long the one to GET would be. */
    private static final class Measured extends OutputStream {
        private final ContainerResponseContext response;
        private final OutputStream out;
        private long length;

        Measured(ContainerResponseContext response) {
            this.response = response;
            this.out = response.getEntityStream();
        }

        @Override
        public void write(int single) {
            length++;
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            length += count;
        }

        @Override
        public void close() throws IOException {
            response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, length);
            out.close();
        }
    }
}

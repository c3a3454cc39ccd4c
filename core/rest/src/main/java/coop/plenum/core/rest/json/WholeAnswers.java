package coop.plenum.core.rest.json;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Lets JSON go out with its length. Jersey flushes an answer when it is complete, before the HTTP server knows that it
 * is, and so it would be sent in chunks; else Jersey has to keep a buffer of its own for each answer. The HTTP server
 * keeps what it has of them.
 */
public final class WholeAnswers implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.hasEntity() && response.getMediaType() != null && JsonProvider.json(response.getMediaType())) {
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
}

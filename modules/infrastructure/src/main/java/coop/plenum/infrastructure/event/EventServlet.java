package coop.plenum.infrastructure.event;

import coop.plenum.api.provider.EventSource;
import coop.plenum.infrastructure.provider.PublicAddress;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Where remote systems post what happens: {@code POST /events/<connection>}. Nobody signs in; the body has to prove by a
 * secret whom it comes from. Answers say nothing but whether to try again: there is no telling a connection that does not
 * exist from a wrong secret.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern(PublicAddress.EVENTS + "*")
@HttpWhiteboardServletName("plenum-events")
public final class EventServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    /** All together. A rack that loses its power posts as many at once as it has machines. */
    private static final double PER_SECOND = 50;

    private static final double AT_ONCE = 1_024;
    /** Of one connection. */
    private static final double EACH_PER_SECOND = 20;

    private static final double EACH_AT_ONCE = 512;
    private static final int TOO_MANY = 429;
    /** Bodies that are being read: who sends slowly holds up others who post, and nobody else. */
    private static final int READERS = 16;

    private final transient EventInbox inbox;
    private final transient Semaphore readers = new Semaphore(READERS);
    private final transient Turnstile all = new Turnstile(PER_SECOND, AT_ONCE, System::nanoTime);
    private final transient Turnstile each = new Turnstile(EACH_PER_SECOND, EACH_AT_ONCE, System::nanoTime);

    @Activate
    public EventServlet(@Reference EventInbox inbox) {
        this.inbox = inbox;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        Optional<UUID> connection = connection(request.getPathInfo());
        if (!all.admits("") || (connection.isPresent() && !each.admits(connection.get()))) {
            later(response, TOO_MANY);
            return;
        }
        if (!readers.tryAcquire()) {
            later(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        try {
            take(connection, request, response);
        } finally {
            readers.release();
        }
    }

    private void take(Optional<UUID> connection, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] body = request.getInputStream().readNBytes(EventSource.LARGEST + 1);
        if (body.length > EventSource.LARGEST) {
            response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        answer(connection, body, response);
    }

    private void answer(Optional<UUID> connection, byte[] body, HttpServletResponse response) {
        try {
            EventInbox.Verdict verdict =
                    connection.isPresent() ? inbox.post(connection.get(), body) : EventInbox.Verdict.REFUSED;
            switch (verdict) {
                case TAKEN -> response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                case REFUSED -> response.setStatus(HttpServletResponse.SC_NOT_FOUND);
                case BUSY -> later(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            later(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private static void later(HttpServletResponse response, int status) {
        response.setHeader("Retry-After", "5");
        response.setStatus(status);
    }

    private static Optional<UUID> connection(@org.jspecify.annotations.Nullable String path) {
        try {
            return path == null || path.length() != 37
                    ? Optional.empty()
                    : Optional.of(UUID.fromString(path.substring(1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

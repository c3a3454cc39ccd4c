package coop.plenum.core.rest.event;

import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.event.PlatformEvent;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands platform events to every client that listens and may hear of them. One thread serves all streams; none is held
 * per client.
 */
@Component(
        service = {EventHub.class, EventHandler.class},
        property = EventConstants.EVENT_TOPIC + "=" + PlatformEvent.TOPIC_PREFIX + "*")
public final class EventHub implements EventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);
    private static final int CAPACITY = 10_000;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /** A tab of a browser has one. */
    private static final int STREAMS_EACH = 50;

    private static final int STREAMS = 2_000;
    /** What may be heard of things in a space whose event names no permission. */
    private static final String DEFAULT_PERMISSION = "space.view";

    private final AccessService access;
    private final EventRing ring;
    private final Places places;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean pumping = new AtomicBoolean();
    private final ScheduledExecutorService thread;
    private final Future<?> heartbeat;

    @Activate
    public EventHub(@Reference AccessService access) {
        this(access, CAPACITY, HEARTBEAT, STREAMS_EACH, STREAMS);
    }

    /**
     * @param streamsEach with one credential
     * @param most in all
     */
    public EventHub(AccessService access, int capacity, Duration heartbeat, int streamsEach, int most) {
        this.access = access;
        this.places = new Places(streamsEach, most);
        this.ring = new EventRing(capacity, System.currentTimeMillis());
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread worker = new Thread(task, "plenum-events");
            worker.setDaemon(true);
            return worker;
        });
        this.heartbeat = thread.scheduleWithFixedDelay(
                () -> streams.forEach(this::beat), heartbeat.toMillis(), heartbeat.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Deactivate
    public void stop() {
        heartbeat.cancel(false);
        thread.shutdownNow();
        streams.forEach(EventStream::close);
    }

    @Override
    public void handleEvent(Event event) {
        if (event.getProperty(PlatformEvent.PROPERTY) instanceof PlatformEvent platform) {
            publish(platform);
        }
    }

    /** Quick: the streams are served on the hub's own thread. */
    public void publish(PlatformEvent event) {
        ring.add(event);
        if (!streams.isEmpty() && pumping.compareAndSet(false, true)) {
            try {
                thread.execute(this::pumpAll);
            } catch (RejectedExecutionException stopped) {
                pumping.set(false);
            }
        }
    }

    private void pumpAll() {
        pumping.set(false);
        streams.forEach(this::pump);
    }

    private void pump(EventStream stream) {
        try {
            stream.pump();
        } catch (RuntimeException e) {
            LOG.warn("An event stream is closed after an error.", e);
            stream.close();
        }
    }

    private void beat(EventStream stream) {
        try {
            stream.heartbeat();
        } catch (RuntimeException e) {
            LOG.warn("An event stream is closed after an error.", e);
            stream.close();
        }
    }

    /**
     * Turns the request into a stream that goes on after the client's last event.
     *
     * @throws coop.plenum.api.PlenumException {@code too-many-streams}
     */
    public void open(
            HttpServletRequest request, HttpServletResponse response, Caller caller, Supplier<Boolean> signedIn)
            throws IOException {
        UUID credential = caller.credential().orElse(caller.subject().id());
        places.take(credential);
        boolean begun = false;
        try {
            EventStream stream = stream(request, response, caller, signedIn, credential);
            begun = true;
            response.getOutputStream().setWriteListener(stream);
        } finally {
            if (!begun) {
                places.give(credential);
            }
        }
    }

    private EventStream stream(
            HttpServletRequest request,
            HttpServletResponse response,
            Caller caller,
            Supplier<Boolean> signedIn,
            UUID credential)
            throws IOException {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        Optional<Long> resumeAfter = lastEvent(request).flatMap(ring::number);
        boolean known =
                resumeAfter.isPresent() && ring.after(resumeAfter.get(), 0).isPresent();
        boolean missedSome = lastEvent(request).isPresent() && !known;
        long position = known ? resumeAfter.get() : ring.newest();
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        EventStream stream = new EventStream(
                ring,
                position,
                numbered -> mayHear(caller, numbered.event()),
                signedIn,
                context,
                response.getOutputStream(),
                closed -> {
                    streams.remove(closed);
                    places.give(credential);
                });
        stream.greet(missedSome);
        streams.add(stream);
        context.addListener(new Closing(stream));
        return stream;
    }

    private static Optional<String> lastEvent(HttpServletRequest request) {
        String header = request.getHeader("Last-Event-ID");
        String last = header == null ? request.getParameter("lastEventId") : header;
        return Optional.ofNullable(last).filter(id -> !id.isBlank());
    }

    private boolean mayHear(Caller caller, PlatformEvent event) {
        Optional<UUID> space = event.space();
        if (space.isPresent()) {
            String permission = event.permission().orElse(DEFAULT_PERMISSION);
            return access.decide(caller, permission, space.get()).allowed();
        }
        return event.permission().isEmpty()
                || holdsAnywhere(caller, event.permission().get());
    }

    private boolean holdsAnywhere(Caller caller, String permission) {
        return !(access.scope(caller, permission) instanceof SpaceScope.Within within
                && within.spaces().isEmpty());
    }

    /** For tests and metrics. */
    public int listeners() {
        return streams.size();
    }

    private record Closing(EventStream stream) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            stream.close();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            stream.close();
        }

        @Override
        public void onError(AsyncEvent event) {
            stream.close();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}

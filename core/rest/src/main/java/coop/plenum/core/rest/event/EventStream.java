package coop.plenum.core.rest.event;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One client's stream. Never blocks: what the client is too slow to take waits in the ring, from which the stream takes
 * the next few when it has room again. A client that falls behind the ring is told so.
 */
final class EventStream implements WriteListener {
    private static final int CHUNK = 64;
    private static final byte[] HEARTBEAT = bytes(": \n\n");

    private final EventRing ring;
    private final Predicate<EventRing.Numbered> visible;
    private final Supplier<Boolean> stillSignedIn;
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Consumer<EventStream> onClose;

    private final Queue<byte[]> pending = new ArrayDeque<>();
    /** The last event that was looked at. */
    private long position;

    private boolean unflushed;
    private boolean closed;

    EventStream(
            EventRing ring,
            long position,
            Predicate<EventRing.Numbered> visible,
            Supplier<Boolean> stillSignedIn,
            AsyncContext context,
            ServletOutputStream out,
            Consumer<EventStream> onClose) {
        this.ring = ring;
        this.position = position;
        this.visible = visible;
        this.stillSignedIn = stillSignedIn;
        this.context = context;
        this.out = out;
        this.onClose = onClose;
    }

    /** The first bytes: they make browsers and proxies see the stream begin. */
    synchronized void greet(boolean missedSome) {
        pending.add(bytes("retry: 2000\n\n"));
        if (missedSome) {
            pending.add(reset());
        }
    }

    /** Sends a comment, or ends the stream of somebody who is signed in no more. */
    void heartbeat() {
        if (!stillSignedIn.get()) {
            close();
            return;
        }
        synchronized (this) {
            if (pending.isEmpty()) {
                pending.add(HEARTBEAT);
            }
        }
        pump();
    }

    @Override
    public void onWritePossible() {
        pump();
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    /** Writes as much as can be written now. */
    void pump() {
        boolean failed = false;
        synchronized (this) {
            try {
                while (!closed && out.isReady()) {
                    byte[] chunk = next();
                    if (chunk != null) {
                        out.write(chunk);
                        unflushed = true;
                    } else if (unflushed) {
                        unflushed = false;
                        out.flush();
                    } else {
                        break;
                    }
                }
            } catch (IOException | IllegalStateException gone) {
                failed = true;
            }
        }
        if (failed) {
            close();
        }
    }

    private byte @org.jspecify.annotations.Nullable [] next() {
        while (pending.isEmpty() && position < ring.newest()) {
            var events = ring.after(position, CHUNK);
            if (events.isEmpty()) {
                position = ring.newest();
                pending.add(reset());
            } else {
                for (EventRing.Numbered event : events.get()) {
                    position = event.number();
                    if (visible.test(event)) {
                        pending.add(CloudEvents.frame(event));
                    }
                }
            }
        }
        return pending.poll();
    }

    private byte[] reset() {
        return bytes("id: " + ring.id(position) + "\nevent: reset\ndata: {}\n\n");
    }

    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        onClose.accept(this);
        try {
            context.complete();
        } catch (IllegalStateException alreadyCompleted) {
            // The container was first.
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

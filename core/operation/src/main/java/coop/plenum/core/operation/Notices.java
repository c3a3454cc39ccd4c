package coop.plenum.core.operation;

import coop.plenum.api.Values;
import coop.plenum.api.event.PlatformEvent;
import coop.plenum.api.operation.LogLine;
import coop.plenum.api.operation.Operation;
import java.util.List;
import java.util.UUID;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Tells of operations by Event Admin, to those who may view them. */
final class Notices {
    private static final int LINES = 20;

    private final EventAdmin events;

    Notices(EventAdmin events) {
        this.events = events;
    }

    void created(Operation operation) {
        post(operation.space(), "operation.created", operation.id(), state(operation));
    }

    void updated(Operation operation) {
        post(operation.space(), "operation.updated", operation.id(), state(operation));
    }

    void ended(Operation operation) {
        post(operation.space(), "operation.ended", operation.id(), state(operation));
    }

    /** With the last lines at most: the whole log is there to be read. */
    void logged(Operation operation, List<LogLine> lines) {
        List<Values> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                .map(line -> Values.builder()
                        .put("number", line.number())
                        .put("time", line.time().toString())
                        .put("level", line.level().name())
                        .put("message", line.message())
                        .build())
                .toList();
        post(operation.space(), "operation.log", operation.id(), Values.of("lines", last));
    }

    private static Values state(Operation operation) {
        return Values.builder()
                .put("kind", operation.kind())
                .put("title", operation.title())
                .put("target", operation.target().orElse(null))
                .put("status", operation.status().name())
                .put("progress", operation.progress())
                .put("message", operation.message())
                .build();
    }

    private void post(UUID space, String type, UUID id, Values data) {
        PlatformEvent event = PlatformEvent.in(space, OperationPermissions.VIEW, type, id.toString(), data);
        events.postEvent(new Event(event.topic(), event.properties()));
    }
}

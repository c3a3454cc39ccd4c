package coop.plenum.core.content;

import coop.plenum.api.event.PlatformEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Remembers what was posted. */
public final class FakeEvents implements EventAdmin {
    private final List<PlatformEvent> events = Collections.synchronizedList(new ArrayList<>());

    public List<PlatformEvent> events() {
        return events;
    }

    public List<String> types() {
        return events.stream().map(PlatformEvent::type).toList();
    }

    @Override
    public void postEvent(Event event) {
        events.add((PlatformEvent) event.getProperty(PlatformEvent.PROPERTY));
    }

    @Override
    public void sendEvent(Event event) {
        postEvent(event);
    }
}

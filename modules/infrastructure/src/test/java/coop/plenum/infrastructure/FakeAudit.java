package coop.plenum.infrastructure;

import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was written. */
public final class FakeAudit implements AuditLog {
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> ids = new CopyOnWriteArrayList<>();

    /** Such as {@code resource.create INTENT}. */
    public List<String> entries() {
        return events.stream()
                .map(event -> event.action() + " " + event.outcome())
                .toList();
    }

    public List<AuditEvent> events() {
        return events;
    }

    /** Of the events, in their order. */
    public List<String> ids() {
        return ids;
    }

    @Override
    public String append(AuditEvent event) {
        events.add(event);
        ids.add(UUID.randomUUID().toString());
        return ids.get(ids.size() - 1);
    }

    @Override
    public String appendDetached(AuditEvent event) {
        return append(event);
    }
}

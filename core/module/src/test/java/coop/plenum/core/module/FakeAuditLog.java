package coop.plenum.core.module;

import coop.plenum.api.PlenumException;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was appended, whether or not it was committed. */
final class FakeAuditLog implements AuditLog {
    final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    volatile boolean stalled;

    @Override
    public String append(AuditEvent event) {
        if (stalled) {
            throw new PlenumException(
                    PlenumException.Category.UNAVAILABLE, "audit-unavailable", "The audit log is stalled.");
        }
        events.add(event);
        return "event-" + events.size();
    }

    @Override
    public String appendDetached(AuditEvent event) {
        return append(event);
    }

    List<String> said() {
        return events.stream()
                .map(event -> event.action() + " " + event.targetId() + " " + event.outcome())
                .toList();
    }
}

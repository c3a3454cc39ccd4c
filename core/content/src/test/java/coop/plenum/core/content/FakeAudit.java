package coop.plenum.core.content;

import coop.plenum.api.PlenumException;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Remembers what was appended, also in units of work that were rolled back. */
public final class FakeAudit implements AuditLog {
    private final List<AuditEvent> events = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean stalled;

    public void stall() {
        stalled = true;
    }

    public List<AuditEvent> events() {
        return events;
    }

    public List<String> actions() {
        return events.stream().map(AuditEvent::action).toList();
    }

    @Override
    public String append(AuditEvent event) {
        if (stalled) {
            throw new PlenumException(
                    PlenumException.Category.UNAVAILABLE, "audit-unavailable", "The audit log is stalled.");
        }
        events.add(event);
        return Integer.toString(events.size());
    }

    @Override
    public String appendDetached(AuditEvent event) {
        return append(event);
    }
}

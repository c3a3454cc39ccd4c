package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.core.store.Ids;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Remembers what has been appended. */
final class RecordingAuditLog implements AuditLog {
    final List<AuditEvent> events = Collections.synchronizedList(new ArrayList<>());
    final List<AuditEvent> detached = Collections.synchronizedList(new ArrayList<>());
    volatile boolean stalled;

    @Override
    public String append(AuditEvent event) {
        if (stalled) {
            throw new PlenumException(PlenumException.Category.UNAVAILABLE, "audit-unavailable", "The log is stalled.");
        }
        events.add(event);
        return Ids.next().toString();
    }

    @Override
    public String appendDetached(AuditEvent event) {
        detached.add(event);
        return Ids.next().toString();
    }

    AuditEvent last() {
        return events.get(events.size() - 1);
    }

    AuditEvent lastDetached() {
        return detached.get(detached.size() - 1);
    }
}

package coop.plenum.core.access;

import coop.plenum.api.Values;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.event.PlatformEvent;
import coop.plenum.core.access.model.Parts.Part;
import coop.plenum.core.store.Database;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** What every change of access has in common: the lock, the new snapshot, the audit entry, the event. */
@Component(service = AccessChanges.class)
public final class AccessChanges {
    private final Database database;
    private final AccessModels models;
    private final AuditLog audit;
    private final EventAdmin events;

    @Activate
    public AccessChanges(
            @Reference Database database,
            @Reference AccessModels models,
            @Reference AuditLog audit,
            @Reference EventAdmin events) {
        this.database = database;
        this.models = models;
        this.audit = audit;
        this.events = events;
    }

    /**
     * Runs a change in one unit of work and tells the consoles after its commit that something of this kind is different;
     * everybody may hear that much, since it may be their own rights.
     */
    <T> T run(String kind, Set<Part> touches, AccessModels.Change<T> change) {
        return models.change(touches, (sql, before) -> {
            T result = change.run(sql, before);
            database.afterCommit(() -> post(kind));
            return result;
        });
    }

    /** Appends to the audit log within the change. */
    void record(AuditEvent event) {
        audit.append(event);
    }

    /** Appends what must survive a roll-back: failures. */
    void recordDetached(AuditEvent event) {
        audit.appendDetached(event);
    }

    private void post(String kind) {
        PlatformEvent event = PlatformEvent.of("access.changed", kind, Values.of("kind", kind));
        events.postEvent(new Event(event.topic(), event.properties()));
    }
}

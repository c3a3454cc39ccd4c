package coop.plenum.infrastructure.resource;

import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.content.Item;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes down effects on remote systems: that one is about to be attempted, and how it ended. Thread-safe. */
@Component(service = Effects.class)
public final class Effects {
    private final AuditLog audit;

    @Activate
    public Effects(@Reference AuditLog audit) {
        this.audit = audit;
    }

    /**
     * One effect.
     *
     * @param action {@code resource.create}, {@code resource.act}...
     * @param key the idempotency key the provider gets; ties intent and outcome together
     */
    public record Effect(Caller caller, String action, Item item, String key, Grounds grounds) {}

    /**
     * In the course of what it happens.
     *
     * @param approvals audit events of the approvals on whose strength it happens
     */
    public record Grounds(Values details, List<String> approvals) {
        public static final Grounds NONE = new Grounds(Values.empty(), List.of());

        Grounds and(Values more) {
            return new Grounds(more.merge(details), approvals);
        }
    }

    /** Durable when it returns; the provider is called only then. */
    public void intent(Effect effect) {
        write(effect, AuditEvent.Outcome.INTENT, "");
    }

    public void success(Effect effect, String how) {
        write(effect, AuditEvent.Outcome.SUCCESS, how);
    }

    public void failure(Effect effect, String code) {
        write(effect, AuditEvent.Outcome.FAILURE, code);
    }

    public void unknown(Effect effect, String code) {
        write(effect, AuditEvent.Outcome.UNKNOWN, code);
    }

    private void write(Effect effect, AuditEvent.Outcome outcome, String note) {
        Values.Builder details =
                Values.builder().putAll(effect.grounds().details()).put("idempotencyKey", effect.key());
        if (!note.isEmpty()) {
            details.put("note", note);
        }
        audit.append(AuditEvent.of(
                        effect.caller(),
                        effect.action(),
                        effect.item().type(),
                        effect.item().id().toString())
                .in(effect.item().space())
                .ended(outcome)
                .approvedBy(effect.grounds().approvals())
                .with(details.build()));
    }
}

package coop.plenum.api.audit;

import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and must be provable. Build with {@link #of}.
 *
 * @param action {@code noun.verb}, past tense not needed: {@code item.update}, {@code module.install}
 * @param targetType what kind of thing: a content type's name, {@code user}, {@code module}
 * @param targetId its identifier
 * @param space where it lives
 * @param decision the permission decision that let it happen, or refused it
 * @param beforeDigest SHA-256 in lower-case hex of the state before
 * @param afterDigest SHA-256 in lower-case hex of the state after
 * @param approvals ids of the audit events of the approvals on whose strength it happens; empty where none was needed
 * @param details small, never secrets; written as they are (integers, strings, booleans, no fractions)
 */
public record AuditEvent(
        Caller caller,
        String action,
        String targetType,
        String targetId,
        Optional<UUID> space,
        Optional<Decision> decision,
        Outcome outcome,
        Optional<String> beforeDigest,
        Optional<String> afterDigest,
        List<String> approvals,
        Values details) {
    /** How it ended. */
    public enum Outcome {
        /** An external effect is about to be attempted. */
        INTENT,
        SUCCESS,
        FAILURE,
        DENIED,
        /** An external effect of which nobody knows yet whether it happened. */
        UNKNOWN
    }

    public AuditEvent {
        Objects.requireNonNull(caller);
        Objects.requireNonNull(action);
        Objects.requireNonNull(targetType);
        Objects.requireNonNull(targetId);
        approvals = List.copyOf(approvals);
    }

    /** A success without space, digests and details. */
    public static AuditEvent of(Caller caller, String action, String targetType, String targetId) {
        return new AuditEvent(
                caller,
                action,
                targetType,
                targetId,
                Optional.empty(),
                Optional.empty(),
                Outcome.SUCCESS,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Values.empty());
    }

    public AuditEvent in(UUID where) {
        return new AuditEvent(
                caller,
                action,
                targetType,
                targetId,
                Optional.of(where),
                decision,
                outcome,
                beforeDigest,
                afterDigest,
                approvals,
                details);
    }

    public AuditEvent decided(Decision why) {
        return new AuditEvent(
                caller,
                action,
                targetType,
                targetId,
                space,
                Optional.of(why),
                outcome,
                beforeDigest,
                afterDigest,
                approvals,
                details);
    }

    public AuditEvent ended(Outcome how) {
        return new AuditEvent(
                caller,
                action,
                targetType,
                targetId,
                space,
                decision,
                how,
                beforeDigest,
                afterDigest,
                approvals,
                details);
    }

    public AuditEvent digests(@Nullable String before, @Nullable String after) {
        return new AuditEvent(
                caller,
                action,
                targetType,
                targetId,
                space,
                decision,
                outcome,
                Optional.ofNullable(before),
                Optional.ofNullable(after),
                approvals,
                details);
    }

    public AuditEvent approvedBy(List<String> eventIds) {
        return new AuditEvent(
                caller,
                action,
                targetType,
                targetId,
                space,
                decision,
                outcome,
                beforeDigest,
                afterDigest,
                eventIds,
                details);
    }

    public AuditEvent with(Values more) {
        return new AuditEvent(
                caller,
                action,
                targetType,
                targetId,
                space,
                decision,
                outcome,
                beforeDigest,
                afterDigest,
                approvals,
                details.merge(more));
    }
}

package coop.plenum.core.content.item;

import coop.plenum.api.access.Decision;
import org.jspecify.annotations.Nullable;

/**
 * An item to be written.
 *
 * @param before null for a new one
 * @param after revision and time of change are set by the writer
 * @param action of the audit entry
 * @param marked whether it counts as a change although no revision would tell: it came under management, or reappeared
 */
record Write(
        @Nullable StoredItem before,
        StoredItem after,
        String action,
        String reason,
        @Nullable Decision decision,
        boolean marked) {
    static Write create(StoredItem after, String reason, @Nullable Decision decision) {
        return new Write(null, after, "item.create", reason, decision, false);
    }

    static Write update(StoredItem before, StoredItem after, String reason, @Nullable Decision decision) {
        return new Write(before, after, "item.update", reason, decision, false);
    }

    /** Whether there is something for a revision, the audit log and those who listen. */
    boolean changes() {
        return marked || before == null || !before.snapshot().equals(after.snapshot());
    }

    Write revised(StoredItem now) {
        return new Write(before, now, action, reason, decision, marked);
    }
}

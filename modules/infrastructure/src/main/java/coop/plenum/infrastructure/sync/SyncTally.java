package coop.plenum.infrastructure.sync;

import coop.plenum.api.Values;
import coop.plenum.api.content.ContentService.ObservationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a sync has come across.
 *
 * @param rejected resources whose values the content type does not take
 */
record SyncTally(int seen, int created, int updated, int unchanged, int drifted, int vanished, int rejected) {
    static final SyncTally NONE = new SyncTally(0, 0, 0, 0, 0, 0, 0);
    private static final Pattern SEPARATOR = Pattern.compile(",");

    static SyncTally of(ObservationResult result) {
        int seen = result.created() + result.updated() + result.unchanged();
        return new SyncTally(seen, result.created(), result.updated(), result.unchanged(), result.drifted(), 0, 0);
    }

    static SyncTally vanished(int count) {
        return new SyncTally(0, 0, 0, 0, 0, count, 0);
    }

    static SyncTally rejection() {
        return new SyncTally(1, 0, 0, 0, 0, 0, 1);
    }

    SyncTally plus(SyncTally other) {
        return new SyncTally(
                seen + other.seen,
                created + other.created,
                updated + other.updated,
                unchanged + other.unchanged,
                drifted + other.drifted,
                vanished + other.vanished,
                rejected + other.rejected);
    }

    /** Throws any of the usual exceptions if it is no text of {@link #text}. */
    static SyncTally parse(String text) {
        List<Integer> n = new ArrayList<>();
        SEPARATOR.splitAsStream(text).map(Integer::valueOf).forEach(n::add);
        return new SyncTally(n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5), n.get(6));
    }

    String text() {
        return seen + "," + created + "," + updated + "," + unchanged + "," + drifted + "," + vanished + "," + rejected;
    }

    /** For people. */
    String sentence() {
        return seen + " seen, " + created + " new, " + updated + " changed, " + vanished + " vanished";
    }

    Values values() {
        return Values.builder()
                .put("seen", seen)
                .put("created", created)
                .put("updated", updated)
                .put("unchanged", unchanged)
                .put("drifted", drifted)
                .put("vanished", vanished)
                .put("rejected", rejected)
                .build();
    }
}

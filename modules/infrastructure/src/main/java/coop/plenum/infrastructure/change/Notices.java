package coop.plenum.infrastructure.change;

import coop.plenum.api.provider.QuotaNeed;
import coop.plenum.infrastructure.provider.Call;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a provider tells while it checks and plans a change; some of it, each thing once. Thread-safe. */
final class Notices implements Call.Progress {
    private static final int MOST = 10;
    private static final int LONGEST = 300;

    private final Set<String> told = new LinkedHashSet<>();
    private final List<QuotaNeed> needs = new ArrayList<>();
    private boolean begun;

    /** What was told before, such as while looking, is forgotten. */
    synchronized void begin() {
        begun = true;
    }

    @Override
    public synchronized void report(double fraction, String message) {
        if (begun && told.size() < MOST && !message.isBlank()) {
            told.add(message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "...");
        }
    }

    @Override
    public synchronized void need(QuotaNeed need) {
        if (begun && needs.size() < MOST) {
            needs.add(need);
        }
    }

    synchronized List<QuotaNeed> needs() {
        return List.copyOf(needs);
    }

    synchronized List<String> all() {
        return List.copyOf(told);
    }
}

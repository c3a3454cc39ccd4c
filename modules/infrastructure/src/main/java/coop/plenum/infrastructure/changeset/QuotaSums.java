package coop.plenum.infrastructure.changeset;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.provider.QuotaNeed;
import coop.plenum.infrastructure.change.ChangeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Adds up what the steps of a change take of quotas: each alone may fit where all together do not. */
final class QuotaSums {
    private final Wishes wishes;
    private final Map<Quota, Sum> sums = new LinkedHashMap<>();

    QuotaSums(Wishes wishes) {
        this.wishes = wishes;
    }

    private record Quota(UUID connection, String name) {}

    /**
     * What has come together of one quota.
     *
     * @param frees whether a step also gives some of it back
     * @param over the first step that it is too small for
     */
    private record Sum(String what, long left, long needed, int steps, boolean frees, int over) {
        private static final int NONE = -1;

        static Sum of(QuotaNeed need) {
            return new Sum(need.what(), need.left(), 0, 0, false, NONE);
        }

        Sum and(int step, QuotaNeed need) {
            long least = Math.min(left, need.left());
            long all = needed + Math.max(0, need.needed());
            int first = over == NONE && all > least ? step : over;
            return new Sum(what, least, all, steps + 1, frees || need.needed() < 0, first);
        }

        boolean tooMuch() {
            return needed > left;
        }

        String sentence() {
            return "All steps together need " + needed + " " + what + ", and " + left + " are left";
        }
    }

    void add(int step, List<QuotaNeed> needs) {
        UUID connection = wishes.get(step).spec().connection();
        for (QuotaNeed need : needs) {
            Quota quota = new Quota(connection, need.quota());
            sums.put(quota, sums.getOrDefault(quota, Sum.of(need)).and(step, need));
        }
    }

    /** Nobody knows how much comes free with what the same change deletes. */
    private boolean frees(Quota quota, Sum sum) {
        return sum.frees()
                || wishes.all().stream()
                        .anyMatch(wish -> wish.spec().kind() == ChangeKind.DELETE
                                && wish.spec().connection().equals(quota.connection()));
    }

    /** Quotas that are too small for all steps together. */
    List<Violation> problems() {
        List<Violation> problems = new ArrayList<>();
        sums.forEach((quota, sum) -> {
            if (sum.tooMuch() && !frees(quota, sum)) {
                problems.add(new Violation("/steps/" + sum.over(), "quota-exceeded", sum.sentence() + "."));
            }
        });
        return problems;
    }

    /** What is needed of each quota that several steps take from, or that may turn out too small. */
    List<String> notices() {
        return sums.entrySet().stream()
                .filter(entry ->
                        entry.getValue().steps() > 1 || entry.getValue().tooMuch())
                .map(entry -> entry.getValue().sentence()
                        + (entry.getValue().tooMuch() ? ", besides what the deleted ones give back." : "."))
                .toList();
    }
}

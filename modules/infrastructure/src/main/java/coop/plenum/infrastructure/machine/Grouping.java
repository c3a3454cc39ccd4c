package coop.plenum.infrastructure.machine;

import coop.plenum.infrastructure.machine.Link.Strength;
import coop.plenum.infrastructure.machine.Word.Pair;
import coop.plenum.infrastructure.machine.Word.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Makes machines of views, in three rounds: what people tied, then what is sure, then what is likely. A round that would
 * make one machine of what cannot be one (two views of one connection, two that a person has called different, far too
 * many) changes nothing there: nothing is merged silently, and what was merged by better evidence stays.
 */
final class Grouping {
    static final int MOST_VIEWS = 50;

    private final Neighbourhood around;
    private final Map<UUID, Set<UUID>> machines = new TreeMap<>();
    private final List<Link> held = new ArrayList<>();

    private Grouping(Neighbourhood around) {
        this.around = around;
        around.views().keySet().forEach(id -> machines.put(id, new TreeSet<>(Set.of(id))));
    }

    static Grouping of(Neighbourhood around) {
        Grouping grouping = new Grouping(around);
        List<Link> said = around.words().stream()
                .filter(word -> word.verdict() == Verdict.SAME)
                .filter(word ->
                        around.views().containsKey(word.one()) && around.views().containsKey(word.other()))
                .map(word -> new Link(word.one(), word.other(), Strength.SURE, List.of(), List.of()))
                .toList();
        grouping.round(said, true);
        grouping.round(grouping.ruled(Strength.SURE), false);
        grouping.round(grouping.ruled(Strength.LIKELY), false);
        return grouping;
    }

    /** What the rules say and no person denies. */
    private List<Link> ruled(Strength strength) {
        return around.links().stream()
                .filter(link -> link.strength() == strength)
                .filter(link -> around.word(link.one(), link.other())
                        .filter(word -> word.verdict() == Verdict.DIFFERENT)
                        .isEmpty())
                .toList();
    }

    /** All the views of the machine that a view shows, in order; the view itself among them. */
    Set<UUID> machine(UUID view) {
        return machines.getOrDefault(view, Set.of(view));
    }

    /** Links that would have made one machine of what cannot be one, each with why. */
    List<Link> held() {
        return held;
    }

    private void round(List<Link> links, boolean said) {
        Map<UUID, Set<UUID>> wanted = new HashMap<>();
        machines.forEach((id, machine) -> wanted.put(id, machine));
        for (Link link : links) {
            unite(wanted, link.one(), link.other());
        }
        Set<Set<UUID>> settled = new HashSet<>();
        for (Set<UUID> group : List.copyOf(wanted.values())) {
            if (settled.add(group) && !machine(group.iterator().next()).equals(group)) {
                Optional<String> obstacle = obstacle(group, said);
                if (obstacle.isEmpty()) {
                    group.forEach(id -> machines.put(id, group));
                } else {
                    hold(links, group, obstacle.get());
                }
            }
        }
    }

    private static void unite(Map<UUID, Set<UUID>> groups, UUID one, UUID other) {
        Set<UUID> left = groups.getOrDefault(one, Set.of(one));
        Set<UUID> right = groups.getOrDefault(other, Set.of(other));
        if (left != right) {
            Set<UUID> both = new TreeSet<>(left);
            both.addAll(right);
            both.forEach(id -> groups.put(id, both));
        }
    }

    private void hold(Collection<Link> links, Set<UUID> group, String why) {
        links.stream()
                .filter(link ->
                        group.contains(link.one()) && !machine(link.one()).contains(link.other()))
                .map(link -> link.held(why))
                .forEach(held::add);
    }

    /** Why these cannot be one machine. */
    private Optional<String> obstacle(Set<UUID> group, boolean said) {
        if (group.size() > MOST_VIEWS || group.stream().anyMatch(around.unfinished()::contains)) {
            return Optional.of("It would have far too many views to be one machine.");
        }
        for (Word word : around.words()) {
            if (word.verdict() == Verdict.DIFFERENT && group.contains(word.one()) && group.contains(word.other())) {
                return Optional.of("It would make one of \"" + title(word.one()) + "\" and \"" + title(word.other())
                        + "\", which a person has called different.");
            }
        }
        return said ? Optional.empty() : sameConnection(group);
    }

    /** Views that are one already by a person's word may come over one connection. */
    private Optional<String> sameConnection(Set<UUID> group) {
        Map<UUID, UUID> seen = new HashMap<>();
        for (UUID id : group) {
            View view = around.views().get(id);
            if (view == null || view.gone() || view.connection().isEmpty()) {
                continue;
            }
            UUID earlier = seen.putIfAbsent(view.connection().get(), id);
            if (earlier != null && !machine(earlier).contains(id)) {
                return Optional.of("It would make one of \"" + title(earlier) + "\" and \"" + title(id)
                        + "\", which come over the same connection.");
            }
        }
        return Optional.empty();
    }

    private String title(UUID id) {
        View view = around.views().get(id);
        return view == null ? id.toString() : view.item().title();
    }

    /** Whether two views are one by what people have said of these and others, the word on these two left out. */
    static boolean saidSame(Collection<Word> words, UUID one, UUID other) {
        Map<UUID, Set<UUID>> groups = new HashMap<>();
        words.stream()
                .filter(word -> word.verdict() == Verdict.SAME && !word.pair().equals(Pair.of(one, other)))
                .forEach(word -> unite(groups, word.one(), word.other()));
        return groups.getOrDefault(one, Set.of()).contains(other);
    }
}

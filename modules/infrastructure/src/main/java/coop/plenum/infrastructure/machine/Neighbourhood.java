package coop.plenum.infrastructure.machine;

import coop.plenum.infrastructure.machine.Identifier.Kind;
import coop.plenum.infrastructure.machine.Word.Pair;
import coop.plenum.infrastructure.machine.Word.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Some views and all that hang together with them: found by walking from view to view over what they share, each step
 * being a look into an index. What is found from one view of a machine is found from every other.
 */
final class Neighbourhood {
    /** An identifier that more views carry than this says nothing: no machine is seen so often. */
    static final int COMMON = 20;

    private static final int HINTS = 5;
    private static final int LONGEST_WALK = 5_000;

    private final Carriers carriers;
    private final Map<UUID, View> views = new TreeMap<>();
    private final Map<Pair, Link> links =
            new TreeMap<>(Comparator.comparing(Pair::one).thenComparing(Pair::other));
    private final Map<Pair, Word> words = new LinkedHashMap<>();
    private final Map<Identifier, Set<UUID>> carried = new TreeMap<>();
    private final Set<Identifier> common = new HashSet<>();
    private final Set<UUID> unfinished = new HashSet<>();

    private Neighbourhood(Carriers carriers) {
        this.carriers = carriers;
    }

    static Neighbourhood around(Collection<View> start, Carriers carriers) {
        Neighbourhood found = new Neighbourhood(carriers);
        found.walk(start);
        return found;
    }

    Map<UUID, View> views() {
        return views;
    }

    Collection<Link> links() {
        return links.values();
    }

    Optional<Word> word(UUID one, UUID other) {
        return Optional.ofNullable(words.get(Pair.of(one, other)));
    }

    Collection<Word> words() {
        return words.values();
    }

    /** Views from which the walk did not go on, since it had become too long. */
    Set<UUID> unfinished() {
        return unfinished;
    }

    private void walk(Collection<View> start) {
        Set<UUID> reached = new HashSet<>();
        List<View> front = new ArrayList<>(start);
        front.forEach(view -> reached.add(view.id()));
        while (!front.isEmpty()) {
            front.forEach(view -> views.put(view.id(), view));
            if (views.size() > LONGEST_WALK) {
                front.forEach(view -> unfinished.add(view.id()));
                return;
            }
            Set<UUID> next = new TreeSet<>();
            hear(front, next);
            look(front, next);
            next.removeAll(reached);
            reached.addAll(next);
            front = stations(next);
        }
    }

    /** Views that have been seen already, and those that somebody has tied to them. */
    private List<View> stations(Set<UUID> next) {
        List<View> there = new ArrayList<>();
        Set<UUID> unseen = new TreeSet<>();
        for (UUID id : next) {
            View known = views.get(id);
            if (known == null) {
                unseen.add(id);
            } else {
                there.add(known);
            }
        }
        if (!unseen.isEmpty()) {
            there.addAll(carriers.named(unseen));
        }
        return there;
    }

    /** What people have said; what they tie is walked to. The latest word on two views counts. */
    private void hear(List<View> front, Set<UUID> next) {
        Set<UUID> ids = front.stream().map(View::id).collect(Collectors.toCollection(TreeSet::new));
        List<Word> heard = new ArrayList<>(carriers.words(ids));
        heard.sort(Comparator.comparing(Word::at).thenComparing(Word::item));
        heard.forEach(word -> words.put(word.pair(), word));
        heard.stream().map(Word::pair).distinct().forEach(pair -> {
            Word word = words.get(pair);
            if (word != null && word.verdict() == Verdict.SAME) {
                next.add(pair.one());
                next.add(pair.other());
            }
        });
    }

    /** What shares something with them; what counts as the same by the rules is walked to. */
    private void look(List<View> front, Set<UUID> next) {
        Set<Identifier> fresh = new TreeSet<>();
        front.forEach(view -> fresh.addAll(view.identifiers()));
        fresh.removeIf(identifier -> identifier.kind() == Kind.IP_ADDRESS || carried.containsKey(identifier));
        ask(fresh);
        for (View view : front) {
            beside(view).forEach(other -> link(view, other, next));
        }
    }

    private void ask(Set<Identifier> fresh) {
        fresh.forEach(identifier -> carried.put(identifier, new TreeSet<>()));
        for (View view : fresh.isEmpty() ? List.<View>of() : carriers.of(fresh)) {
            views.putIfAbsent(view.id(), view);
            view.identifiers().stream()
                    .filter(fresh::contains)
                    .forEach(identifier ->
                            carried.getOrDefault(identifier, new TreeSet<>()).add(view.id()));
        }
        carried.forEach((identifier, ids) -> {
            if (ids.size() > COMMON) {
                common.add(identifier);
            }
        });
    }

    /** The views that share with this one what only few have. */
    private Set<View> beside(View view) {
        Set<View> found = new LinkedHashSet<>();
        for (Identifier identifier : view.identifiers()) {
            if (!common.contains(identifier)) {
                carried.getOrDefault(identifier, Set.of()).stream()
                        .filter(id -> !id.equals(view.id()))
                        .flatMap(id -> Optional.ofNullable(views.get(id)).stream())
                        .forEach(found::add);
            }
        }
        return found;
    }

    private void link(View one, View other, Set<UUID> next) {
        Pair pair = Pair.of(one.id(), other.id());
        if (links.containsKey(pair)) {
            return;
        }
        Rules.compare(one, other, common).ifPresent(link -> {
            links.put(pair, link);
            if (link.counts()) {
                next.add(other.id());
            }
        });
    }

    /** Views at the addresses of one of these, in its space: no more than hints, and none when there are many. */
    void hint(View view) {
        Set<Identifier> addresses = view.identifiers(Kind.IP_ADDRESS);
        Map<Identifier, Set<View>> found = new TreeMap<>();
        for (View other : addresses.isEmpty() ? List.<View>of() : carriers.of(addresses)) {
            boolean near = other.item().space().equals(view.item().space())
                    && !other.id().equals(view.id());
            other.identifiers().stream()
                    .filter(identifier -> near && addresses.contains(identifier))
                    .forEach(identifier -> found.computeIfAbsent(identifier, key -> new LinkedHashSet<>())
                            .add(other));
        }
        found.values().stream()
                .filter(others -> others.size() <= HINTS)
                .forEach(others -> others.forEach(other -> {
                    views.putIfAbsent(other.id(), other);
                    link(view, other, new HashSet<>());
                }));
    }
}

package coop.plenum.infrastructure.machine;

import coop.plenum.infrastructure.machine.Link.Strength;
import coop.plenum.infrastructure.machine.Machine.Possible;
import coop.plenum.infrastructure.machine.Word.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Views that share something with a machine's and do not count as views of it. */
final class Suggestions {
    private Suggestions() {}

    static List<Possible> of(List<View> machine, Neighbourhood around, Grouping grouping) {
        Map<UUID, List<Link>> found = new TreeMap<>();
        Stream.concat(
                        grouping.held().stream(),
                        around.links().stream().filter(link -> link.strength() == Strength.POSSIBLE))
                .filter(link -> Machine.among(machine, link.one()) != Machine.among(machine, link.other()))
                .filter(link -> around.word(link.one(), link.other())
                        .filter(word -> word.verdict() == Verdict.DIFFERENT)
                        .isEmpty())
                .forEach(link -> found.computeIfAbsent(
                                Machine.among(machine, link.one()) ? link.other() : link.one(),
                                key -> new ArrayList<>())
                        .add(link));
        List<Possible> possible = new ArrayList<>();
        found.forEach((id, links) -> Optional.ofNullable(around.views().get(id))
                .ifPresent(view -> possible.add(new Possible(view, List.copyOf(links)))));
        return possible;
    }
}

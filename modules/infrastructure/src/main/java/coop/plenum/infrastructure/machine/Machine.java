package coop.plenum.infrastructure.machine;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A machine and what it was made of, as far as somebody may see it.
 *
 * @param lead the view that stands for it
 * @param views all of it, the lead among them, in the order in which they were first seen
 * @param links what the rules say of each two of these views
 * @param possible views that may show it too, for a person to decide
 * @param words what people have said of its views
 */
public record Machine(View lead, List<View> views, List<Link> links, List<Possible> possible, List<Said> words) {
    /** A view that is not counted, with what speaks for and against it. */
    public record Possible(View view, List<Link> links) {}

    /** What a person has said of a view of the machine and another one. */
    public record Said(Word word, View one, View other) {}

    static Machine of(View lead, Neighbourhood around, Grouping grouping, List<View> spokenOf) {
        List<View> views = grouping.machine(lead.id()).stream()
                .flatMap(id -> Optional.ofNullable(around.views().get(id)).stream())
                .toList();
        return new Machine(
                lead,
                views,
                around.links().stream()
                        .filter(link -> among(views, link.one()) && among(views, link.other()))
                        .toList(),
                Suggestions.of(views, around, grouping),
                said(views, around, spokenOf));
    }

    private static List<Said> said(List<View> views, Neighbourhood around, List<View> spokenOf) {
        return around.words().stream()
                .filter(word -> among(views, word.one()) || among(views, word.other()))
                .flatMap(word -> find(word.one(), around, spokenOf)
                        .flatMap(one -> find(word.other(), around, spokenOf).map(other -> new Said(word, one, other)))
                        .stream())
                .toList();
    }

    private static Optional<View> find(UUID id, Neighbourhood around, List<View> spokenOf) {
        return Optional.ofNullable(around.views().get(id))
                .or(() -> spokenOf.stream().filter(view -> view.id().equals(id)).findFirst());
    }

    static boolean among(List<View> views, UUID id) {
        return views.stream().anyMatch(view -> view.id().equals(id));
    }
}

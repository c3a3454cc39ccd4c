package coop.plenum.infrastructure.change;

import coop.plenum.api.PageRequest;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Reference;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.change.Plan.Action;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Says of a resource that is to be deleted, or deleted and made anew, what else goes on to refer to it. */
final class Dependents {
    private static final int MOST_READ = 100;
    private static final int MOST_NAMED = 5;

    private final ContentService content;
    private final Engine engine;

    Dependents(ContentService content, Engine engine) {
        this.content = content;
        this.engine = engine;
    }

    /**
     * @param company items that the same change is about: it is for the change to say what becomes of them
     * @return a sentence that names those that the caller may see; empty when there are none
     */
    Optional<String> told(Caller caller, ChangeSpec spec, Action action, Set<UUID> company) {
        if (spec.item().isEmpty() || (action != Action.DELETE && action != Action.REPLACE)) {
            return Optional.empty();
        }
        Map<UUID, Item> others = outside(spec.item().get(), company);
        if (others.isEmpty()) {
            return Optional.empty();
        }
        List<String> named = others.values().stream()
                .filter(item -> content.find(caller, item.id()).isPresent())
                .limit(MOST_NAMED)
                .map(item -> "\"" + item.title() + "\" (" + item.type() + ")")
                .toList();
        int more = others.size() - named.size();
        String who = named.isEmpty()
                ? count(others.size())
                : String.join(", ", named) + (more == 0 ? "" : " and " + more + " more");
        String what = action == Action.REPLACE
                ? "They are not pointed to the new one, and the remote system may refuse to delete what they use. Take them"
                        + " into the change."
                : "The remote system may refuse to delete what they use.";
        return Optional.of("Not in this change, but referring to \"" + spec.title() + "\": " + who + ". " + what);
    }

    private static String count(int others) {
        return others + (others == 1 ? " resource" : " resources");
    }

    /** Resources only: that machines are linked or a change is kept hinders nobody. */
    private Map<UUID, Item> outside(UUID id, Set<UUID> company) {
        Map<UUID, Item> outside = new LinkedHashMap<>();
        Set<UUID> sources = content.referencesTo(engine.caller(), id, PageRequest.first(MOST_READ)).items().stream()
                .map(Reference::source)
                .filter(source -> !source.equals(id) && !company.contains(source))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (UUID source : sources) {
            engine.find(source)
                    .filter(item -> item.management()
                            .filter(tie -> tie.externalId().isPresent()
                                    && tie.vanishedAt().isEmpty()
                                    && !tie.connection().equals(source))
                            .isPresent())
                    .ifPresent(item -> outside.put(source, item));
        }
        return outside;
    }
}

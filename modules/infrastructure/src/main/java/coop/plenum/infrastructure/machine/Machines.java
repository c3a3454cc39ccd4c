package coop.plenum.infrastructure.machine;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.expression.Expressions;
import coop.plenum.infrastructure.Engine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The machines that items show. Nothing is stored: they are worked out when somebody asks, by looks into indexes, from what
 * this caller may see and nothing else. Thread-safe.
 */
@Component(service = Machines.class)
public final class Machines {
    private static final int LONGEST_FILTER = 4_000;
    /** Ids that fit a filter beside one of that length. */
    private static final int TOGETHER = 90;
    /** Views on a page, each of which is looked for in several indexes. */
    private static final int MOST = 200;

    private final ContentService content;
    private final ContentTypes types;
    private final Spaces spaces;
    private final Engine engine;

    @Activate
    public Machines(
            @Reference ContentService content,
            @Reference ContentTypes types,
            @Reference Spaces spaces,
            @Reference Engine engine) {
        this.content = content;
        this.types = types;
        this.spaces = spaces;
        this.engine = engine;
    }

    Carriers carriers(Caller caller) {
        return new ContentCarriers(content, types, spaces, engine, caller);
    }

    /** @throws PlenumException {@code item-missing}, {@code not-a-machine} */
    View require(Caller caller, UUID id) {
        Item item = content.find(caller, id)
                .orElseThrow(() ->
                        PlenumException.missing("item-missing", "There is no item " + id + ", or you may not see it."));
        boolean machine = types.find(item.type())
                .map(ContentType::traits)
                .filter(traits -> traits.contains(View.TRAIT))
                .isPresent();
        if (!machine) {
            throw PlenumException.conflict(
                    "not-a-machine",
                    "\"" + item.title() + "\" shows no machine: its type does not carry the trait " + View.TRAIT + ".");
        }
        return View.of(item);
    }

    /**
     * The machine that an item shows.
     *
     * @throws PlenumException {@code item-missing}, {@code not-a-machine}
     */
    public Machine of(Caller caller, UUID id) {
        View view = require(caller, id);
        Carriers carriers = carriers(caller);
        Neighbourhood around = Neighbourhood.around(List.of(view), carriers);
        around.hint(view);
        Set<UUID> unseen = new TreeSet<>();
        around.words().forEach(word -> {
            unseen.add(word.one());
            unseen.add(word.other());
        });
        unseen.removeAll(around.views().keySet());
        return Machine.of(view, around, Grouping.of(around), unseen.isEmpty() ? List.of() : carriers.named(unseen));
    }

    /**
     * The machines of which at least one view matches, each once: it stands at the first of its views that match.
     *
     * @param query without type and trait; a page is made of 200 views at most, and may hold fewer machines than it asks for
     * @throws PlenumException {@code invalid-filter} among others
     */
    public Page<Machine> list(Caller caller, ItemQuery query) {
        if (query.filter().length() > LONGEST_FILTER) {
            String message = "A filter for machines has at most " + LONGEST_FILTER + " characters.";
            throw PlenumException.invalid(
                    "invalid-filter", message, List.of(new Violation("/filter", "invalid-filter", message)));
        }
        Page<Item> page = content.list(caller, of(query, query.filter(), atMost(query.page())));
        List<View> seen = page.items().stream().map(View::of).toList();
        Neighbourhood around = Neighbourhood.around(seen, carriers(caller));
        Grouping grouping = Grouping.of(around);
        Map<UUID, UUID> leads = leads(caller, query, seen, grouping);
        List<Machine> machines = seen.stream()
                .filter(view -> view.id().equals(leads.getOrDefault(view.id(), view.id())))
                .map(view -> Machine.of(view, around, grouping, List.of()))
                .toList();
        return Page.of(machines, page.next());
    }

    private static PageRequest atMost(PageRequest page) {
        return new PageRequest(Math.min(MOST, page.limit()), page.after());
    }

    private static ItemQuery of(ItemQuery query, String filter, PageRequest page) {
        return new ItemQuery(
                Optional.empty(),
                Optional.of(View.TRAIT),
                query.space(),
                query.search(),
                filter,
                query.sort(),
                false,
                page);
    }

    /** For views of machines with several: which view of it is the first in the list. The list itself is asked. */
    private Map<UUID, UUID> leads(Caller caller, ItemQuery query, List<View> seen, Grouping grouping) {
        Map<UUID, UUID> leads = new LinkedHashMap<>();
        List<Set<UUID>> machines = seen.stream()
                .map(view -> grouping.machine(view.id()))
                .filter(machine -> machine.size() > 1)
                .distinct()
                .toList();
        List<Set<UUID>> together = new ArrayList<>();
        int count = 0;
        for (Set<UUID> machine : machines) {
            if (count + machine.size() > TOGETHER) {
                leads.putAll(ask(caller, query, together));
                together.clear();
                count = 0;
            }
            together.add(machine);
            count += machine.size();
        }
        leads.putAll(ask(caller, query, together));
        return leads;
    }

    private Map<UUID, UUID> ask(Caller caller, ItemQuery query, List<Set<UUID>> machines) {
        Map<UUID, UUID> leads = new LinkedHashMap<>();
        if (machines.isEmpty()) {
            return leads;
        }
        List<String> ids = machines.stream()
                .flatMap(Set::stream)
                .map(id -> Expressions.quoted(id.toString()))
                .toList();
        String filter = (query.filter().isBlank() ? "" : "(" + query.filter() + ") && ") + "id in ["
                + String.join(", ", ids) + "]";
        Page<Item> matching = content.list(caller, of(query, filter, PageRequest.first(PageRequest.MAX_LIMIT)));
        Set<Set<UUID>> done = new HashSet<>();
        for (Item item : matching.items()) {
            for (Set<UUID> machine : machines) {
                if (machine.contains(item.id()) && done.add(machine)) {
                    machine.forEach(id -> leads.put(id, item.id()));
                }
            }
        }
        return leads;
    }
}

package coop.plenum.infrastructure.changeset;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.NewItem;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.change.ChangeKind;
import coop.plenum.infrastructure.change.ChangeSet;
import coop.plenum.infrastructure.change.ChangeSpec;
import coop.plenum.infrastructure.change.ChangeStore;
import coop.plenum.infrastructure.change.Changes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the items that stand for what a change creates, before anything remote exists. Each bears the change and its step
 * as labels until the change has taken it in, so that a crash in between makes none twice.
 */
final class DraftItems {
    private static final String CHANGE = "plenum.change";
    private static final String STEP = "plenum.step";
    private static final int AT_ONCE = 500;
    private static final int PAGE = 200;

    private final ContentService content;
    private final Engine engine;
    private final ChangeStore store;

    DraftItems(ContentService content, Engine engine, ChangeStore store) {
        this.content = content;
        this.engine = engine;
        this.store = store;
    }

    /** @return the change, which knows its items */
    Item make(Caller caller, Item change, Wishes wishes) {
        Map<String, String> items = new LinkedHashMap<>();
        ChangeSet.items(change).forEach((key, id) -> items.put(key, String.valueOf(id)));
        List<Integer> missing = new ArrayList<>();
        for (int step : wishes.graph().order()) {
            if (wishes.get(step).spec().kind() == ChangeKind.CREATE && !items.containsKey(key(wishes, step))) {
                missing.add(step);
            }
        }
        if (missing.isEmpty()) {
            return change;
        }
        items.putAll(madeBefore(change, wishes, missing));
        missing.removeIf(step -> items.containsKey(key(wishes, step)));
        for (List<Integer> level : levels(wishes, missing)) {
            for (int from = 0; from < level.size(); from += AT_ONCE) {
                make(caller, change, wishes, level.subList(from, Math.min(level.size(), from + AT_ONCE)), items);
            }
        }
        return store.makes(caller, change, items);
    }

    private static String key(Wishes wishes, int step) {
        return wishes.get(step).step().key();
    }

    /** By a run that was killed before it could note them. */
    private Map<String, String> madeBefore(Item change, Wishes wishes, List<Integer> missing) {
        Map<String, String> found = new HashMap<>();
        missing.stream()
                .map(step -> wishes.get(step).spec().type())
                .distinct()
                .forEach(type -> labelled(type, change)
                        .forEach(item ->
                                found.put(item.labels().get(STEP), item.id().toString())));
        return found;
    }

    private List<Item> labelled(String type, Item change) {
        String id = change.id().toString();
        List<Item> found = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Item> page = content.list(
                    engine.caller(),
                    ItemQuery.ofType(type)
                            .filter("labels[\"" + CHANGE + "\"] == \"" + id + "\"")
                            .page(new PageRequest(PAGE, after)));
            page.items().stream()
                    .filter(item -> id.equals(item.labels().get(CHANGE)))
                    .forEach(found::add);
            after = page.next();
        } while (after.isPresent());
        return found;
    }

    /** Steps by how many lie before them: an item can refer to those of the levels below. */
    private static Iterable<List<Integer>> levels(Wishes wishes, List<Integer> steps) {
        Map<Integer, Integer> depth = new HashMap<>();
        Map<Integer, List<Integer>> levels = new TreeMap<>();
        for (int step : wishes.graph().order()) {
            int deepest = wishes.graph().before(step).stream()
                    .mapToInt(earlier -> depth.getOrDefault(earlier, 0) + 1)
                    .max()
                    .orElse(0);
            depth.put(step, deepest);
        }
        steps.forEach(step -> levels.computeIfAbsent(depth.getOrDefault(step, 0), none -> new ArrayList<>())
                .add(step));
        return levels.values();
    }

    private void make(Caller caller, Item change, Wishes wishes, List<Integer> steps, Map<String, String> items) {
        List<NewItem> drafts =
                steps.stream().map(step -> draft(change, wishes, step, items)).toList();
        try {
            List<Item> made = content.createAll(caller, drafts);
            for (int i = 0; i < steps.size(); i++) {
                items.put(key(wishes, steps.get(i)), made.get(i).id().toString());
            }
        } catch (PlenumException e) {
            throw new PlenumException(
                    e.category(),
                    e.code(),
                    "The items of the change cannot be made: " + e.getMessage()
                            + (e.violations().isEmpty()
                                    ? ""
                                    : " " + e.violations().get(0).message()),
                    e);
        }
    }

    private static NewItem draft(Item change, Wishes wishes, int step, Map<String, String> items) {
        Wish wish = wishes.get(step);
        NewItem draft = Changes.draftOf(wish.early(resolved(wish, items)));
        return new NewItem(
                draft.type(),
                draft.space(),
                draft.title(),
                Map.of(CHANGE, change.id().toString(), STEP, key(wishes, step)),
                draft.state(),
                draft.values(),
                draft.connection(),
                draft.reason());
    }

    /** What is wanted, with items instead of placeholders. */
    static ChangeSpec resolved(Wish wish, Map<String, ?> items) {
        if (wish.awaits().isEmpty()) {
            return wish.spec();
        }
        return wish.spec()
                .with(StepReference.replace(
                        wish.spec().values(),
                        wish.spec().values().asMap().keySet(),
                        text -> wish.awaits().containsKey(text)
                                ? String.valueOf(items.get(wish.awaits().get(text)))
                                : text));
    }
}

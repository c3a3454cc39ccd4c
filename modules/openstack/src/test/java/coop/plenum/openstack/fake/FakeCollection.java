package coop.plenum.openstack.fake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Things of one kind, by id, in the order of their ids. */
final class FakeCollection {
    private static final String CHANGES = "changes-since";
    private static final Set<String> NO_FILTERS = Set.of(
            "limit",
            "marker",
            "sort",
            "sort_key",
            "sort_dir",
            "is_public",
            "format",
            "all_tenants",
            "all_projects",
            "device_owner",
            CHANGES);

    final String singular;
    final String plural;
    private final String idMember;
    private final Consumer<Map<String, Object>> birth;
    private final TreeMap<String, Map<String, Object>> things = new TreeMap<>();
    private final TreeMap<String, Map<String, Object>> deleted = new TreeMap<>();

    /** @param birth makes of what was sent what is shown */
    FakeCollection(String singular, String plural, String idMember, Consumer<Map<String, Object>> birth) {
        this.singular = singular;
        this.plural = plural;
        this.idMember = idMember;
        this.birth = birth;
    }

    synchronized Map<String, Object> add(String id, Map<String, Object> sent) {
        Map<String, Object> thing = new LinkedHashMap<>(sent);
        thing.putIfAbsent(idMember, id);
        birth.accept(thing);
        things.put(String.valueOf(thing.get(idMember)), thing);
        return thing;
    }

    synchronized Optional<Map<String, Object>> find(String id) {
        return Optional.ofNullable(things.get(id));
    }

    synchronized boolean remove(String id) {
        Map<String, Object> thing = things.remove(id);
        if (thing != null) {
            Map<String, Object> shown = new LinkedHashMap<>(thing);
            shown.put("status", "DELETED");
            deleted.put(id, shown);
        }
        return thing != null;
    }

    /** The things themselves. */
    synchronized List<Map<String, Object>> things() {
        return List.copyOf(things.values());
    }

    synchronized List<Map<String, Object>> all() {
        return things.values().stream().map(Map::copyOf).toList();
    }

    synchronized Map<String, Object> page(Map<String, List<String>> query, String self) {
        List<Map<String, Object>> found = new ArrayList<>();
        String marker = first(query, "marker").orElse("");
        int limit = first(query, "limit").map(Integer::parseInt).orElse(Integer.MAX_VALUE);
        boolean more = false;
        TreeMap<String, Map<String, Object>> all = new TreeMap<>(things);
        if (query.containsKey(CHANGES)) {
            all.putAll(deleted); // whenever that was: who asks for changes may be told too much
        }
        for (Map.Entry<String, Map<String, Object>> entry : all.entrySet()) {
            if (entry.getKey().compareTo(marker) > 0 && matches(entry.getValue(), query)) {
                if (found.size() == limit) {
                    more = true;
                    break;
                }
                found.add(entry.getValue());
            }
        }
        Map<String, Object> page = new LinkedHashMap<>();
        page.put(plural, found);
        if (more) {
            String last = String.valueOf(found.get(found.size() - 1).get(idMember));
            page.put(
                    plural + "_links",
                    List.of(Map.of("rel", "next", "href", self + "?limit=" + limit + "&marker=" + last)));
        }
        return page;
    }

    private static boolean matches(Map<String, Object> thing, Map<String, List<String>> query) {
        return query.entrySet().stream()
                .filter(wanted -> !NO_FILTERS.contains(wanted.getKey()))
                .allMatch(wanted -> {
                    String value = wanted.getValue().get(0);
                    if (wanted.getKey().equals("tags")) {
                        return thing.get("tags") instanceof List<?> tags && tags.contains(value);
                    }
                    String there = Objects.toString(thing.get(wanted.getKey()), "");
                    return value.startsWith("^") ? there.matches(value) : there.equals(value);
                });
    }

    private static Optional<String> first(Map<String, List<String>> query, String name) {
        return Optional.ofNullable(query.get(name)).map(values -> values.get(0));
    }
}

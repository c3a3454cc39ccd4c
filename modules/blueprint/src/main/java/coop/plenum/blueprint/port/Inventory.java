package coop.plenum.blueprint.port;

import coop.plenum.api.PlenumException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hosts, and the groups they are in, as Ansible knows them. Not for use by several threads. */
final class Inventory {
    static final int MOST_HOSTS = 500;
    private static final int MOST_GROUPS = 500;

    private final Map<String, Map<String, @Nullable Object>> hosts = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();

    /** A group as it is written. */
    private record Group(Set<String> hosts, Set<String> children, Map<String, @Nullable Object> variables) {}

    /**
     * A host with what holds for it.
     *
     * @param groups all that it is in, those around them included
     */
    record Host(String name, Set<String> groups, Map<String, @Nullable Object> variables) {}

    private Group group(String name) {
        Group group = groups.computeIfAbsent(
                name, key -> new Group(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashMap<>()));
        if (groups.size() > MOST_GROUPS) {
            throw invalid("The inventory has more than " + MOST_GROUPS + " groups; take a part of it.");
        }
        return group;
    }

    void host(String group, String name, Map<String, ? extends @Nullable Object> variables) {
        group(group).hosts().add(name);
        hosts.computeIfAbsent(name, key -> new LinkedHashMap<>()).putAll(variables);
        if (hosts.size() > MOST_HOSTS) {
            throw invalid("The inventory has more than " + MOST_HOSTS + " hosts; take a part of it.");
        }
    }

    void child(String group, String child) {
        group(group).children().add(child);
        group(child);
    }

    void variables(String group, Map<String, ? extends @Nullable Object> variables) {
        group(group).variables().putAll(variables);
    }

    /** @throws PlenumException {@code invalid-inventory} if groups are their own parts */
    List<Host> resolve() {
        return hosts.keySet().stream().map(this::resolve).toList();
    }

    private Host resolve(String name) {
        Set<String> in = new LinkedHashSet<>();
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        if (groups.containsKey("all")) {
            variables.putAll(group("all").variables());
        }
        groups.forEach((group, content) -> {
            if (content.hosts().contains(name)) {
                climb(group, in, variables, new LinkedHashSet<>());
            }
        });
        variables.putAll(hosts.getOrDefault(name, Map.of()));
        in.remove("all");
        in.remove("ungrouped");
        return new Host(name, in, variables);
    }

    /** What is said of a group counts more than what is said of those around it. */
    private void climb(String group, Set<String> in, Map<String, @Nullable Object> variables, Set<String> below) {
        if (!below.add(group)) {
            throw invalid("The groups " + below + " are parts of each other.");
        }
        if (!group.equals("all")) {
            groups.forEach((name, content) -> {
                if (content.children().contains(group)) {
                    climb(name, in, variables, below);
                }
            });
            variables.putAll(group(group).variables());
        }
        in.add(group);
        below.remove(group);
    }

    static PlenumException invalid(String message) {
        return PlenumException.invalid("invalid-inventory", message);
    }
}

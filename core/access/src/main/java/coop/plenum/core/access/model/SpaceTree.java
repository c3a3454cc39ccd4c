package coop.plenum.core.access.model;

import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Space;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All spaces. Immutable; subtrees are calculated when first asked for and kept. */
public final class SpaceTree {
    /** Deeper trees would only be mistakes, and each level costs a step per decision. */
    public static final int MAX_DEPTH = 32;

    private final Map<UUID, Space> byId = new LinkedHashMap<>();
    private final Map<UUID, List<UUID>> children = new HashMap<>();
    private final Map<UUID, Set<UUID>> subtrees = new ConcurrentHashMap<>();

    /** @param spaces in any order; their paths are calculated here */
    public SpaceTree(Collection<Space> spaces) {
        Map<UUID, List<Space>> byParent = new HashMap<>();
        for (Space space : spaces) {
            space.parent()
                    .ifPresent(parent -> byParent.computeIfAbsent(parent, key -> new ArrayList<>())
                            .add(space));
        }
        spaces.stream()
                .filter(space -> space.id().equals(AccessService.ROOT_SPACE))
                .forEach(root -> add(root, "/", byParent));
    }

    private void add(Space space, String path, Map<UUID, List<Space>> byParent) {
        byId.put(
                space.id(),
                new Space(
                        space.id(), space.parent(), space.kind(), space.name(), space.title(), path, space.revision()));
        List<Space> below = byParent.getOrDefault(space.id(), List.of()).stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
        children.put(space.id(), below.stream().map(Space::id).toList());
        String prefix = path.equals("/") ? "/" : path + "/";
        below.forEach(child -> add(child, prefix + child.name(), byParent));
    }

    /** Parents before children. */
    public List<Space> all() {
        return List.copyOf(byId.values());
    }

    public Optional<Space> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    public List<UUID> children(UUID id) {
        return children.getOrDefault(id, List.of());
    }

    /** For messages: the path, or the identifier of a space that does not exist. */
    public String path(UUID id) {
        Space space = byId.get(id);
        return space == null ? id.toString() : space.path();
    }

    /** True if the space is the ancestor or below it. The root covers also what does not exist yet. */
    public boolean covers(UUID ancestor, UUID space) {
        if (ancestor.equals(AccessService.ROOT_SPACE)) {
            return true;
        }
        @Nullable Space at = byId.get(space);
        while (at != null) {
            if (at.id().equals(ancestor)) {
                return true;
            }
            at = at.parent().map(byId::get).orElse(null);
        }
        return false;
    }

    public int depth(UUID id) {
        int depth = 0;
        for (@Nullable Space at = byId.get(id);
                at != null;
                at = at.parent().map(byId::get).orElse(null)) {
            depth++;
        }
        return depth;
    }

    /** The space and all below it; empty for an unknown one. */
    public Set<UUID> subtree(UUID id) {
        Set<UUID> known = subtrees.get(id);
        if (known != null || !byId.containsKey(id)) {
            return known == null ? Set.of() : known;
        }
        Set<UUID> all = new LinkedHashSet<>();
        collect(id, all);
        Set<UUID> subtree = Set.copyOf(all);
        subtrees.put(id, subtree);
        return subtree;
    }

    private void collect(UUID id, Set<UUID> into) {
        into.add(id);
        children(id).forEach(child -> collect(child, into));
    }
}

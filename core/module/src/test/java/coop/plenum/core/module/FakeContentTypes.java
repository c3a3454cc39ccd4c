package coop.plenum.core.module;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.core.store.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Content types in memory: a name and a label, no fields. */
final class FakeContentTypes implements ContentTypes {
    private final Map<String, ContentType> types = new TreeMap<>();

    @Override
    public List<ContentType> all() {
        return List.copyOf(types.values());
    }

    @Override
    public Optional<ContentType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    @Override
    public ContentType define(Caller caller, ContentType type) {
        types.put(type.name(), type);
        return type;
    }

    @Override
    public ContentType check(Caller caller, ContentType type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkRemoval(Caller caller, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(Caller caller, String name) {
        types.remove(name);
    }

    @Override
    public List<ContentType> parse(String owner, String json) {
        try {
            Values values = Json.read(json);
            return List.of(type(values.requireText("name"), values.requireText("label"), owner, false));
        } catch (IllegalArgumentException e) {
            throw PlenumException.invalid("invalid-type", String.valueOf(e.getMessage()));
        }
    }

    private static ContentType type(String name, String label, String owner, boolean orphaned) {
        return new ContentType(name, label, 1, List.of(), Set.of(), owner, orphaned);
    }

    @Override
    public void adopt(Caller caller, String module, Collection<ContentType> wanted) {
        orphan(caller, module, false);
        wanted.forEach(type -> types.put(type.name(), type));
    }

    @Override
    public void orphan(Caller caller, String module, boolean purge) {
        if (purge) {
            types.values().removeIf(type -> type.owner().equals(module));
        } else {
            types.replaceAll(
                    (name, type) -> type.owner().equals(module) ? type(name, type.label(), type.owner(), true) : type);
        }
    }
}

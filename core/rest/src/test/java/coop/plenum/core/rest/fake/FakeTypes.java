package coop.plenum.core.rest.fake;

import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** Content types; "rack" exists. */
public final class FakeTypes implements ContentTypes {
    private final Map<String, ContentType> types = new ConcurrentSkipListMap<>();

    public FakeTypes() {
        Field units = Field.of("units", FieldType.INTEGER, "Units").flags(Field.Flag.REQUIRED);
        Field kind = Field.of("kind", FieldType.ENUM, "Kind").options("open", "closed");
        types.put(
                "site.rack",
                new ContentType("site.rack", "Rack", 1, List.of(units, kind), Set.of(), ContentType.SITE, false));
    }

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
        return type;
    }

    @Override
    public void checkRemoval(Caller caller, String name) {}

    @Override
    public void remove(Caller caller, String name) {
        types.remove(name);
    }

    @Override
    public List<ContentType> parse(String owner, String json) {
        return List.of();
    }

    @Override
    public void adopt(Caller caller, String module, Collection<ContentType> adopted) {
        adopted.forEach(type -> types.put(type.name(), type));
    }

    @Override
    public void orphan(Caller caller, String module, boolean purge) {}
}

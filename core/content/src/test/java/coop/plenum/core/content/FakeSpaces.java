package coop.plenum.core.content;

import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Space;
import coop.plenum.api.access.Spaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A small tree of spaces that everybody sees. */
public final class FakeSpaces implements Spaces {
    private final List<Space> all = new ArrayList<>();

    public FakeSpaces() {
        all.add(new Space(AccessService.ROOT_SPACE, Optional.empty(), Space.Kind.ROOT, "", "", "", 1));
    }

    public UUID add(UUID parent, String name) {
        UUID id = new UUID(9, name.hashCode());
        all.add(new Space(id, Optional.of(parent), Space.Kind.PROJECT, name, name, name, 1));
        return id;
    }

    @Override
    public List<Space> list(Caller caller) {
        return List.copyOf(all);
    }

    @Override
    public Optional<Space> find(Caller caller, UUID id) {
        return all.stream().filter(space -> space.id().equals(id)).findFirst();
    }

    @Override
    public Space create(Caller caller, UUID parent, Space.Kind kind, String name, String title) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Space update(Caller caller, UUID id, long expectedRevision, String name, String title) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Caller caller, UUID id, long expectedRevision) {
        throw new UnsupportedOperationException();
    }
}

package coop.plenum.infrastructure;

import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Space;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Spaces;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A root, and spaces right below it. */
public final class FakeSpaces implements Spaces {
    @Override
    public SpaceScope below(UUID space) {
        return space.equals(AccessService.ROOT_SPACE)
                ? new SpaceScope.Everywhere()
                : new SpaceScope.Within(Set.of(space));
    }

    @Override
    public List<Space> list(Caller caller) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Space> find(Caller caller, UUID id) {
        throw new UnsupportedOperationException();
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

package coop.plenum.api.access;

import coop.plenum.api.PlenumException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** The tree of spaces. Reads answer from memory. Permissions: {@code space.view}, {@code space.manage}. */
@ProviderType
public interface Spaces {
    /** Those the caller may see, parents before children. */
    List<Space> list(Caller caller);

    /** The space and all below it, whether the caller may see them or not: to narrow what the caller may see. */
    default SpaceScope below(UUID space) {
        Set<UUID> found = new HashSet<>();
        found.add(space);
        for (Space each : list(Caller.system("spaces"))) {
            if (each.parent().filter(found::contains).isPresent()) {
                found.add(each.id());
            }
        }
        return new SpaceScope.Within(found);
    }

    Optional<Space> find(Caller caller, UUID id);

    /** @throws PlenumException {@code space-missing}, {@code space-name-taken}, {@code access-denied} */
    Space create(Caller caller, UUID parent, Space.Kind kind, String name, String title);

    /** @throws PlenumException {@code stale-revision} among others */
    Space update(Caller caller, UUID id, long expectedRevision, String name, String title);

    /** @throws PlenumException {@code space-not-empty} while it holds spaces or items */
    void delete(Caller caller, UUID id, long expectedRevision);
}

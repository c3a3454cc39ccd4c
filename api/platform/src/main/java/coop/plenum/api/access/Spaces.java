package coop.plenum.api.access;

import coop.plenum.api.PlenumException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** The tree of spaces. Reads answer from memory. Permissions: {@code space.view}, {@code space.manage}. */
@ProviderType
public interface Spaces {
    /** Those the caller may see, parents before children. */
    List<Space> list(Caller caller);

    Optional<Space> find(Caller caller, UUID id);

    /** @throws PlenumException {@code space-missing}, {@code space-name-taken}, {@code access-denied} */
    Space create(Caller caller, UUID parent, Space.Kind kind, String name, String title);

    /** @throws PlenumException {@code stale-revision} among others */
    Space update(Caller caller, UUID id, long expectedRevision, String name, String title);

    /** @throws PlenumException {@code space-not-empty} while it holds spaces or items */
    void delete(Caller caller, UUID id, long expectedRevision);
}

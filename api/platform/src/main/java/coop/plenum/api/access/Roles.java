package coop.plenum.api.access;

import coop.plenum.api.PlenumException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Roles. Permission {@code role.manage}, {@code role.view} to read; nobody puts into a role what they lack. Built in:
 * administrator, operator, developer, auditor, viewer. Thread-safe. Throws {@link PlenumException}:
 * {@code role-built-in}, {@code role-name-taken}, {@code role-in-use}, {@code stale-revision},
 * {@code unknown-permission}, {@code permission-not-held}.
 */
@ProviderType
public interface Roles {
    List<Role> list(Caller caller);

    Role create(Caller caller, String name, String title, Set<String> permissions);

    Role update(Caller caller, UUID id, long expectedRevision, String title, Set<String> permissions);

    void delete(Caller caller, UUID id, long expectedRevision);
}

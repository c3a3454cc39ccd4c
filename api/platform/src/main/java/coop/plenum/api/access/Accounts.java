package coop.plenum.api.access;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Users and groups. Permission {@code user.manage} at the root, {@code user.view} to read; everybody may change their
 * own password and display name. Thread-safe. Throws {@link PlenumException}: {@code login-taken},
 * {@code weak-password}, {@code stale-revision}, {@code last-administrator}, {@code user-missing}.
 */
@ProviderType
public interface Accounts {
    Page<User> users(Caller caller, PageRequest page);

    Optional<User> user(Caller caller, UUID id);

    User create(Caller caller, String login, String displayName, Optional<String> email, char[] password);

    /** Empty arguments stay as they are. */
    User update(
            Caller caller,
            UUID id,
            long expectedRevision,
            Optional<String> displayName,
            Optional<String> email,
            Optional<Boolean> enabled,
            Optional<Set<UUID>> groups);

    /** @param current needed when people change their own */
    void changePassword(Caller caller, UUID id, Optional<char[]> current, char[] replacement);

    void delete(Caller caller, UUID id, long expectedRevision);

    List<Group> groups(Caller caller);

    Group createGroup(Caller caller, String name, String title);

    /** Its name stays. */
    Group updateGroup(Caller caller, UUID id, long expectedRevision, String title);

    void deleteGroup(Caller caller, UUID id, long expectedRevision);
}

package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Subject;
import coop.plenum.core.access.model.AccessModel;
import coop.plenum.core.access.model.Account;
import coop.plenum.core.access.model.Held;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who may do what to an account, so that managing users is no way to power one does not have. */
@Component(service = AccountGuard.class)
public final class AccountGuard {
    private static final Decision OWN =
            new Decision(true, Optional.empty(), List.of("Everybody looks after their own account."));

    private final AccessModels models;
    private final SnapshotAccess access;

    @Activate
    public AccountGuard(@Reference AccessModels models, @Reference SnapshotAccess access) {
        this.models = models;
        this.access = access;
    }

    /** True for a signed-in person who asks about themselves; a token does not speak for the person here. */
    boolean self(Caller caller, UUID user) {
        return own(caller, user) && !byToken(caller);
    }

    boolean own(Caller caller, UUID user) {
        return caller.subject().kind() == Subject.Kind.USER
                && caller.subject().id().equals(user);
    }

    boolean byToken(Caller caller) {
        return caller.credential().flatMap(models.current()::token).isPresent();
    }

    /** @throws PlenumException {@code session-required}: a token could outlive itself by this */
    void refuseToken(Caller caller, String act) {
        if (byToken(caller)) {
            throw new PlenumException(
                    Category.DENIED,
                    "session-required",
                    act + " needs a log-in with a password; an API token is not enough.");
        }
    }

    Decision manage(Caller caller) {
        return access.require(caller, CorePermissions.USER_MANAGE, SnapshotAccess.ROOT_SPACE);
    }

    Decision manageOrSelf(Caller caller, UUID user) {
        return self(caller, user) ? OWN : manage(caller);
    }

    void view(Caller caller) {
        access.require(caller, CorePermissions.USER_VIEW, SnapshotAccess.ROOT_SPACE);
    }

    /** Whoever takes over or revives an account must hold all that it holds. */
    void requireNotAbove(Caller caller, AccessModel before, Account account, String act) {
        requireAll(caller, before, before.heldBy(account), act);
    }

    /** Whoever puts somebody into a group grants what the group holds. */
    void requireGroup(Caller caller, AccessModel before, UUID group) {
        String name = before.group(group)
                .orElseThrow(() -> PlenumException.missing("group-missing", "There is no group " + group + "."))
                .name();
        requireAll(caller, before, before.heldBy(group), "To put somebody into the group " + name);
    }

    private void requireAll(Caller caller, AccessModel before, List<Held> all, String act) {
        for (Held held : all) {
            access.requireHeld(
                    caller, before, held.role().permissions(), held.space(), CorePermissions.USER_MANAGE, act);
        }
    }
}

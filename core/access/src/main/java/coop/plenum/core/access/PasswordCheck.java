package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditEvent.Outcome;
import coop.plenum.core.access.UserTable.Credentials;
import coop.plenum.core.access.credential.BackOff;
import coop.plenum.core.access.credential.Logins;
import coop.plenum.core.access.credential.PasswordHasher;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Ids;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Checks passwords: the back-off first, then a hash in any case, then the audit log. */
@Component(service = PasswordCheck.class)
public final class PasswordCheck {
    private final Database database;
    private final AccessChanges changes;
    private final PasswordHasher hasher;
    private final BackOff backOff;

    @Activate
    public PasswordCheck(
            @Reference Database database,
            @Reference AccessChanges changes,
            @Reference PasswordHasher hasher,
            @Reference BackOff backOff) {
        this.database = database;
        this.changes = changes;
        this.hasher = hasher;
        this.backOff = backOff;
    }

    /**
     * The account that login and password belong to.
     *
     * @throws PlenumException {@code wrong-credentials}, the same whether login, password or account is at fault;
     *     {@code too-many-attempts}
     */
    Credentials logIn(String login, char[] password, String address) {
        String name = Logins.normalize(login).orElse("");
        backOff.admit(name, address);
        Optional<Credentials> known = database.read(sql -> UserTable.credentials(sql, name));
        boolean right = hasher.verify(known.map(Credentials::hash), password);
        if (!right || !known.get().enabled()) {
            throw failed(known, address);
        }
        backOff.succeeded(name, address);
        return known.get();
    }

    /** An account that has changed since {@link #logIn} looked it up counts as a failure too. */
    PlenumException failed(Optional<Credentials> known, String address) {
        Subject who = known.map(one -> new Subject(Subject.Kind.USER, one.id(), one.login()))
                .orElse(Subject.SYSTEM);
        Caller caller =
                new Caller(who, Caller.Source.API, Optional.empty(), Ids.next().toString());
        // The login of nobody is not written down: people type their passwords into the wrong box.
        changes.recordDetached(AuditEvent.of(
                        caller,
                        "session.log-in",
                        "user",
                        known.map(one -> one.id().toString()).orElse("unknown"))
                .in(AccessService.ROOT_SPACE)
                .ended(Outcome.FAILURE)
                .with(Values.of("address", shortened(address))));
        return wrong("Login or password is wrong.");
    }

    /** Confirms that a signed-in person knows their password. */
    void confirm(Caller caller, Optional<char[]> password) {
        if (password.isEmpty()) {
            throw PlenumException.invalid("current-password-required", "Give your current password as well.");
        }
        String place = "session " + caller.credential().map(Object::toString).orElse("");
        backOff.admit(caller.subject().name(), place);
        Optional<String> hash =
                database.read(sql -> UserTable.hash(sql, caller.subject().id()));
        if (!hasher.verify(hash, password.get())) {
            changes.recordDetached(AuditEvent.of(
                            caller,
                            "user.change-password",
                            "user",
                            caller.subject().id().toString())
                    .in(AccessService.ROOT_SPACE)
                    .ended(Outcome.FAILURE));
            throw wrong("The current password is wrong.");
        }
        backOff.succeeded(caller.subject().name(), place);
    }

    static String shortened(String address) {
        return address.length() > 64 ? address.substring(0, 64) : address;
    }

    private static PlenumException wrong(String message) {
        return new PlenumException(Category.UNAUTHENTICATED, "wrong-credentials", message);
    }
}

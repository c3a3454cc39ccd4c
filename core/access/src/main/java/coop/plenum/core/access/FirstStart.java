package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Grant;
import coop.plenum.api.access.Subject;
import coop.plenum.api.access.User;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.core.access.credential.Logins;
import coop.plenum.core.access.credential.PasswordHasher;
import coop.plenum.core.access.credential.PasswordPolicy;
import coop.plenum.core.access.credential.Secrets;
import coop.plenum.core.access.model.BuiltInRoles;
import coop.plenum.core.access.model.Parts.Part;
import coop.plenum.core.store.Ids;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes the first administrator: by the one-time token, or at once with the password that the environment gives. There
 * is no default password.
 */
@Component(service = FirstStart.class, immediate = true)
public final class FirstStart {
    static final String DATA = "plenum.data";
    static final String PASSWORD = "plenum.admin.password";
    private static final String LOGIN = "admin";

    private final AccessModels models;
    private final AccessChanges changes;
    private final PasswordHasher hasher;
    private final Optional<SetUpTokenFile> file;
    private @Nullable String token;

    @Activate
    public FirstStart(
            BundleContext context,
            @Reference AccessModels models,
            @Reference AccessChanges changes,
            @Reference PasswordHasher hasher) {
        this(Optional.ofNullable(context.getProperty(DATA)).map(Path::of), models, changes, hasher);
        String password = context.getProperty(PASSWORD);
        StartUpFailures.reported(context, () -> begin(Optional.ofNullable(password)));
    }

    /** @param data absent: the token is kept in memory only */
    FirstStart(Optional<Path> data, AccessModels models, AccessChanges changes, PasswordHasher hasher) {
        this.models = models;
        this.changes = changes;
        this.hasher = hasher;
        this.file = data.map(SetUpTokenFile::new);
    }

    /** @param password for the user {@value #LOGIN}, looked at only as long as there is no user */
    void begin(Optional<String> password) {
        if (models.current().parts().users().isEmpty()
                && password.filter(text -> !text.isEmpty()).isPresent()) {
            byEnvironment(password.get().toCharArray());
        }
        setUpToken();
    }

    boolean required() {
        return !models.current().administered();
    }

    synchronized Optional<String> setUpToken() {
        if (!required()) {
            token = null;
            file.ifPresent(SetUpTokenFile::delete);
            return Optional.empty();
        }
        if (token == null) {
            token = file.map(SetUpTokenFile::readOrCreate).orElseGet(() -> new Secrets().next());
        }
        return Optional.of(token);
    }

    Subject setUp(String given, String login, String displayName, char[] password) {
        String expected = setUpToken().orElseThrow(FirstStart::done);
        if (!Secrets.same(expected, given)) {
            changes.recordDetached(event(Subject.SYSTEM, "system.set-up", "The set-up token was wrong.")
                    .ended(AuditEvent.Outcome.DENIED));
            throw new PlenumException(
                    Category.DENIED,
                    "wrong-set-up-token",
                    "This is not the set-up token. It was printed at the start and is in the file setup-token of the data"
                            + " folder.");
        }
        String normal = Logins.require(login);
        JdbcAccounts.checkProfile(Optional.of(displayName), Optional.empty());
        PasswordPolicy.check(password, normal);
        return create(normal, displayName, password, "The set-up token was right.");
    }

    private void byEnvironment(char[] password) {
        try {
            PasswordPolicy.checkOfEnvironment(password);
        } catch (PlenumException e) {
            throw PlenumException.invalid(
                    e.code(),
                    PASSWORD + " (environment: PLENUM_ADMIN_PASSWORD) is refused, the administrator was not created. "
                            + e.getMessage());
        }
        create(LOGIN, "Administrator", password, "The environment gave the first administrator's password.");
    }

    private Subject create(String login, String displayName, char[] password, String why) {
        String hash = hasher.hash(password);
        Subject administrator = changes.run("user", EnumSet.of(Part.PEOPLE, Part.GRANTS), (sql, before) -> {
            if (before.administered()) {
                throw done();
            }
            if (UserTable.taken(sql, login)) {
                throw PlenumException.conflict("login-taken", "The login " + login + " is taken. Choose another one.");
            }
            User user = JdbcAccounts.created(login, displayName, Optional.empty());
            UserTable.insert(sql, user, hash);
            Grant grant = new Grant(
                    Ids.next(),
                    user.subject(),
                    BuiltInRoles.ADMINISTRATOR.id(),
                    AccessService.ROOT_SPACE,
                    Subject.SYSTEM,
                    user.createdAt());
            JdbcGrants.insert(sql, grant);
            changes.record(event(user.subject(), "system.set-up", why).digests(null, Digests.of(user)));
            return user.subject();
        });
        setUpToken();
        return administrator;
    }

    private static AuditEvent event(Subject who, String action, String why) {
        Caller caller = new Caller(
                who, Caller.Source.SYSTEM, Optional.empty(), Ids.next().toString());
        UUID target = who.id();
        return AuditEvent.of(caller, action, "user", target.toString())
                .in(AccessService.ROOT_SPACE)
                .decided(new Decision(true, Optional.empty(), List.of(why)));
    }

    private static PlenumException done() {
        return PlenumException.conflict("set-up-done", "The first administrator exists already. Log in.");
    }
}

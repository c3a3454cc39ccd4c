package coop.plenum.core.access;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Accounts;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Group;
import coop.plenum.api.access.User;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.core.access.credential.Logins;
import coop.plenum.core.access.credential.PasswordHasher;
import coop.plenum.core.access.credential.PasswordPolicy;
import coop.plenum.core.access.model.AccessModel;
import coop.plenum.core.access.model.Account;
import coop.plenum.core.access.model.Parts.Part;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Users and groups in tables. */
@Component
public final class JdbcAccounts implements Accounts {
    private static final String USER = "user";

    private final Database database;
    private final AccessModels models;
    private final AccountGuard guard;
    private final AccessChanges changes;
    private final JdbcSessions sessions;
    private final PasswordHasher hasher;
    private final PasswordCheck passwords;
    private final JdbcGroups groups;

    @Activate
    public JdbcAccounts(
            @Reference Database database,
            @Reference AccessModels models,
            @Reference AccountGuard guard,
            @Reference AccessChanges changes,
            @Reference JdbcSessions sessions,
            @Reference PasswordHasher hasher,
            @Reference PasswordCheck passwords) {
        this.database = database;
        this.models = models;
        this.guard = guard;
        this.changes = changes;
        this.sessions = sessions;
        this.hasher = hasher;
        this.passwords = passwords;
        this.groups = new JdbcGroups(models, guard, changes);
    }

    @Override
    public Page<User> users(Caller caller, PageRequest page) {
        guard.view(caller);
        String after = page.after().map(JdbcAccounts::login).orElse("");
        AccessModel model = models.current();
        List<User> users = database.read(sql -> UserTable.page(
                sql,
                after,
                page.limit() + 1,
                id -> model.user(id).map(Account::groups).orElse(Set.of())));
        if (users.size() <= page.limit()) {
            return Page.of(users, Optional.empty());
        }
        List<User> cut = users.subList(0, page.limit());
        return Page.of(cut, Optional.of(cursor(cut.get(cut.size() - 1).login())));
    }

    @Override
    public Optional<User> user(Caller caller, UUID id) {
        if (!guard.own(caller, id)) {
            guard.view(caller);
        }
        return database.read(sql -> UserTable.find(sql, id));
    }

    @Override
    public User create(Caller caller, String login, String displayName, Optional<String> email, char[] password) {
        Decision decision = guard.manage(caller);
        String normal = Logins.require(login);
        checkProfile(Optional.of(displayName), email);
        PasswordPolicy.check(password, normal);
        String hash = hasher.hash(password);
        return changes.run(USER, EnumSet.of(Part.PEOPLE), (sql, before) -> {
            if (UserTable.taken(sql, normal)) {
                throw PlenumException.conflict("login-taken", "The login " + normal + " is taken. Choose another one.");
            }
            User user = created(normal, displayName, email);
            UserTable.insert(sql, user, hash);
            changes.record(event(caller, "user.create", user.id(), decision).digests(null, Digests.of(user)));
            return user;
        });
    }

    static User created(String login, String displayName, Optional<String> email) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new User(
                Ids.next(),
                login,
                displayName,
                email.filter(text -> !text.isEmpty()),
                true,
                Set.of(),
                now,
                Optional.empty(),
                1);
    }

    @Override
    public User update(
            Caller caller,
            UUID id,
            long expectedRevision,
            Optional<String> displayName,
            Optional<String> email,
            Optional<Boolean> enabled,
            Optional<Set<UUID>> groups) {
        boolean onlyName = email.isEmpty() && enabled.isEmpty() && groups.isEmpty();
        Decision decision = onlyName ? guard.manageOrSelf(caller, id) : guard.manage(caller);
        checkProfile(displayName, email);
        return changes.run(USER, EnumSet.of(Part.PEOPLE), (sql, before) -> {
            User old = current(sql, id, expectedRevision);
            User user = new User(
                    id,
                    old.login(),
                    displayName.orElse(old.displayName()),
                    email.isPresent() ? email.filter(text -> !text.isEmpty()) : old.email(),
                    enabled.orElse(old.enabled()),
                    groups.orElse(old.groups()),
                    old.createdAt(),
                    old.lastLogInAt(),
                    old.revision() + 1);
            checkPower(caller, before, old, user);
            UserTable.update(sql, user);
            if (groups.isPresent()) {
                UserTable.setGroups(sql, id, user.groups());
            }
            if (!user.enabled()) {
                sessions.endAll(sql, id, Optional.empty());
            }
            changes.record(event(caller, "user.update", id, decision)
                    .digests(Digests.of(old), Digests.of(user))
                    .with(Values.of("changed", changed(old, user))));
            return user;
        });
    }

    private void checkPower(Caller caller, AccessModel before, User old, User user) {
        Set<UUID> joined = new HashSet<>(user.groups());
        joined.removeAll(old.groups());
        joined.forEach(group -> guard.requireGroup(caller, before, group));
        if (user.enabled() && !old.enabled()) {
            before.user(user.id())
                    .ifPresent(account ->
                            guard.requireNotAbove(caller, before, account, "To enable " + user.login() + " again"));
        }
    }

    private static List<String> changed(User old, User user) {
        List<String> changed = new ArrayList<>();
        if (!old.displayName().equals(user.displayName())) {
            changed.add("displayName");
        }
        if (!old.email().equals(user.email())) {
            changed.add("email");
        }
        if (old.enabled() != user.enabled()) {
            changed.add("enabled");
        }
        if (!old.groups().equals(user.groups())) {
            changed.add("groups");
        }
        return changed;
    }

    @Override
    public void changePassword(Caller caller, UUID id, Optional<char[]> current, char[] replacement) {
        guard.refuseToken(caller, "Changing a password");
        boolean self = guard.self(caller, id);
        Decision decision = guard.manageOrSelf(caller, id);
        Account account = models.current().user(id).orElseThrow(() -> missing(id));
        PasswordPolicy.check(replacement, account.login());
        if (self) {
            passwords.confirm(caller, current);
        }
        String hash = hasher.hash(replacement);
        changes.run(USER, EnumSet.noneOf(Part.class), (sql, before) -> {
            Account target = before.user(id).orElseThrow(() -> missing(id));
            if (!self) {
                guard.requireNotAbove(caller, before, target, "To set the password of " + target.login());
            }
            UserTable.setHash(sql, id, hash);
            int ended = sessions.endAll(sql, id, self ? caller.credential() : Optional.empty());
            changes.record(event(caller, "user.change-password", id, decision).with(Values.of("sessionsEnded", ended)));
            return id;
        });
    }

    @Override
    public void delete(Caller caller, UUID id, long expectedRevision) {
        Decision decision = guard.manage(caller);
        changes.run(USER, EnumSet.of(Part.PEOPLE, Part.GRANTS, Part.TOKENS), (sql, before) -> {
            User old = current(sql, id, expectedRevision);
            sessions.endAll(sql, id, Optional.empty());
            int grants = sql.update("DELETE FROM access_grant WHERE subject_id = ?", id);
            sql.update("DELETE FROM access_user WHERE id = ?", id);
            changes.record(event(caller, "user.delete", id, decision)
                    .digests(Digests.of(old), null)
                    .with(Values.of("grantsRevoked", grants)));
            return id;
        });
    }

    @Override
    public List<Group> groups(Caller caller) {
        return groups.list(caller);
    }

    @Override
    public Group createGroup(Caller caller, String name, String title) {
        return groups.create(caller, name, title);
    }

    @Override
    public Group updateGroup(Caller caller, UUID id, long expectedRevision, String title) {
        return groups.update(caller, id, expectedRevision, title);
    }

    @Override
    public void deleteGroup(Caller caller, UUID id, long expectedRevision) {
        groups.delete(caller, id, expectedRevision);
    }

    static void checkProfile(Optional<String> displayName, Optional<String> email) {
        Problems problems = new Problems();
        displayName.ifPresent(text -> problems.title("/displayName", text));
        email.ifPresent(problems::email);
        problems.refuse("invalid-user", "The user");
    }

    private static User current(Sql sql, UUID id, long expectedRevision) throws SQLException {
        User user = UserTable.find(sql, id).orElseThrow(() -> missing(id));
        if (user.revision() != expectedRevision) {
            throw Problems.stale(USER, expectedRevision, user.revision());
        }
        return user;
    }

    private static AuditEvent event(Caller caller, String action, UUID user, Decision decision) {
        return AuditEvent.of(caller, action, USER, user.toString())
                .in(AccessService.ROOT_SPACE)
                .decided(decision);
    }

    private static PlenumException missing(UUID id) {
        return PlenumException.missing("user-missing", "There is no user " + id + ".");
    }

    private static String cursor(String login) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private static String login(String cursor) {
        try {
            String login = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return Logins.normalize(login).filter(login::equals).orElseThrow(IllegalArgumentException::new);
        } catch (IllegalArgumentException e) {
            throw PlenumException.invalid(
                    "invalid-cursor", "\"after\" must be the \"next\" of the page before, unchanged.");
        }
    }
}

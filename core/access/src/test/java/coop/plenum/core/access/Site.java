package coop.plenum.core.access;

import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Authentication.SignedIn;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Role;
import coop.plenum.api.access.Space;
import coop.plenum.api.access.Subject;
import coop.plenum.api.access.User;
import coop.plenum.core.access.credential.BackOff;
import coop.plenum.core.access.credential.PasswordHasher;
import coop.plenum.core.store.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** All services over one database, wired by hand as Declarative Services would. */
final class Site {
    static final UUID ROOT = AccessService.ROOT_SPACE;
    static final char[] PASSWORD = "tall ships sail at noon".toCharArray();
    static final String HOME = "192.0.2.10";

    final Database database;
    final RecordingAuditLog audit = new RecordingAuditLog();
    final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    final MovableClock clock = new MovableClock();
    /** What notes that sessions are in use; at once, unless a test holds it back. */
    Executor notes = Runnable::run;

    final PermissionRegistry permissions = new PermissionRegistry();
    final PasswordHasher hasher = new PasswordHasher();
    final AccessModels models;
    final SnapshotAccess access;
    final AccessChanges changes;
    final JdbcSessions sessions;
    final JdbcSpaces spaces;
    final JdbcRoles roles;
    final JdbcGrants grants;
    final JdbcAccounts accounts;
    final JdbcApiTokens tokens;
    final FirstStart firstStart;
    final LocalAuthentication authentication;

    Site(Database database) {
        this(database, Optional.empty());
    }

    Site(Database database, Optional<Path> data) {
        this.database = database;
        clock.toRealTime();
        models = new AccessModels(database);
        access = new SnapshotAccess(models, permissions, audit, clock);
        changes = new AccessChanges(database, models, audit, new Events());
        sessions = new JdbcSessions(database, clock, task -> notes.execute(task));
        AccountGuard guard = new AccountGuard(models, access);
        PasswordCheck passwords = new PasswordCheck(database, changes, hasher, new BackOff(clock));
        spaces = new JdbcSpaces(models, access, changes);
        roles = new JdbcRoles(models, access, permissions, changes);
        grants = new JdbcGrants(models, access, permissions, changes);
        accounts = new JdbcAccounts(database, models, guard, changes, sessions, hasher, passwords);
        tokens = new JdbcApiTokens(database, access, guard, permissions, changes);
        firstStart = new FirstStart(data, models, changes, hasher);
        authentication = new LocalAuthentication(database, models, changes, sessions, passwords, firstStart, clock);
        permissions.declare(
                "test",
                List.of(
                        new Permission("server.view", "See servers", false, "test"),
                        new Permission("server.edit", "Edit servers", false, "test"),
                        new Permission("server.wipe", "Wipe servers", true, "test")));
    }

    Caller administrator() {
        Subject subject = firstStart.setUp(
                firstStart.setUpToken().orElseThrow(), "root-ann", "Ann", "never the same river".toCharArray());
        return caller(subject);
    }

    Caller user(String login) {
        User user = accounts.create(Caller.system("test"), login, login, Optional.empty(), PASSWORD);
        return caller(user.subject());
    }

    Space space(UUID parent, String name) {
        return spaces.create(Caller.system("test"), parent, Space.Kind.DIVISION, name, name);
    }

    Role role(String name, String... permissions) {
        return this.roles.create(Caller.system("test"), name, name, Set.of(permissions));
    }

    void give(Caller user, Role role, UUID space) {
        grants.grant(
                Caller.system("test"), user.subject().kind(), user.subject().id(), role.id(), space);
    }

    User get(Caller user) {
        return accounts.user(Caller.system("test"), user.subject().id()).orElseThrow();
    }

    static Caller caller(Subject subject) {
        return new Caller(subject, Caller.Source.API, Optional.empty(), "test");
    }

    static Caller caller(SignedIn signedIn) {
        return signedIn.caller(Caller.Source.API, "test");
    }

    /** Hands events to a list. */
    private final class Events implements EventAdmin {
        @Override
        public void postEvent(Event event) {
            events.add(event);
        }

        @Override
        public void sendEvent(Event event) {
            events.add(event);
        }
    }
}

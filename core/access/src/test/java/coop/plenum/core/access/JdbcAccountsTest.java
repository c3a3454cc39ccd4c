package coop.plenum.core.access;

import static coop.plenum.core.access.Codes.refused;
import static coop.plenum.core.access.Site.HOME;
import static coop.plenum.core.access.Site.PASSWORD;
import static coop.plenum.core.access.Site.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.access.Authentication.Session;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Group;
import coop.plenum.api.access.Subject;
import coop.plenum.api.access.User;
import coop.plenum.core.access.model.BuiltInRoles;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

final class JdbcAccountsTest {
    private static final Caller SYSTEM = Caller.system("test");
    private static final char[] OTHER = "a quiet evening by the sea".toCharArray();

    @OnEachEngine
    void aUserIsCreatedReadAndChanged(Database database) {
        Site site = new Site(database);
        User bob = site.accounts.create(SYSTEM, " Bob ", "Bob B.", Optional.of("bob@example.org"), PASSWORD);
        assertThat(bob.login()).isEqualTo("bob");
        assertThat(site.accounts.user(SYSTEM, bob.id())).contains(bob);
        User changed = site.accounts.update(
                SYSTEM, bob.id(), 1, Optional.of("Robert"), Optional.of(""), Optional.empty(), Optional.empty());
        assertThat(changed.email()).isEmpty();
        assertThat(site.accounts.user(SYSTEM, bob.id())).contains(changed);
        assertThat(site.audit.last().details().list("changed")).isEqualTo(List.of("displayName", "email"));
        refused("stale-revision", () -> site.accounts.delete(SYSTEM, bob.id(), 1));
        site.accounts.delete(SYSTEM, bob.id(), 2);
        assertThat(site.accounts.user(SYSTEM, bob.id())).isEmpty();
        refused("user-missing", () -> site.accounts.delete(SYSTEM, bob.id(), 2));
    }

    @OnEachEngine
    void badInputIsRefused(Database database) {
        Site site = new Site(database);
        site.user("bob");
        refused("login-taken", () -> site.user("BOB"));
        refused("invalid-login", () -> site.user("bob smith"));
        refused(
                "weak-password",
                () -> site.accounts.create(SYSTEM, "eve", "Eve", Optional.empty(), "short".toCharArray()));
        assertThat(refused(
                                "invalid-user",
                                () -> site.accounts.create(SYSTEM, "eve", " ", Optional.of("nowhere"), PASSWORD))
                        .violations())
                .extracting("pointer")
                .containsExactly("/displayName", "/email");
        refused(
                "group-missing",
                () -> site.accounts.update(
                        SYSTEM,
                        site.models
                                .current()
                                .parts()
                                .users()
                                .keySet()
                                .iterator()
                                .next(),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Set.of(UUID.randomUUID()))));
        refused("invalid-cursor", () -> site.accounts.users(SYSTEM, new PageRequest(10, Optional.of("?"))));
    }

    @OnEachEngine
    void usersArePagedInTheOrderOfLogins(Database database) {
        Site site = new Site(database);
        String hash = site.hasher.hash(PASSWORD);
        site.models.change(java.util.EnumSet.of(coop.plenum.core.access.model.Parts.Part.PEOPLE), (sql, before) -> {
            for (int i = 0; i < 25; i++) {
                String login = "user" + (i < 10 ? "0" : "") + i;
                UserTable.insert(sql, JdbcAccounts.created(login, login, Optional.empty()), hash);
            }
            return hash;
        });
        List<String> logins = new ArrayList<>();
        Optional<String> after = Optional.empty();
        int pages = 0;
        do {
            Page<User> page = site.accounts.users(SYSTEM, new PageRequest(10, after));
            page.items().forEach(user -> logins.add(user.login()));
            after = page.next();
            pages++;
        } while (after.isPresent());
        assertThat(pages).isEqualTo(3);
        assertThat(logins).hasSize(25).isSorted().doesNotHaveDuplicates();
    }

    @OnEachEngine
    void peopleLookAfterTheirOwnAccountOnly(Database database) {
        Site site = new Site(database);
        Caller bob = site.user("bob");
        Caller carol = site.user("carol");
        UUID id = bob.subject().id();
        site.accounts.update(bob, id, 1, Optional.of("Robert"), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(site.accounts.user(bob, id)).isPresent();
        refused("access-denied", () -> site.accounts.user(carol, id));
        refused("access-denied", () -> site.accounts.users(bob, PageRequest.first()));
        refused(
                "access-denied",
                () -> site.accounts.update(
                        bob,
                        id,
                        2,
                        Optional.empty(),
                        Optional.of("b@example.org"),
                        Optional.empty(),
                        Optional.empty()));
        refused("access-denied", () -> site.accounts.changePassword(carol, id, Optional.empty(), OTHER));
    }

    @OnEachEngine
    void aPasswordIsChangedByWhoKnowsIt(Database database) {
        Site site = new Site(database);
        Caller bob = site.user("bob");
        Session here = site.authentication.logIn("bob", PASSWORD, HOME);
        Session there = site.authentication.logIn("bob", PASSWORD, HOME);
        Caller signedIn = Site.caller(site.authentication.session(here.secret()).orElseThrow());
        UUID id = bob.subject().id();
        refused("current-password-required", () -> site.accounts.changePassword(signedIn, id, Optional.empty(), OTHER));
        refused("wrong-credentials", () -> site.accounts.changePassword(signedIn, id, Optional.of(OTHER), OTHER));
        site.accounts.changePassword(signedIn, id, Optional.of(PASSWORD), OTHER);
        assertThat(site.authentication.session(here.secret())).isPresent();
        assertThat(site.authentication.session(there.secret())).isEmpty();
        refused("wrong-credentials", () -> site.authentication.logIn("bob", PASSWORD, HOME));
        site.authentication.logIn("bob", OTHER, HOME);
    }

    @OnEachEngine
    void managingUsersIsNoWayToMorePower(Database database) {
        Site site = new Site(database);
        Caller ann = site.administrator();
        Caller bob = site.user("bob");
        Caller carol = site.user("carol");
        site.give(bob, site.role("user-manager", "user.manage", "user.view"), ROOT);
        site.accounts.changePassword(bob, carol.subject().id(), Optional.empty(), OTHER);
        refused(
                "permission-not-held",
                () -> site.accounts.changePassword(bob, ann.subject().id(), Optional.empty(), OTHER));

        Group chiefs = site.accounts.createGroup(SYSTEM, "chiefs", "Chiefs");
        site.grants.grant(SYSTEM, Subject.Kind.GROUP, chiefs.id(), BuiltInRoles.ADMINISTRATOR.id(), ROOT);
        refused(
                "permission-not-held",
                () -> site.accounts.update(
                        bob,
                        bob.subject().id(),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Set.of(chiefs.id()))));

        Caller dave = site.user("dave");
        site.give(dave, BuiltInRoles.ADMINISTRATOR, ROOT);
        site.accounts.update(
                bob, dave.subject().id(), 1, Optional.empty(), Optional.empty(), Optional.of(false), Optional.empty());
        refused(
                "permission-not-held",
                () -> site.accounts.update(
                        bob,
                        dave.subject().id(),
                        2,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(true),
                        Optional.empty()));
    }

    @OnEachEngine
    void aDisabledUserIsOutAtOnce(Database database) {
        Site site = new Site(database);
        Caller bob = site.user("bob");
        site.give(bob, BuiltInRoles.VIEWER, ROOT);
        Session session = site.authentication.logIn("bob", PASSWORD, HOME);
        String token =
                site.tokens.issue(bob, "ci", Set.of(), ROOT, Duration.ofDays(1)).secret();
        site.accounts.update(
                SYSTEM,
                bob.subject().id(),
                site.get(bob).revision(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(false),
                Optional.empty());
        assertThat(site.authentication.session(session.secret())).isEmpty();
        assertThat(site.authentication.token(token)).isEmpty();
        assertThat(site.access.decide(bob, "server.view", ROOT).reasons()).containsExactly("The user bob is disabled.");
        refused("wrong-credentials", () -> site.authentication.logIn("bob", PASSWORD, HOME));
    }

    @OnEachEngine
    void groupsHaveNamesOfTheirOwn(Database database) {
        Site site = new Site(database);
        Group staff = site.accounts.createGroup(SYSTEM, "staff", "Staff");
        refused("group-name-taken", () -> site.accounts.createGroup(SYSTEM, "staff", "Staff"));
        refused("stale-revision", () -> site.accounts.deleteGroup(SYSTEM, staff.id(), 9));
        assertThat(site.accounts.groups(SYSTEM)).containsExactly(staff);
        site.accounts.deleteGroup(SYSTEM, staff.id(), 1);
        refused("group-missing", () -> site.accounts.deleteGroup(SYSTEM, staff.id(), 1));
    }

    @OnEachEngine
    void aGroupGetsAnotherTitleAndKeepsItsName(Database database) {
        Site site = new Site(database);
        Group staff = site.accounts.createGroup(SYSTEM, "staff", "Staff");
        Group renamed = site.accounts.updateGroup(SYSTEM, staff.id(), 1, "Everybody");
        assertThat(renamed).isEqualTo(new Group(staff.id(), "staff", "Everybody", 2));
        assertThat(site.accounts.groups(SYSTEM)).containsExactly(renamed);
        assertThat(site.audit.last().action()).isEqualTo("group.update");
        refused("stale-revision", () -> site.accounts.updateGroup(SYSTEM, staff.id(), 1, "Others"));
        refused("invalid-group", () -> site.accounts.updateGroup(SYSTEM, staff.id(), 2, " "));
        Caller bob = site.user("bob");
        refused("access-denied", () -> site.accounts.updateGroup(bob, staff.id(), 2, "Others"));
    }
}

package coop.plenum.core.access;

import static coop.plenum.core.access.Codes.refused;
import static coop.plenum.core.access.Site.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Grant;
import coop.plenum.api.access.Group;
import coop.plenum.api.access.Role;
import coop.plenum.api.access.Space;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Subject;
import coop.plenum.api.audit.AuditEvent.Outcome;
import coop.plenum.core.access.model.BuiltInRoles;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

final class JdbcGrantsTest {
    private static final Caller SYSTEM = Caller.system("test");

    @OnEachEngine
    void aGrantHoldsInItsSpaceAndBelow(Database database) {
        Site site = new Site(database);
        Space acme = site.space(ROOT, "acme");
        Space web = site.space(acme.id(), "web");
        Caller bob = site.user("bob");
        assertThat(site.access.decide(bob, "server.view", web.id()).allowed()).isFalse();
        site.give(bob, BuiltInRoles.VIEWER, acme.id());
        Decision decision = site.access.require(bob, "server.view", web.id());
        assertThat(decision.grant())
                .contains(site.models.current().grants().get(0).id());
        assertThat(site.access.decide(bob, "server.view", ROOT).allowed()).isFalse();
        assertThat(site.access.decide(bob, "server.edit", web.id()).allowed()).isFalse();
        assertThat(site.access.scope(bob, "server.view")).isEqualTo(new SpaceScope.Within(Set.of(acme.id(), web.id())));
    }

    @OnEachEngine
    void grantingTwiceGivesTheSameGrant(Database database) {
        Site site = new Site(database);
        Caller bob = site.user("bob");
        Grant first = site.grants.grant(SYSTEM, Subject.Kind.USER, bob.subject().id(), BuiltInRoles.VIEWER.id(), ROOT);
        Grant second =
                site.grants.grant(SYSTEM, Subject.Kind.USER, bob.subject().id(), BuiltInRoles.VIEWER.id(), ROOT);
        assertThat(second).isEqualTo(first);
        assertThat(site.audit.events.stream().filter(event -> event.action().equals("grant.create")))
                .hasSize(1);
        assertThat(new Site(database).grants.list(SYSTEM, Optional.empty())).containsExactly(first);
    }

    @OnEachEngine
    void whatDoesNotExistCannotBeGranted(Database database) {
        Site site = new Site(database);
        UUID bob = site.user("bob").subject().id();
        UUID viewer = BuiltInRoles.VIEWER.id();
        UUID nothing = UUID.randomUUID();
        refused("subject-missing", () -> site.grants.grant(SYSTEM, Subject.Kind.USER, nothing, viewer, ROOT));
        refused("subject-missing", () -> site.grants.grant(SYSTEM, Subject.Kind.GROUP, bob, viewer, ROOT));
        refused(
                "subject-missing",
                () -> site.grants.grant(SYSTEM, Subject.Kind.SYSTEM, Subject.SYSTEM.id(), viewer, ROOT));
        refused("role-missing", () -> site.grants.grant(SYSTEM, Subject.Kind.USER, bob, nothing, ROOT));
        refused("space-missing", () -> site.grants.grant(SYSTEM, Subject.Kind.USER, bob, viewer, nothing));
        refused("grant-missing", () -> site.grants.revoke(SYSTEM, nothing));
    }

    @OnEachEngine
    void nobodyGrantsWhatTheyLack(Database database) {
        Site site = new Site(database);
        Space acme = site.space(ROOT, "acme");
        Space web = site.space(acme.id(), "web");
        Caller bob = site.user("bob");
        UUID carol = site.user("carol").subject().id();
        site.give(bob, site.role("lead", "access.grant", "*.view"), acme.id());
        site.grants.grant(bob, Subject.Kind.USER, carol, BuiltInRoles.VIEWER.id(), web.id());
        assertThat(refused(
                        "permission-not-held",
                        () -> site.grants.grant(bob, Subject.Kind.USER, carol, BuiltInRoles.OPERATOR.id(), web.id())))
                .hasMessageContaining("*.edit")
                .hasMessageContaining("/acme/web");
        refused(
                "access-denied",
                () -> site.grants.grant(bob, Subject.Kind.USER, carol, BuiltInRoles.VIEWER.id(), ROOT));
        Role wiper = site.role("wiper", "server.wipe");
        refused("permission-not-held", () -> site.grants.grant(bob, Subject.Kind.USER, carol, wiper.id(), web.id()));
    }

    @OnEachEngine
    void groupsPassOnTheirGrants(Database database) {
        Site site = new Site(database);
        Caller bob = site.user("bob");
        Group staff = site.accounts.createGroup(SYSTEM, "staff", "Staff");
        site.grants.grant(SYSTEM, Subject.Kind.GROUP, staff.id(), BuiltInRoles.VIEWER.id(), ROOT);
        site.accounts.update(
                SYSTEM,
                bob.subject().id(),
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Set.of(staff.id())));
        assertThat(site.access.decide(bob, "server.view", ROOT).reasons())
                .containsExactly("The group staff holds the role viewer in /.");
        assertThat(site.access.scope(bob, "server.view")).isEqualTo(new SpaceScope.Everywhere());
        site.accounts.deleteGroup(SYSTEM, staff.id(), 1);
        assertThat(site.access.decide(bob, "server.view", ROOT).allowed()).isFalse();
        assertThat(site.get(bob).groups()).isEmpty();
    }

    @OnEachEngine
    void theLastAdministratorStays(Database database) {
        Site site = new Site(database);
        Caller ann = site.administrator();
        UUID grant = site.models.current().grants().get(0).id();
        refused("last-administrator", () -> site.grants.revoke(ann, grant));
        refused(
                "last-administrator",
                () -> site.accounts.delete(ann, ann.subject().id(), 1));
        refused(
                "last-administrator",
                () -> site.accounts.update(
                        ann,
                        ann.subject().id(),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(false),
                        Optional.empty()));

        Role all = site.role("everything", "*");
        Caller bob = site.user("bob");
        site.give(bob, all, ROOT);
        site.grants.revoke(ann, grant);
        assertThat(site.access.decide(ann, "user.view", ROOT).allowed()).isFalse();
        refused("last-administrator", () -> site.roles.update(bob, all.id(), 1, "Less", Set.of("*.view")));
        assertThat(site.access.decide(bob, "user.manage", ROOT).allowed()).isTrue();
    }

    @OnEachEngine
    void twoAdministratorsCannotRemoveEachOtherAtTheSameTime(Database database) throws InterruptedException {
        Site site = new Site(database);
        Site other = new Site(database);
        Caller ann = site.administrator();
        Caller bob = site.user("bob");
        site.give(bob, BuiltInRoles.ADMINISTRATOR, ROOT);
        List<Grant> both = site.models.current().grants();
        List<String> codes = Collections.synchronizedList(new ArrayList<>());
        other.user("carol");
        Thread one = new Thread(() -> revoke(site, ann, both.get(1), codes));
        Thread two = new Thread(() -> revoke(other, bob, both.get(0), codes));
        one.start();
        two.start();
        one.join(30_000);
        two.join(30_000);
        assertThat(codes).containsExactlyInAnyOrder("done", "last-administrator");
        assertThat(new Site(database).models.current().administered()).isTrue();
    }

    private static void revoke(Site site, Caller caller, Grant grant, List<String> codes) {
        try {
            site.grants.revoke(caller, grant.id());
            codes.add("done");
        } catch (PlenumException e) {
            codes.add(e.code());
        }
    }

    @OnEachEngine
    void modulesHoldTheirRoleAndWhatIsGrantedToThem(Database database) {
        Site site = new Site(database);
        Caller module = site.access.module("coop.plenum.infrastructure");
        assertThat(module.subject().kind()).isEqualTo(Subject.Kind.MODULE);
        assertThat(module.subject())
                .isEqualTo(site.access.module("coop.plenum.infrastructure").subject());
        assertThat(site.access.decide(module, "server.view", ROOT).allowed()).isTrue();
        assertThat(site.access.decide(module, "secret.use", ROOT).allowed()).isTrue();
        assertThat(site.access.decide(module, "server.edit", ROOT).allowed()).isFalse();
        site.grants.grant(SYSTEM, Subject.Kind.MODULE, module.subject().id(), BuiltInRoles.OPERATOR.id(), ROOT);
        assertThat(site.access.decide(module, "server.edit", ROOT).allowed()).isTrue();
        assertThat(site.grants
                        .explain(SYSTEM, module.subject().id(), "server.edit", ROOT)
                        .reasons()
                        .get(0))
                .contains("module coop.plenum.infrastructure", "operator");
    }

    @OnEachEngine
    void anExplanationNamesGrantRoleAndSpace(Database database) {
        Site site = new Site(database);
        Space acme = site.space(ROOT, "acme");
        Caller bob = site.user("bob");
        site.give(bob, BuiltInRoles.VIEWER, acme.id());
        Grant grant = site.models.current().grants().get(0);
        Decision yes = site.grants.explain(bob, bob.subject().id(), "server.view", acme.id());
        assertThat(yes.allowed()).isTrue();
        assertThat(yes.reasons())
                .containsExactly("Grant " + grant.id()
                        + ": the user bob holds the role viewer in /acme and below; it contains server.view through"
                        + " *.view.");
    }

    @OnEachEngine
    void anExplanationSaysWhatIsLackingAndWhoCanHelp(Database database) {
        Site site = new Site(database);
        Caller ann = site.administrator();
        Caller bob = site.user("bob");
        Decision no = site.grants.explain(bob, bob.subject().id(), "server.edit", ROOT);
        assertThat(no.allowed()).isFalse();
        assertThat(no.reasons())
                .containsExactly(
                        "bob holds no role that contains server.edit in / or a space above it.",
                        "Roles that contain server.edit: administrator, operator, developer.",
                        "Who could grant it in /: root-ann.");
        assertThat(site.grants
                        .explain(ann, bob.subject().id(), "server.fly", ROOT)
                        .reasons())
                .anyMatch(reason -> reason.contains("No permission named server.fly exists"));
        refused("access-denied", () -> site.grants.explain(bob, ann.subject().id(), "server.view", ROOT));
        refused("subject-missing", () -> site.grants.explain(ann, UUID.randomUUID(), "server.view", ROOT));
    }

    @OnEachEngine
    void onlyGrantsOfVisibleSpacesAreListed(Database database) {
        Site site = new Site(database);
        Space acme = site.space(ROOT, "acme");
        Caller bob = site.user("bob");
        Caller carol = site.user("carol");
        site.give(bob, BuiltInRoles.VIEWER, acme.id());
        site.give(carol, BuiltInRoles.VIEWER, ROOT);
        assertThat(site.grants.list(bob, Optional.empty())).hasSize(1);
        assertThat(site.grants.list(carol, Optional.empty())).hasSize(2);
        assertThat(site.grants.list(carol, Optional.of(bob.subject().id()))).hasSize(1);
        assertThat(site.grants.list(site.user("dave"), Optional.empty())).isEmpty();
    }

    @OnEachEngine
    void aDenialIsAuditedAlsoWhenItRollsBack(Database database) {
        Site site = new Site(database);
        Caller bob = site.user("bob");
        refused("access-denied", () -> database.write(sql -> site.access.require(bob, "server.wipe", ROOT)));
        assertThat(site.audit.lastDetached()).satisfies(event -> {
            assertThat(event.action()).isEqualTo("server.wipe");
            assertThat(event.outcome()).isEqualTo(Outcome.DENIED);
            assertThat(event.caller()).isEqualTo(bob);
            assertThat(event.space()).contains(ROOT);
        });
    }
}

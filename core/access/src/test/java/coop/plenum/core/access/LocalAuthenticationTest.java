package coop.plenum.core.access;

import static coop.plenum.core.access.Codes.refused;
import static coop.plenum.core.access.Site.HOME;
import static coop.plenum.core.access.Site.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.access.Authentication.Session;
import coop.plenum.api.access.Authentication.SignedIn;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.audit.AuditEvent.Outcome;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

final class LocalAuthenticationTest {
    private static final char[] WRONG = "not the password at all".toCharArray();

    @OnEachEngine
    void aLogInOpensASession(Database database) {
        Site site = new Site(database);
        Caller bob = site.user("bob");
        Session session = site.authentication.logIn(" BOB ", PASSWORD, HOME);
        assertThat(session.subject()).isEqualTo(bob.subject());
        assertThat(session.toString()).doesNotContain(session.secret());
        SignedIn signedIn = site.authentication.session(session.secret()).orElseThrow();
        assertThat(signedIn.credential()).isEqualTo(session.id());
        assertThat(signedIn.csrfToken()).contains(session.csrfToken());
        assertThat(session.csrfToken()).isNotEqualTo(session.secret());
        assertThat(site.get(bob).lastLogInAt()).isPresent();
        assertThat(site.audit.last().action()).isEqualTo("session.log-in");
        assertThat(site.authentication.session("A".repeat(43))).isEmpty();
        assertThat(site.authentication.session("'; --")).isEmpty();
    }

    @OnEachEngine
    void everyFailureLooksTheSameAndIsAudited(Database database) {
        Site site = new Site(database);
        Caller bob = site.user("bob");
        String wrongPassword = refused("wrong-credentials", () -> site.authentication.logIn("bob", WRONG, HOME))
                .getMessage();
        assertThat(site.audit.lastDetached().outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(site.audit.lastDetached().caller().subject()).isEqualTo(bob.subject());
        String unknown = refused("wrong-credentials", () -> site.authentication.logIn("nobody", WRONG, HOME))
                .getMessage();
        assertThat(unknown).isEqualTo(wrongPassword);
        assertThat(site.audit.lastDetached().targetId()).isEqualTo("unknown");
        assertThat(site.audit.lastDetached().details().toString()).doesNotContain("nobody");
        refused("wrong-credentials", () -> site.authentication.logIn("bob", new char[0], HOME));
        refused("wrong-credentials", () -> site.authentication.logIn("bob", new char[100_000], HOME));
    }

    @OnEachEngine
    void aSessionEndsWithLogOut(Database database) {
        Site site = new Site(database);
        site.user("bob");
        Session session = site.authentication.logIn("bob", PASSWORD, HOME);
        Session other = site.authentication.logIn("bob", PASSWORD, HOME);
        Caller caller =
                Site.caller(site.authentication.session(session.secret()).orElseThrow());
        site.authentication.logOut(caller);
        assertThat(site.authentication.session(session.secret())).isEmpty();
        assertThat(site.authentication.session(other.secret())).isPresent();
        assertThat(site.audit.last().action()).isEqualTo("session.log-out");
        int entries = site.audit.events.size();
        site.authentication.logOut(caller);
        assertThat(site.audit.events).hasSize(entries);
    }

    @OnEachEngine
    void aSessionEndsWhenItIsIdleOrOld(Database database) {
        Site site = new Site(database);
        site.user("bob");
        Session idle = site.authentication.logIn("bob", PASSWORD, HOME);
        Session used = site.authentication.logIn("bob", PASSWORD, HOME);
        site.clock.move(JdbcSessions.IDLE.minusMinutes(1));
        assertThat(site.authentication.session(used.secret())).isPresent();
        site.clock.move(Duration.ofMinutes(2));
        assertThat(site.authentication.session(idle.secret())).isEmpty();
        assertThat(site.authentication.session(used.secret())).isPresent();
        for (int i = 0; i < 14; i++) {
            site.clock.move(Duration.ofHours(11));
            site.authentication.session(used.secret());
        }
        site.clock.move(Duration.ofHours(3));
        assertThat(site.authentication.session(used.secret())).isEmpty();
        site.authentication.logIn("bob", PASSWORD, HOME);
        long left = database.read(sql -> sql.one("SELECT COUNT(*) FROM access_session", row -> row.number(1)))
                .orElseThrow();
        assertThat(left).isEqualTo(1);
    }

    @OnEachEngine
    void aSessionSurvivesARestartAndUseIsNotedOnceAMinute(Database database) {
        Site site = new Site(database);
        site.user("bob");
        Session session = site.authentication.logIn("bob", PASSWORD, HOME);
        assertThat(new Site(database).authentication.session(session.secret())).isPresent();
        SignedIn first = site.authentication.session(session.secret()).orElseThrow();
        site.clock.move(Duration.ofSeconds(50));
        assertThat(site.authentication.session(session.secret())).contains(first);
        site.clock.move(Duration.ofSeconds(20));
        assertThat(site.authentication.session(session.secret()).orElseThrow().expiresAt())
                .isEqualTo(first.expiresAt().plusSeconds(70));
    }

    /** Else one read a minute would wait for the disk. */
    @OnEachEngine
    void nobodyWaitsUntilUseIsNoted(Database database) {
        Site site = new Site(database);
        site.user("bob");
        Session session = site.authentication.logIn("bob", PASSWORD, HOME);
        SignedIn first = site.authentication.session(session.secret()).orElseThrow();
        List<Runnable> held = new ArrayList<>();
        site.notes = held::add;
        site.clock.move(Duration.ofSeconds(70));

        assertThat(site.authentication.session(session.secret()).orElseThrow().expiresAt())
                .isEqualTo(first.expiresAt().plusSeconds(70));
        assertThat(site.authentication.session(session.secret())).isPresent();
        assertThat(held).as("noted once").hasSize(1);
        Instant before = lastUsed(database, session);
        held.get(0).run();
        assertThat(lastUsed(database, session)).isEqualTo(before.plusSeconds(70));
    }

    private static Instant lastUsed(Database database, Session session) {
        return database.read(sql -> sql.one(
                        "SELECT last_used_at FROM access_session WHERE id = ?", row -> row.instant(1), session.id()))
                .orElseThrow();
    }

    @OnEachEngine
    void guessingIsSlowedDownButLocksNobodyOut(Database database) {
        Site site = new Site(database);
        site.user("bob");
        for (int i = 0; i < 4; i++) {
            refused("wrong-credentials", () -> site.authentication.logIn("bob", WRONG, "198.51.100.1"));
        }
        assertThat(refused("too-many-attempts", () -> site.authentication.logIn("bob", PASSWORD, "198.51.100.1"))
                        .retryAfter())
                .contains(Duration.ofSeconds(1));
        site.authentication.logIn("bob", PASSWORD, HOME);
        site.clock.move(Duration.ofSeconds(2));
        site.authentication.logIn("bob", PASSWORD, "198.51.100.1");
    }

    @OnEachEngine
    void anotherNodeNoticesAChange(Database database) throws InterruptedException {
        Site one = new Site(database);
        Site two = new Site(database);
        Caller bob = one.user("bob");
        assertThat(two.models.current().user(bob.subject().id())).isEmpty();
        Caller carol = two.user("carol");
        assertThat(two.models.current().user(bob.subject().id())).isPresent();
        assertThat(two.models.current().user(carol.subject().id())).isPresent();
        refused("login-taken", () -> one.user("carol"));
        for (int i = 0;
                i < 100 && one.models.current().user(carol.subject().id()).isEmpty();
                i++) {
            one.authentication.session("A".repeat(43));
            Thread.sleep(100);
        }
        assertThat(one.models.current().user(carol.subject().id())).isPresent();
    }

    @OnEachEngine
    void theFirstAdministratorIsSetUpOnce(Database database) {
        Site site = new Site(database);
        assertThat(site.authentication.setUpRequired()).isTrue();
        String token = site.authentication.setUpToken().orElseThrow();
        refused("wrong-set-up-token", () -> site.authentication.setUp("x", "ann", "Ann", PASSWORD));
        refused("weak-password", () -> site.authentication.setUp(token, "ann", "Ann", "short".toCharArray()));
        refused("invalid-login", () -> site.authentication.setUp(token, "a n n", "Ann", PASSWORD));
        Subject ann = site.authentication.setUp(token, "ann", "Ann", PASSWORD);
        assertThat(site.authentication.setUpRequired()).isFalse();
        assertThat(site.authentication.setUpToken()).isEmpty();
        assertThat(site.access
                        .decide(Site.caller(ann), "anything.at-all", Site.ROOT)
                        .allowed())
                .isTrue();
        refused("set-up-done", () -> site.authentication.setUp(token, "eve", "Eve", PASSWORD));
        site.authentication.logIn("ann", PASSWORD, HOME);
        assertThat(site.audit.events)
                .anySatisfy(event -> assertThat(event.action()).isEqualTo("system.set-up"));
    }
}

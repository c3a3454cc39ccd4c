package coop.plenum.core.access;

import static coop.plenum.core.access.Codes.refused;
import static coop.plenum.core.access.Site.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.access.ApiToken;
import coop.plenum.api.access.ApiTokens.Issued;
import coop.plenum.api.access.Authentication.SignedIn;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Space;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.core.access.model.BuiltInRoles;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

final class JdbcApiTokensTest {
    private static final Caller SYSTEM = Caller.system("test");
    private static final Duration DAY = Duration.ofDays(1);

    @OnEachEngine
    void aTokenSignsInItsUser(Database database) {
        Site site = new Site(database);
        Caller bob = site.user("bob");
        Issued issued = site.tokens.issue(bob, "ci", Set.of(), ROOT, DAY);
        assertThat(issued.secret()).matches("plm_[A-Za-z0-9_-]{43}");
        assertThat(issued.toString()).doesNotContain(issued.secret());
        SignedIn signedIn = site.authentication.token(issued.secret()).orElseThrow();
        assertThat(signedIn.subject()).isEqualTo(bob.subject());
        assertThat(signedIn.credential()).isEqualTo(issued.token().id());
        assertThat(signedIn.csrfToken()).isEmpty();
        assertThat(site.tokens.list(bob, bob.subject().id()))
                .singleElement()
                .extracting(ApiToken::lastUsedAt)
                .isNotEqualTo(Optional.empty());
        assertThat(site.authentication.token(issued.secret() + "x")).isEmpty();
        assertThat(site.authentication.token("plm_" + "A".repeat(43))).isEmpty();
    }

    @OnEachEngine
    void theSecretIsNotStored(Database database) {
        Site site = new Site(database);
        Caller bob = site.user("bob");
        Issued issued = site.tokens.issue(bob, "ci", Set.of(), ROOT, DAY);
        String stored = database.read(sql -> sql.one("SELECT secret_hash FROM access_token", row -> row.text(1))
                .orElseThrow());
        assertThat(stored).hasSize(64).doesNotContain(issued.secret().substring(4));
    }

    @OnEachEngine
    void aTokenIsNarrowedToPermissionsAndSpace(Database database) {
        Site site = new Site(database);
        Space acme = site.space(ROOT, "acme");
        Space web = site.space(acme.id(), "web");
        Caller bob = site.user("bob");
        site.give(bob, BuiltInRoles.OPERATOR, acme.id());
        Issued issued = site.tokens.issue(bob, "ci", Set.of("*.view"), web.id(), DAY);
        Caller token = Site.caller(site.authentication.token(issued.secret()).orElseThrow());
        assertThat(site.access.decide(token, "server.view", web.id()).allowed()).isTrue();
        assertThat(site.access.decide(token, "server.view", acme.id()).allowed())
                .isFalse();
        assertThat(site.access.decide(token, "server.edit", web.id()).reasons())
                .containsExactly("The API token \"ci\" is narrowed to permissions without server.edit.");
        assertThat(site.access.scope(token, "server.view")).isEqualTo(new SpaceScope.Within(Set.of(web.id())));
        assertThat(site.access.scope(token, "server.edit")).isEqualTo(new SpaceScope.Within(Set.of()));
    }

    @OnEachEngine
    void whatCarriesARevokedOrExpiredTokenIsRefused(Database database) {
        Site site = new Site(database);
        Caller bob = site.user("bob");
        site.give(bob, BuiltInRoles.VIEWER, ROOT);
        Issued first = site.tokens.issue(bob, "first", Set.of(), ROOT, DAY);
        Issued second = site.tokens.issue(bob, "second", Set.of(), ROOT, DAY);
        Caller withFirst = Site.caller(site.authentication.token(first.secret()).orElseThrow());
        Caller withSecond =
                Site.caller(site.authentication.token(second.secret()).orElseThrow());
        assertThat(site.access.decide(withFirst, "server.view", ROOT).allowed()).isTrue();
        site.tokens.revoke(bob, first.token().id());
        assertThat(site.authentication.token(first.secret())).isEmpty();
        assertThat(site.access.decide(withFirst, "server.view", ROOT).allowed()).isFalse();
        assertThat(site.tokens.list(bob, bob.subject().id())).hasSize(1);
        refused("token-missing", () -> site.tokens.revoke(bob, first.token().id()));

        site.clock.move(DAY.plusSeconds(1));
        assertThat(site.authentication.token(second.secret())).isEmpty();
        assertThat(site.access.decide(withSecond, "server.view", ROOT).allowed())
                .isFalse();
    }

    @OnEachEngine
    void aTokenGivesNothingThatItsUserLacks(Database database) {
        Site site = new Site(database);
        Space acme = site.space(ROOT, "acme");
        Caller bob = site.user("bob");
        site.give(bob, BuiltInRoles.VIEWER, acme.id());
        site.tokens.issue(bob, "below is enough", Set.of("server.view"), ROOT, DAY);
        refused("permission-not-held", () -> site.tokens.issue(bob, "ci", Set.of("server.edit"), ROOT, DAY));
        refused("unknown-permission", () -> site.tokens.issue(bob, "ci", Set.of("server.fly"), ROOT, DAY));
        refused("invalid-lifetime", () -> site.tokens.issue(bob, "ci", Set.of(), ROOT, Duration.ofDays(366)));
        refused("invalid-token", () -> site.tokens.issue(bob, " ", Set.of(), ROOT, DAY));
        refused("space-missing", () -> site.tokens.issue(bob, "ci", Set.of(), UUID.randomUUID(), DAY));
    }

    @OnEachEngine
    void aTokenIsNoPerson(Database database) {
        Site site = new Site(database);
        Caller ann = site.administrator();
        Issued issued = site.tokens.issue(ann, "ci", Set.of(), ROOT, DAY);
        Caller token = Site.caller(site.authentication.token(issued.secret()).orElseThrow());
        refused("session-required", () -> site.tokens.issue(token, "child", Set.of(), ROOT, DAY));
        refused(
                "session-required",
                () -> site.accounts.changePassword(
                        token, ann.subject().id(), Optional.empty(), "a quiet evening by the sea".toCharArray()));
        Issued narrow = site.tokens.issue(ann, "narrow", Set.of("server.view"), ROOT, DAY);
        Caller narrowed = Site.caller(site.authentication.token(narrow.secret()).orElseThrow());
        refused(
                "access-denied",
                () -> site.tokens.revoke(narrowed, narrow.token().id()));
        refused(
                "access-denied",
                () -> site.accounts.update(
                        narrowed,
                        ann.subject().id(),
                        1,
                        Optional.of("Hacked"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @OnEachEngine
    void tokensOfOthersNeedPermission(Database database) {
        Site site = new Site(database);
        Caller bob = site.user("bob");
        Caller carol = site.user("carol");
        Issued issued = site.tokens.issue(bob, "ci", Set.of(), ROOT, DAY);
        refused("access-denied", () -> site.tokens.list(carol, bob.subject().id()));
        refused("access-denied", () -> site.tokens.revoke(carol, issued.token().id()));
        site.tokens.revoke(SYSTEM, issued.token().id());
        site.accounts.delete(SYSTEM, bob.subject().id(), 1);
        assertThat(site.models.current().token(issued.token().id())).isEmpty();
    }
}

package coop.plenum.core.access;

import static coop.plenum.core.access.Codes.refused;
import static coop.plenum.core.access.Site.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Space;
import coop.plenum.api.event.PlatformEvent;
import coop.plenum.core.access.model.BuiltInRoles;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

final class JdbcSpacesTest {
    private static final Caller SYSTEM = Caller.system("test");

    @OnEachEngine
    void theRootIsThereFromTheBeginning(Database database) {
        Site site = new Site(database);
        assertThat(site.spaces.list(SYSTEM)).singleElement().satisfies(root -> {
            assertThat(root.id()).isEqualTo(ROOT);
            assertThat(root.path()).isEqualTo("/");
        });
    }

    @OnEachEngine
    void aSpaceIsCreatedRenamedAndDeletedWithItsTrace(Database database) {
        Site site = new Site(database);
        Space acme = site.spaces.create(SYSTEM, ROOT, Space.Kind.ORGANIZATION, "acme", "Acme");
        Space web = site.spaces.create(SYSTEM, acme.id(), Space.Kind.PROJECT, "web", "Web");
        assertThat(web.path()).isEqualTo("/acme/web");
        assertThat(site.spaces.list(SYSTEM)).extracting(Space::path).containsExactly("/", "/acme", "/acme/web");

        Space renamed = site.spaces.update(SYSTEM, acme.id(), 1, "acme-eu", "Acme Europe");
        assertThat(renamed).isEqualTo(site.spaces.find(SYSTEM, acme.id()).orElseThrow());
        assertThat(site.spaces.find(SYSTEM, web.id()).orElseThrow().path()).isEqualTo("/acme-eu/web");
        assertThat(site.audit.last().action()).isEqualTo("space.update");
        assertThat(site.audit.last().beforeDigest())
                .isPresent()
                .isNotEqualTo(site.audit.last().afterDigest());

        site.spaces.delete(SYSTEM, web.id(), 1);
        assertThat(site.spaces.find(SYSTEM, web.id())).isEmpty();
        assertThat(site.events)
                .extracting(event -> ((PlatformEvent) event.getProperty(PlatformEvent.PROPERTY)).type())
                .containsOnly("access.changed")
                .hasSize(4);
    }

    @OnEachEngine
    void whatContradictsTheTreeIsRefused(Database database) {
        Site site = new Site(database);
        Space acme = site.spaces.create(SYSTEM, ROOT, Space.Kind.PROJECT, "acme", "Acme");
        refused("space-name-taken", () -> site.space(ROOT, "acme"));
        refused("space-missing", () -> site.space(UUID.randomUUID(), "lost"));
        refused("stale-revision", () -> site.spaces.update(SYSTEM, acme.id(), 7, "acme", "Acme"));
        refused("space-not-empty", () -> {
            site.spaces.create(SYSTEM, acme.id(), Space.Kind.ENVIRONMENT, "prod", "Production");
            site.spaces.delete(SYSTEM, acme.id(), 1);
        });
        refused("root-space", () -> site.spaces.delete(SYSTEM, ROOT, 1));
        refused(
                "invalid-space-kind",
                () -> site.spaces.create(SYSTEM, acme.id(), Space.Kind.ORGANIZATION, "org", "Org"));
        assertThat(refused("invalid-space", () -> site.spaces.create(SYSTEM, ROOT, Space.Kind.PROJECT, "No Name", " "))
                        .violations())
                .extracting("pointer")
                .containsExactly("/name", "/title");
    }

    @OnEachEngine
    void aSpaceThatSomethingRefersToIsNotEmpty(Database database) {
        Site site = new Site(database);
        Space acme = site.space(ROOT, "acme");
        database.write(sql -> sql.update("CREATE TABLE test_item (space UUID REFERENCES access_space (id))"));
        database.write(sql -> sql.update("INSERT INTO test_item (space) VALUES (?)", acme.id()));
        refused("space-not-empty", () -> site.spaces.delete(SYSTEM, acme.id(), 1));
        assertThat(site.spaces.find(SYSTEM, acme.id())).isPresent();
    }

    @OnEachEngine
    void grantsAndTokensGoWithTheirSpace(Database database) {
        Site site = new Site(database);
        Space acme = site.space(ROOT, "acme");
        Caller bob = site.user("bob");
        site.give(bob, BuiltInRoles.VIEWER, acme.id());
        String token = site.tokens
                .issue(bob, "ci", Set.of(), acme.id(), Duration.ofDays(1))
                .secret();
        site.spaces.delete(SYSTEM, acme.id(), 1);
        assertThat(site.grants.list(SYSTEM, java.util.Optional.empty())).isEmpty();
        assertThat(site.authentication.token(token)).isEmpty();
    }

    @OnEachEngine
    void peopleSeeAndManageOnlyTheirPartOfTheTree(Database database) {
        Site site = new Site(database);
        Space acme = site.space(ROOT, "acme");
        Space web = site.space(acme.id(), "web");
        site.space(ROOT, "umbrella");
        Caller bob = site.user("bob");
        site.give(bob, BuiltInRoles.VIEWER, acme.id());
        assertThat(site.spaces.list(bob)).extracting(Space::path).containsExactly("/acme", "/acme/web");
        assertThat(site.spaces.find(bob, ROOT)).isEmpty();

        assertThat(refused("access-denied", () -> site.spaces.delete(bob, web.id(), 1)))
                .hasMessageContaining("space.manage")
                .hasMessageContaining("/acme/web");
        assertThat(site.audit.lastDetached().action()).isEqualTo("space.manage");
        site.give(bob, site.role("space-manager", "space.manage"), acme.id());
        site.spaces.delete(bob, web.id(), 1);
    }

    @OnEachEngine
    void aChangeWithoutItsAuditEntryDoesNotHappen(Database database) {
        Site site = new Site(database);
        site.audit.stalled = true;
        refused("audit-unavailable", () -> site.space(ROOT, "acme"));
        assertThat(site.spaces.list(SYSTEM)).hasSize(1);
        assertThat(site.events).isEmpty();
        site.audit.stalled = false;
        site.space(ROOT, "acme");
        assertThat(new Site(database).spaces.list(SYSTEM)).hasSize(2);
    }

    @OnEachEngine
    void changesOfOneUnitOfWorkCommitTogether(Database database) {
        Site site = new Site(database);
        database.write(sql -> {
            Space acme = site.space(ROOT, "acme");
            return site.space(acme.id(), "web");
        });
        assertThat(site.spaces.list(SYSTEM)).hasSize(3);
        refused(
                "space-name-taken",
                () -> database.write(sql -> {
                    site.space(ROOT, "umbrella");
                    return site.space(ROOT, "acme");
                }));
        assertThat(site.spaces.list(SYSTEM)).hasSize(3);
        site.space(ROOT, "umbrella");
        assertThat(new Site(database).spaces.list(SYSTEM)).hasSize(4);
    }
}

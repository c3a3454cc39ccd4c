package coop.plenum.core.access;

import static coop.plenum.core.access.Codes.refused;
import static coop.plenum.core.access.Site.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Role;
import coop.plenum.core.access.model.BuiltInRoles;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.util.Set;

final class JdbcRolesTest {
    private static final Caller SYSTEM = Caller.system("test");

    @OnEachEngine
    void theBuiltInRolesCannotBeChanged(Database database) {
        Site site = new Site(database);
        assertThat(site.roles.list(SYSTEM))
                .extracting(Role::name)
                .containsExactly("administrator", "operator", "developer", "auditor", "viewer", "module");
        refused("role-built-in", () -> site.roles.update(SYSTEM, BuiltInRoles.VIEWER.id(), 1, "x", Set.of("*")));
        refused("role-built-in", () -> site.roles.delete(SYSTEM, BuiltInRoles.VIEWER.id(), 1));
        refused("role-name-taken", () -> site.role("viewer", "server.view"));
    }

    @OnEachEngine
    void aRoleIsCreatedChangedAndDeleted(Database database) {
        Site site = new Site(database);
        Role role = site.role("server-admin", "server.*", "*.view");
        Role changed = site.roles.update(SYSTEM, role.id(), 1, "Servers", Set.of("server.view"));
        assertThat(changed.revision()).isEqualTo(2);
        assertThat(new Site(database).roles.list(SYSTEM)).contains(changed);
        refused("stale-revision", () -> site.roles.delete(SYSTEM, role.id(), 1));
        Caller bob = site.user("bob");
        site.give(bob, changed, ROOT);
        refused("role-in-use", () -> site.roles.delete(SYSTEM, role.id(), 2));
        site.grants.revoke(SYSTEM, site.models.current().grants().get(0).id());
        site.roles.delete(SYSTEM, role.id(), 2);
        assertThat(site.roles.list(SYSTEM)).hasSize(6);
    }

    @OnEachEngine
    void unknownPermissionsAreAllNamed(Database database) {
        Site site = new Site(database);
        assertThat(refused("unknown-permission", () -> site.role("odd", "server.fly", "a..b", "server.view"))
                        .violations())
                .hasSize(2);
    }

    @OnEachEngine
    void aRoleKeepsThePermissionsOfARemovedModule(Database database) {
        Site site = new Site(database);
        Role role = site.role("keeper", "server.view");
        site.permissions.retract("test");
        Role changed = site.roles.update(SYSTEM, role.id(), 1, "Keeper", Set.of("server.view", "space.view"));
        assertThat(changed.permissions()).containsExactlyInAnyOrder("server.view", "space.view");
        refused("unknown-permission", () -> site.role("other", "server.view"));
    }

    @OnEachEngine
    void nobodyPutsIntoARoleWhatTheyLack(Database database) {
        Site site = new Site(database);
        Caller bob = site.user("bob");
        Role manager = site.role("role-manager", "role.manage", "server.view");
        site.give(bob, manager, ROOT);
        site.roles.create(bob, "mine", "Mine", Set.of("server.view"));
        refused("permission-not-held", () -> site.roles.create(bob, "more", "More", Set.of("server.edit")));
        refused("permission-not-held", () -> site.roles.create(bob, "all", "All", Set.of("*")));
        refused("permission-not-held", () -> site.roles.create(bob, "views", "Views", Set.of("*.view")));
        refused(
                "permission-not-held",
                () -> site.roles.update(
                        bob, manager.id(), 1, "Me", Set.of("role.manage", "server.view", "server.wipe")));
        assertThat(site.audit.lastDetached().action()).isEqualTo("role.manage");
    }
}

package coop.plenum.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.access.Permission;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PermissionRegistryTest {
    private final PermissionRegistry registry = new PermissionRegistry();

    @Test
    void anOwnerReplacesItsPermissions() {
        registry.declare("m", List.of(permission("m.one", false), permission("m.two", false)));
        registry.declare("m", List.of(permission("m.two", false)));
        assertThat(registry.all())
                .extracting(Permission::name)
                .contains("m.two", "access.grant")
                .doesNotContain("m.one");
        registry.retract("m");
        assertThat(registry.declared("m.two")).isFalse();
        assertThat(registry.declared("access.grant")).isTrue();
    }

    @Test
    void nobodyElseLiftsARestriction() {
        registry.declare("m", List.of(permission("access.grant", false)));
        assertThat(registry.restricted("access.grant")).isTrue();
        assertThat(registry.all())
                .filteredOn(one -> one.name().equals("access.grant"))
                .hasSize(1);
    }

    @Test
    void aRestrictionOutlastsAnUpgradeOfItsModule() {
        registry.declare("m", List.of(permission("m.wipe", true)));
        registry.retract("m");
        assertThat(registry.restricted("m.wipe")).isTrue();
        registry.declare("m", List.of(permission("m.wipe", false)));
        assertThat(registry.restricted("m.wipe")).isFalse();
    }

    private static Permission permission(String name, boolean restricted) {
        return new Permission(name, name, restricted, "m");
    }
}

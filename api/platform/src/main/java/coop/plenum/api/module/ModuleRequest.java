package coop.plenum.api.module;

import java.util.Optional;

/**
 * What to do with a module.
 *
 * @param version the one wanted; empty: the newest in the catalog
 * @param purge uninstall only: also delete its content types with all items
 */
public record ModuleRequest(InstallPlan.Kind kind, String module, Optional<String> version, boolean purge) {
    public static ModuleRequest install(String module) {
        return new ModuleRequest(InstallPlan.Kind.INSTALL, module, Optional.empty(), false);
    }

    public static ModuleRequest uninstall(String module) {
        return new ModuleRequest(InstallPlan.Kind.UNINSTALL, module, Optional.empty(), false);
    }
}

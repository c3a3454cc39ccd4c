package coop.plenum.core.module;

import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.core.module.plan.JarIntake;
import coop.plenum.core.module.state.Change;
import coop.plenum.core.module.state.ModuleRow;
import java.util.List;

/**
 * Content types and permissions of modules, brought in and taken back. Each call may be repeated: after a crash nobody
 * knows how much of it was done.
 */
final class ModuleContent {
    private final ContentTypes contentTypes;
    private final Permissions permissions;
    private final JarIntake intake;

    ModuleContent(ContentTypes contentTypes, Permissions permissions, JarIntake intake) {
        this.contentTypes = contentTypes;
        this.permissions = permissions;
        this.intake = intake;
    }

    void declare(ModuleRow row) {
        permissions.declare(row.name(), row.descriptor().permissions());
    }

    /** Brings what the new version declares; touches no table when that is there already. */
    void bring(Caller caller, ModuleRow row) {
        adopt(caller, row);
        declare(row);
    }

    private void adopt(Caller caller, ModuleRow row) {
        List<ContentType> wanted = intake.content(row.digest()).types().values().stream()
                .flatMap(json -> contentTypes.parse(row.name(), json).stream())
                .toList();
        List<ContentType> present = owned(row.name());
        if (present.size() != wanted.size() || !present.containsAll(wanted)) {
            contentTypes.adopt(as(caller), row.name(), wanted);
        }
    }

    /** What the module brought is out of work now; with {@code purge} its items go too. */
    void retire(Caller caller, String module, boolean purge) {
        permissions.retract(module);
        if (!owned(module).isEmpty()) {
            contentTypes.orphan(as(caller), module, purge);
        }
    }

    /** Takes back what {@link #bring} did, or a part of it. */
    void restore(Caller caller, Change change) {
        if (!change.willRun()) {
            change.before().filter(ModuleRow::runs).ifPresent(this::declare);
        } else if (change.ran()) {
            bring(caller, change.before().orElseThrow());
        } else {
            retire(caller, change.module(), change.before().isEmpty() && !change.hadTypes());
        }
    }

    private List<ContentType> owned(String module) {
        return contentTypes.all().stream()
                .filter(type -> type.owner().equals(module))
                .toList();
    }

    /** Who may change modules need not be allowed to change content types: these come with the module. */
    private static Caller as(Caller caller) {
        return Caller.system(caller.correlation());
    }
}

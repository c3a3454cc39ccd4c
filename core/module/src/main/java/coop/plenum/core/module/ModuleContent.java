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

    /** Brings what this version declares. */
    void bring(Caller caller, ModuleRow row) {
        List<ContentType> wanted = intake.content(row.digest()).types().values().stream()
                .flatMap(json -> contentTypes.parse(row.name(), json).stream())
                .toList();
        if (!wanted.isEmpty() || !owned(row.name()).isEmpty()) {
            contentTypes.adopt(as(caller), row.name(), wanted);
        }
        declare(row);
    }

    void retract(String module) {
        permissions.retract(module);
    }

    /** Nobody gives the module's types meaning any more; with {@code purge} they go with all their items. */
    void orphan(Caller caller, String module, boolean purge) {
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
            retract(change.module());
            orphan(caller, change.module(), change.before().isEmpty() && !change.hadTypes());
        }
    }

    private List<ContentType> owned(String module) {
        return contentTypes.all().stream()
                .filter(type -> type.owner().equals(module))
                .toList();
    }

    /** Who may change modules need not be allowed to change content types: these come with the module. */
    private static Caller as(Caller caller) {
        return Caller.system(caller.correlation()).causedBy(caller);
    }
}

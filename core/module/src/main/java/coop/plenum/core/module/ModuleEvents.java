package coop.plenum.core.module;

import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.event.PlatformEvent;
import coop.plenum.api.module.InstallPlan.Kind;
import coop.plenum.core.module.state.Step;
import coop.plenum.core.store.Database;
import java.util.Locale;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Tells those who may see modules what happens to them. */
final class ModuleEvents {
    private final Database database;
    private final EventAdmin events;

    ModuleEvents(Database database, EventAdmin events) {
        this.database = database;
        this.events = events;
    }

    void progress(Kind kind, String module, Step step) {
        send("module.installing", module, kind, "step", step.name().toLowerCase(Locale.ROOT));
    }

    void changed(Kind kind, String module, String version) {
        boolean gone = kind == Kind.UNINSTALL || kind == Kind.DISABLE;
        send(gone ? "module.uninstalled" : "module.installed", module, kind, "version", version);
    }

    void failed(Kind kind, String module, String why) {
        send("module.failed", module, kind, "reason", why);
    }

    private void send(String type, String module, Kind kind, String name, String value) {
        Values data = Values.builder()
                .put("kind", kind.name().toLowerCase(Locale.ROOT))
                .put(name, value)
                .build();
        PlatformEvent event = PlatformEvent.in(AccessService.ROOT_SPACE, ModulePermissions.VIEW, type, module, data);
        database.afterCommit(() -> events.postEvent(new Event(event.topic(), event.properties())));
    }
}

package coop.plenum.core.audit;

import coop.plenum.api.access.Subject;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * The log as one bundle sees it, so that an entry names the module that caused it: the one that writes it, on whose
 * behalf ever, or the one on whose behalf the core writes.
 */
@Component(service = AuditLog.class, scope = ServiceScope.BUNDLE)
public final class BundleAuditLog implements AuditLog {
    private final MerkleAuditLog log;
    private final InstalledModules modules;
    private final Optional<ModuleCode> writing;

    @Activate
    public BundleAuditLog(
            @Reference MerkleAuditLog log, @Reference InstalledModules modules, ComponentContext component) {
        this(log, modules, component.getUsingBundle());
    }

    BundleAuditLog(MerkleAuditLog log, InstalledModules modules, Bundle user) {
        this.log = log;
        this.modules = modules;
        this.writing = ModuleCode.of(user);
    }

    @Override
    public String append(AuditEvent event) {
        return log.append(event, cause(event));
    }

    @Override
    public String appendDetached(AuditEvent event) {
        return log.appendDetached(event, cause(event));
    }

    private Optional<ModuleCode> cause(AuditEvent event) {
        Subject subject = event.caller().subject();
        return writing.isEmpty() && subject.kind() == Subject.Kind.MODULE
                ? Optional.of(modules.find(subject.name()))
                : writing;
    }
}

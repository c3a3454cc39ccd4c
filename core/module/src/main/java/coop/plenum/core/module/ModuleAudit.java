package coop.plenum.core.module;

import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.module.InstallPlan;
import coop.plenum.api.module.InstallPlan.Kind;
import coop.plenum.core.module.catalog.ModuleResource;
import coop.plenum.core.module.state.Change;
import coop.plenum.core.module.state.ModuleRow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the audit log says of modules: which file, signed by whom, on whose word, how it ended. */
final class ModuleAudit {
    private static final String TARGET = "module";

    private final AuditLog log;

    ModuleAudit(AuditLog log) {
        this.log = log;
    }

    /** Within the unit of work that commits or closes the change. */
    void record(Caller caller, Optional<Decision> decision, Kind kind, List<Change> changes, @Nullable String failure) {
        for (Change change : changes) {
            Optional<ModuleRow> subject = change.after().or(change::before);
            AuditEvent event = event(caller, decision, verb(kind, change), change.module())
                    .digests(
                            change.before().map(ModuleRow::digest).orElse(null),
                            change.after().map(ModuleRow::digest).orElse(null))
                    .with(Values.builder()
                            .put("version", subject.map(ModuleRow::version).orElse(""))
                            .put(
                                    "fromVersion",
                                    change.before().map(ModuleRow::version).orElse(null))
                            .put("bundleDigest", subject.map(ModuleRow::digest).orElse(""))
                            .put("signer", subject.map(ModuleRow::signer).orElse(""))
                            .put("fromSigner", formerSigner(change).orElse(null))
                            .put("failure", failure)
                            .build());
            log.append(failure == null ? event : event.ended(AuditEvent.Outcome.FAILURE));
        }
    }

    /** Of what was there, if somebody else has signed what takes its place. */
    private static Optional<String> formerSigner(Change change) {
        return change.before()
                .map(ModuleRow::signer)
                .filter(signer -> change.after()
                        .filter(row -> !row.signer().equals(signer))
                        .isPresent());
    }

    /** Modules that come along with the one asked for are installed or upgraded. */
    private static String verb(Kind kind, Change change) {
        Kind own = change.before().isEmpty() ? Kind.INSTALL : kind == Kind.INSTALL ? Kind.UPGRADE : kind;
        return own.name().toLowerCase(Locale.ROOT);
    }

    void refused(Caller caller, Decision decision, Kind kind, String module, InstallPlan plan) {
        log.appendDetached(event(caller, Optional.of(decision), kind.name().toLowerCase(Locale.ROOT), module)
                .ended(AuditEvent.Outcome.FAILURE)
                .with(Values.of("refusals", plan.refusals())));
    }

    void quarantined(Caller caller, ModuleRow row) {
        log.append(event(caller, Optional.empty(), "quarantine", row.name())
                .with(Values.builder()
                        .put("version", row.version())
                        .put("bundleDigest", row.digest())
                        .put("reason", row.quarantine().orElse(""))
                        .build()));
    }

    void uploaded(Caller caller, Decision decision, ModuleResource module, String signer) {
        log.append(event(caller, Optional.of(decision), "upload", module.name())
                .digests(null, module.digest())
                .with(Values.builder()
                        .put("version", module.version().toString())
                        .put("signer", signer)
                        .build()));
    }

    private static AuditEvent event(Caller caller, Optional<Decision> decision, String verb, String module) {
        AuditEvent event =
                AuditEvent.of(caller, "module." + verb, TARGET, module).in(AccessService.ROOT_SPACE);
        return decision.map(event::decided).orElse(event);
    }
}

package coop.plenum.core.module.plan;

import static coop.plenum.api.module.InstallPlan.Kind.DOWNGRADE;
import static coop.plenum.api.module.InstallPlan.Kind.ENABLE;
import static coop.plenum.api.module.InstallPlan.Kind.INSTALL;
import static coop.plenum.api.module.InstallPlan.Kind.UPGRADE;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.module.InstallPlan.Kind;
import coop.plenum.api.module.ModuleRequest;
import coop.plenum.core.module.catalog.ModuleCatalog;
import coop.plenum.core.module.catalog.ModuleResource;
import coop.plenum.core.module.runtime.ModuleBundles;
import coop.plenum.core.module.state.Change;
import coop.plenum.core.module.state.DeclaredPermissions;
import coop.plenum.core.module.state.ModuleDescriptor;
import coop.plenum.core.module.state.ModuleRow;
import coop.plenum.core.module.trust.VerifiedJar;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.service.resolver.Resolver;

/** Works out what a request would do. Changes nothing but the jar store, which is a cache of what may come in. */
public final class ModulePlanner {
    private final ModuleCatalog catalog;
    private final JarIntake intake;
    private final ModuleBundles bundles;
    private final Resolver resolver;
    private final ContentTypes contentTypes;
    private final Permissions permissions;

    public ModulePlanner(
            ModuleCatalog catalog,
            JarIntake intake,
            ModuleBundles bundles,
            Resolver resolver,
            ContentTypes contentTypes,
            Permissions permissions) {
        this.catalog = catalog;
        this.intake = intake;
        this.bundles = bundles;
        this.resolver = resolver;
        this.contentTypes = contentTypes;
        this.permissions = permissions;
    }

    /**
     * @param installed the rows by name
     * @param coreAlone why no module may run now; empty: they may
     * @throws PlenumException {@code module-not-found}; all else that stands in the way is a refusal in the plan
     */
    public Proposal plan(ModuleRequest request, Map<String, ModuleRow> installed, Optional<String> coreAlone) {
        PlanDraft draft = new PlanDraft(request);
        boolean leaves = request.kind() == Kind.UNINSTALL || request.kind() == Kind.DISABLE;
        coreAlone
                .filter(reason -> !leaves)
                .ifPresent(reason ->
                        draft.refuse("core-alone", reason + " Modules can only be disabled and uninstalled now."));
        Optional<ModuleRow> row = Optional.ofNullable(installed.get(request.module()));
        switch (request.kind()) {
            case INSTALL, UPGRADE, DOWNGRADE -> bring(draft, row, installed);
            case ENABLE -> enable(draft, row.orElseThrow(() -> notInstalled(request.module())), installed);
            case DISABLE, UNINSTALL -> take(draft, row.orElseThrow(() -> notInstalled(request.module())), installed);
        }
        return draft.finish();
    }

    private static PlenumException notInstalled(String module) {
        return PlenumException.missing("module-not-found", "There is no module " + module + " installed.");
    }

    private void bring(PlanDraft draft, Optional<ModuleRow> row, Map<String, ModuleRow> installed) {
        ModuleRequest request = draft.request();
        Optional<String> contradiction = contradiction(request, row);
        if (contradiction.isPresent()) {
            draft.refuse("not-applicable", contradiction.get());
            return;
        }
        Optional<ModuleResource> target = choose(request, row);
        if (target.isEmpty()) {
            draft.refuse("not-applicable", nothingToChoose(request, row));
            return;
        }
        resolve(draft, target.get(), installed, catalog.all());
    }

    private static Optional<String> contradiction(ModuleRequest request, Optional<ModuleRow> row) {
        String module = request.module();
        if (request.kind() != INSTALL) {
            return row.isPresent() ? Optional.empty() : Optional.of(module + " is not installed. Install it instead.");
        }
        return row.map(present -> module + " " + present.version() + " is installed already"
                + (present.enabled() ? ". Upgrade it instead." : ", but disabled. Enable it instead."));
    }

    private Optional<ModuleResource> choose(ModuleRequest request, Optional<ModuleRow> row) {
        List<ModuleResource> candidates = new ArrayList<>(catalog.all().stream()
                .filter(offer -> offer.name().equals(request.module()))
                .toList());
        if (request.kind() == DOWNGRADE) {
            row.flatMap(ModuleRow::previousDigest).map(intake::stored).ifPresent(stored -> candidates.add(0, stored));
        }
        boolean known = !candidates.isEmpty();
        if (!known && row.isEmpty()) {
            throw PlenumException.missing(
                    "module-not-found",
                    "There is no module " + request.module() + " in the catalog. Upload it, or look at its name.");
        }
        Optional<Version> wanted = request.version().map(ModulePlanner::version);
        return candidates.stream()
                .filter(offer ->
                        wanted.map(version -> version.equals(offer.version())).orElse(true))
                .filter(offer -> row.map(present -> follows(request.kind(), offer, present))
                        .orElse(true))
                .findFirst();
    }

    private static Version version(String text) {
        try {
            return Version.parseVersion(text);
        } catch (IllegalArgumentException e) {
            throw PlenumException.invalid("invalid-version", "\"" + text + "\" is not a version such as 1.2.0.");
        }
    }

    /** An upgrade also takes a changed file of the same version: a developer's next build. */
    private static boolean follows(Kind kind, ModuleResource offer, ModuleRow present) {
        int order = offer.version().compareTo(Version.parseVersion(present.version()));
        return kind == DOWNGRADE
                ? order < 0
                : order > 0 || (order == 0 && !offer.digest().equals(present.digest()));
    }

    private static String nothingToChoose(ModuleRequest request, Optional<ModuleRow> row) {
        String wanted =
                request.version().map(version -> " in version " + version).orElse("");
        return switch (request.kind()) {
            case UPGRADE ->
                "The catalog has nothing newer than " + request.module() + " "
                        + row.map(ModuleRow::version).orElse("") + wanted + ".";
            case DOWNGRADE ->
                "Nothing older than " + request.module() + " "
                        + row.map(ModuleRow::version).orElse("") + " is at hand" + wanted + ".";
            default -> "The catalog has no " + request.module() + wanted + ".";
        };
    }

    private void enable(PlanDraft draft, ModuleRow row, Map<String, ModuleRow> installed) {
        if (row.runs()) {
            draft.refuse("not-applicable", row.name() + " is enabled already.");
            return;
        }
        resolve(draft, intake.stored(row.digest()), installed, List.of());
    }

    private void resolve(
            PlanDraft draft, ModuleResource target, Map<String, ModuleRow> installed, List<ModuleResource> offers) {
        ModuleResolution.Result result = new ModuleResolution(resolver, bundles, installed, offers).resolve(target);
        blast(draft, result.replaced(), result.modules());
        if (!result.refusal().isEmpty()) {
            draft.refuse("requirement-missing", result.refusal());
        }
        for (ModuleResource module : result.modules()) {
            try {
                Kind kind = module == target ? draft.request().kind() : kind(installed.get(module.name()));
                bringOne(draft, kind, module, Optional.ofNullable(installed.get(module.name())));
            } catch (PlenumException e) {
                draft.refuse(e.code(), module + ": " + e.getMessage());
            }
        }
    }

    private static Kind kind(@Nullable ModuleRow before) {
        return before == null ? INSTALL : UPGRADE;
    }

    private void blast(PlanDraft draft, Collection<Bundle> replaced, List<ModuleResource> coming) {
        Set<String> names =
                new HashSet<>(coming.stream().map(ModuleResource::name).toList());
        names.add(draft.request().module());
        for (Bundle bundle : replaced) {
            ModuleBundles.module(bundle)
                    .ifPresentOrElse(
                            module -> {
                                if (!names.contains(module)) {
                                    draft.stops(module);
                                }
                            },
                            () -> draft.refreshes(bundle.getSymbolicName()));
        }
        Set<String> core = new HashSet<>();
        bundles.all().stream()
                .filter(bundle -> ModuleBundles.module(bundle).isEmpty())
                .forEach(bundle -> core.add(bundle.getSymbolicName()));
        coming.stream()
                .filter(module -> core.contains(module.symbolicName()))
                .forEach(module -> draft.refuse(
                        "core-bundle",
                        module + " has the symbolic name " + module.symbolicName() + " of a core bundle."));
    }

    private void bringOne(PlanDraft draft, Kind kind, ModuleResource module, Optional<ModuleRow> before) {
        intake.fetch(module);
        VerifiedJar jar = intake.verify(module);
        List<Permission> declared = permissions(module.name(), jar);
        checkPermissions(draft, module.name(), declared);
        checkTypes(draft, module.name(), jar);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        ModuleRow after = new ModuleRow(
                module.name(),
                module.version().toString(),
                module.digest(),
                true,
                Optional.empty(),
                before.map(ModuleRow::installedAt).orElse(now),
                now,
                jar.signerName(),
                kind == ENABLE ? before.flatMap(ModuleRow::previousDigest) : before.map(ModuleRow::digest),
                new ModuleDescriptor(
                        module.title(), module.description(), module.publisher(), module.requires(), declared));
        draft.add(kind, new Change(module.name(), before, Optional.of(after), hasTypes(module.name())), module);
    }

    private static List<Permission> permissions(String module, VerifiedJar jar) {
        try {
            return jar.permissions()
                    .map(json -> DeclaredPermissions.parse(module, json))
                    .orElse(List.of());
        } catch (IllegalArgumentException e) {
            throw PlenumException.invalid(
                    "invalid-bundle", "Its PLENUM-INF/permissions.json is wrong: " + e.getMessage() + ".");
        }
    }

    private void checkPermissions(PlanDraft draft, String module, List<Permission> declared) {
        for (Permission taken : permissions.all()) {
            if (!taken.owner().equals(module)
                    && declared.stream()
                            .anyMatch(permission -> permission.name().equals(taken.name()))) {
                draft.refuse(
                        "permission-taken",
                        module + " declares the permission " + taken.name() + ", which belongs to " + taken.owner()
                                + ".");
            }
        }
    }

    private void checkTypes(PlanDraft draft, String module, VerifiedJar jar) {
        for (Map.Entry<String, String> file : jar.types().entrySet()) {
            for (ContentType type : contentTypes.parse(module, file.getValue())) {
                Optional<ContentType> present = contentTypes.find(type.name());
                if (present.isEmpty()) {
                    draft.addsType(type.name());
                } else if (!present.get().owner().equals(module)) {
                    draft.refuse(
                            "type-taken",
                            module + " brings the content type " + type.name() + ", which belongs to "
                                    + present.get().owner() + ".");
                }
            }
        }
    }

    private boolean hasTypes(String module) {
        return contentTypes.all().stream().anyMatch(type -> type.owner().equals(module));
    }

    private void take(PlanDraft draft, ModuleRow row, Map<String, ModuleRow> installed) {
        ModuleRequest request = draft.request();
        boolean disable = request.kind() == Kind.DISABLE;
        if (disable && !row.enabled()) {
            draft.refuse("not-applicable", row.name() + " is disabled already.");
            return;
        }
        Collection<Bundle> closure = bundles.closure(bundles.find(row).stream().toList());
        blast(draft, closure, List.of());
        installed.values().stream()
                .filter(other -> other.runs() && other.descriptor().requires().contains(row.name()))
                .forEach(other -> draft.stops(other.name()));
        draft.stopped()
                .forEach(other -> draft.refuse(
                        "module-needed",
                        "The module " + other + " needs " + row.name() + ". " + (disable ? "Disable " : "Uninstall ")
                                + other + " first."));
        Optional<ModuleRow> after = disable
                ? Optional.of(row.enabled(false, Instant.now().truncatedTo(ChronoUnit.MICROS)))
                : Optional.empty();
        draft.add(request.kind(), new Change(row.name(), Optional.of(row), after, hasTypes(row.name())), null);
    }
}

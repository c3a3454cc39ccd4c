package coop.plenum.core.module.plan;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.access.Permission;
import coop.plenum.api.module.InstallPlan;
import coop.plenum.api.module.ModuleRequest;
import coop.plenum.core.module.catalog.ModuleResource;
import coop.plenum.core.module.state.Change;
import coop.plenum.core.module.state.ModuleRow;
import coop.plenum.core.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects what a plan is made of. */
final class PlanDraft {
    private final ModuleRequest request;
    private final List<InstallPlan.Step> steps = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<ModuleResource> sources = new ArrayList<>();
    private final List<Violation> refusals = new ArrayList<>();
    private final Set<String> stopped = new TreeSet<>();
    private final Set<String> core = new TreeSet<>();
    private final Set<String> permissionsAdded = new TreeSet<>();
    private final Set<String> permissionsRemoved = new TreeSet<>();
    private final Set<String> types = new TreeSet<>();
    private final List<Violation> questions = new ArrayList<>();

    PlanDraft(ModuleRequest request) {
        this.request = request;
    }

    ModuleRequest request() {
        return request;
    }

    void refuse(String code, String words) {
        refusals.add(new Violation("", code, words));
    }

    void stops(String module) {
        stopped.add(module);
    }

    Set<String> stopped() {
        return stopped;
    }

    void refreshes(String coreBundle) {
        core.add(coreBundle);
    }

    void addsType(String type) {
        types.add(type);
    }

    /** @param source the jar that comes in; null when none does */
    void add(InstallPlan.Kind kind, Change change, @Nullable ModuleResource source) {
        changes.add(change);
        if (source != null) {
            sources.add(source);
        }
        steps.add(new InstallPlan.Step(
                kind,
                change.module(),
                change.before().map(ModuleRow::version).orElse(""),
                kind == InstallPlan.Kind.DISABLE
                        ? ""
                        : change.after().map(ModuleRow::version).orElse(""),
                change.before().map(ModuleRow::signer).orElse(""),
                change.after().or(change::before).map(ModuleRow::signer).orElse("")));
        if (change.before().isPresent() && change.after().isPresent()) {
            compare(change.before().get(), change.after().get());
        }
        Set<String> before = change.ran() ? permissions(change.before().orElseThrow()) : Set.of();
        Set<String> after = change.willRun() ? permissions(change.after().orElseThrow()) : Set.of();
        after.stream().filter(name -> !before.contains(name)).forEach(permissionsAdded::add);
        before.stream().filter(name -> !after.contains(name)).forEach(permissionsRemoved::add);
    }

    /** Whoever let a module in has trusted its publisher, and with what it may do then. */
    private void compare(ModuleRow before, ModuleRow after) {
        if (!before.signer().equals(after.signer())) {
            questions.add(new Violation(
                    "",
                    "publisher-changed",
                    "The installed " + before.name() + " " + before.version() + " was " + signed(before) + ", "
                            + after.version() + " is " + signed(after) + "."));
        }
        Set<String> added = permissions(after);
        added.removeAll(permissions(before));
        if (!added.isEmpty()) {
            questions.add(new Violation(
                    "",
                    "permissions-added",
                    after.name() + " " + after.version() + " brings permissions that " + before.version()
                            + " does not have: " + String.join(", ", added) + "."));
        }
    }

    private static String signed(ModuleRow row) {
        return row.signer().isEmpty() ? "not signed" : "signed by " + row.signer();
    }

    private static Set<String> permissions(ModuleRow row) {
        return new TreeSet<>(
                row.descriptor().permissions().stream().map(Permission::name).toList());
    }

    Proposal finish() {
        if (!core.isEmpty()) {
            refuse(
                    "core-refresh",
                    "The core would be restarted: " + String.join(", ", core) + ". This is done only with an upgrade of"
                            + " the platform.");
        }
        InstallPlan plan = new InstallPlan(
                digest(),
                List.copyOf(steps),
                List.copyOf(stopped),
                List.copyOf(core),
                List.copyOf(permissionsAdded),
                List.copyOf(permissionsRemoved),
                List.copyOf(types),
                questions.stream().map(Violation::message).toList(),
                refusals.stream().map(Violation::message).toList());
        return new Proposal(
                request,
                plan,
                List.copyOf(changes),
                List.copyOf(sources),
                List.copyOf(questions),
                List.copyOf(refusals));
    }

    private String digest() {
        return Json.digest(Values.builder()
                .put("kind", request.kind().name())
                .put("module", request.module())
                .put("purge", request.purge())
                .put("steps", steps.stream().map(InstallPlan.Step::toString).toList())
                .put("files", sources.stream().map(ModuleResource::digest).toList())
                .put("stopped", stopped)
                .put("permissionsAdded", permissionsAdded)
                .put("permissionsRemoved", permissionsRemoved)
                .put("types", types)
                .put("questions", questions.stream().map(Violation::message).toList())
                .build());
    }
}

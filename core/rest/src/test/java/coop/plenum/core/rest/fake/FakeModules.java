package coop.plenum.core.rest.fake;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.module.CatalogEntry;
import coop.plenum.api.module.InstallPlan;
import coop.plenum.api.module.Module;
import coop.plenum.api.module.ModuleRequest;
import coop.plenum.api.module.ModuleService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One module, "simulator", that can be installed and removed. */
public final class FakeModules implements ModuleService {
    public final List<ModuleRequest> executed = new ArrayList<>();
    private boolean installed;

    @Override
    public synchronized List<Module> installed(Caller caller) {
        return installed ? List.of(module()) : List.of();
    }

    private static Module module() {
        return new Module(
                "simulator",
                "Simulator",
                "",
                "Plenum",
                "1.0.0",
                Module.State.ACTIVE,
                List.of(),
                Optional.empty(),
                "ab",
                List.of(),
                Instant.EPOCH);
    }

    @Override
    public Optional<Module> find(Caller caller, String name) {
        return installed(caller).stream()
                .filter(module -> module.name().equals(name))
                .findFirst();
    }

    @Override
    public List<CatalogEntry> catalog(Caller caller) {
        return List.of();
    }

    @Override
    public Optional<byte[]> document(Caller caller, String module, Document document) {
        String text = switch (document) {
            case README -> "# Simulator";
            case CHANGES -> "## 1.0.0";
            case ICON -> "<svg/>";
        };
        return module.equals("simulator") ? Optional.of(text.getBytes(StandardCharsets.UTF_8)) : Optional.empty();
    }

    @Override
    public InstallPlan plan(Caller caller, ModuleRequest request) {
        return new InstallPlan(
                "digest",
                List.of(new InstallPlan.Step(request.kind(), request.module(), "", "1.0.0", "", "")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    @Override
    public synchronized Optional<Module> execute(Caller caller, ModuleRequest request, Optional<String> planDigest) {
        executed.add(request);
        installed = request.kind() != InstallPlan.Kind.UNINSTALL;
        return installed ? Optional.of(module()) : Optional.empty();
    }

    @Override
    public CatalogEntry upload(Caller caller, InputStream bundle) {
        try {
            long size = bundle.readAllBytes().length;
            if (size < 4) {
                throw PlenumException.invalid("invalid-bundle", "The file is no bundle.");
            }
            return new CatalogEntry(
                    "up", "Up", "", "", "1.0.0", size, "cd", List.of(), List.of("1.0.0"), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

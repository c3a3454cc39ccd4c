package coop.plenum.core.rest;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.module.Module;
import coop.plenum.api.module.ModuleService;
import coop.plenum.core.store.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** What works and what does not, in words. */
public final class SystemHealth {
    public static final String PERMISSION = "system.view";

    private final Optional<ServiceComponentRuntime> components;
    private final ModuleService modules;
    private final Database database;
    private final String version;

    /** @param components empty outside OSGi */
    public SystemHealth(
            Optional<ServiceComponentRuntime> components, ModuleService modules, Database database, String version) {
        this.components = components;
        this.modules = modules;
        this.database = database;
        this.version = version;
    }

    /** Whether a part works. */
    public enum Status {
        UP,
        DEGRADED,
        DOWN
    }

    /** @param components only those that do not work */
    public record Report(
            Status status,
            String version,
            DatabaseHealth database,
            List<ModuleHealth> modules,
            List<ComponentHealth> components) {}

    /** @param problem why it is down */
    public record DatabaseHealth(Status status, String engine, Optional<String> problem) {}

    /** @param problems why it does not work */
    public record ModuleHealth(String name, String version, Module.State state, List<String> problems) {}

    /** @param problems what it waits for, or why it failed */
    public record ComponentHealth(String name, String bundle, List<String> problems) {}

    public Report report() {
        DatabaseHealth store = database();
        List<ModuleHealth> installed = store.status() == Status.DOWN ? List.of() : modules();
        List<ComponentHealth> broken = components.map(SystemHealth::broken).orElse(List.of());
        boolean degraded = !broken.isEmpty()
                || installed.stream()
                        .anyMatch(module ->
                                module.state() == Module.State.BROKEN || module.state() == Module.State.QUARANTINED);
        Status status = store.status() == Status.DOWN ? Status.DOWN : degraded ? Status.DEGRADED : Status.UP;
        return new Report(status, version, store, installed, broken);
    }

    /** Whether the database answers. */
    boolean databaseUp() {
        return database().status() == Status.UP;
    }

    private DatabaseHealth database() {
        String engine = database.dialect().name();
        try {
            database.read(sql -> sql.one("SELECT 1", row -> row.integer(1)));
            return new DatabaseHealth(Status.UP, engine, Optional.empty());
        } catch (PlenumException e) {
            return new DatabaseHealth(Status.DOWN, engine, Optional.of(e.getMessage()));
        }
    }

    private List<ModuleHealth> modules() {
        return modules.installed(Caller.system("health")).stream()
                .map(module -> new ModuleHealth(module.name(), module.version(), module.state(), module.problems()))
                .toList();
    }

    static List<ComponentHealth> broken(ServiceComponentRuntime runtime) {
        List<ComponentHealth> broken = new ArrayList<>();
        for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
            if (!runtime.isComponentEnabled(description)) {
                continue;
            }
            List<String> problems = new ArrayList<>();
            for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(description)) {
                problems.addAll(problems(configuration));
            }
            if (!problems.isEmpty()) {
                broken.add(new ComponentHealth(description.name, description.bundle.symbolicName, problems));
            }
        }
        return broken;
    }

    private static List<String> problems(ComponentConfigurationDTO configuration) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                List.of("waits for its configuration " + configuration.description.configurationPid[0]);
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> waits(configuration);
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                List.of("failed to start: " + firstLine(configuration.failure));
            default -> List.of();
        };
    }

    private static List<String> waits(ComponentConfigurationDTO configuration) {
        List<String> problems = new ArrayList<>();
        for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
            String service = java.util.Arrays.stream(configuration.description.references)
                    .filter(candidate -> candidate.name.equals(reference.name))
                    .map(candidate -> candidate.interfaceName)
                    .findFirst()
                    .orElse(reference.name);
            problems.add(
                    "waits for a service " + service + (reference.target == null ? "" : " with " + reference.target));
        }
        return problems;
    }

    private static String firstLine(String failure) {
        return failure == null ? "unknown" : failure.lines().findFirst().orElse("unknown");
    }
}

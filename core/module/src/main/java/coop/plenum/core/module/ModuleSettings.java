package coop.plenum.core.module;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * Where modules come from and lie.
 *
 * @param data folder of stored jars, uploads and the boot counter
 * @param catalog folder of the bundled catalog, if there is one
 * @param trust folders of trusted certificates
 * @param unsigned the development switch: unsigned modules are let in
 * @param safe start without modules
 * @param safeModules names of modules that are started in safe mode as well, so that the others can be dealt with
 * @param initial names of the modules to install when a site starts for the first time
 */
record ModuleSettings(
        Path data,
        @Nullable Path catalog,
        List<Path> trust,
        boolean unsigned,
        boolean safe,
        List<String> safeModules,
        List<String> initial) {
    static ModuleSettings of(BundleContext context) {
        Path data = property(context, "plenum.data").map(Path::of).orElse(Path.of("data"));
        Path own = data.resolve("trust");
        return new ModuleSettings(
                data.resolve("modules"),
                property(context, "plenum.catalog")
                        .map(folder -> Path.of(folder).toAbsolutePath().normalize())
                        .orElse(null),
                property(context, "plenum.trust")
                        .map(folder -> List.of(Path.of(folder), own))
                        .orElse(List.of(own)),
                property(context, "plenum.modules.unsigned")
                        .filter("true"::equals)
                        .isPresent(),
                property(context, "plenum.safe").filter("true"::equals).isPresent(),
                property(context, "plenum.modules.safe")
                        .map(ModuleSettings::names)
                        .orElse(List.of()),
                property(context, "plenum.modules.initial")
                        .map(ModuleSettings::names)
                        .orElse(List.of()));
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static Optional<String> property(BundleContext context, String name) {
        return Optional.ofNullable(context.getProperty(name)).filter(value -> !value.isBlank());
    }

    Path uploads() {
        return data.resolve("uploads");
    }

    Path store() {
        return data.resolve("store");
    }

    Path bootCounter() {
        return data.resolve("failed-starts");
    }
}

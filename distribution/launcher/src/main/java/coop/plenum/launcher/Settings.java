package coop.plenum.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment and the command line ask for.
 *
 * @param home the folder of the distribution, with {@code lib}, {@code catalog} and {@code trust}
 * @param data where everything is kept that must survive
 * @param databaseUrl JDBC; empty: embedded H2 in the data folder
 */
record Settings(
        Path home,
        Path data,
        String host,
        int port,
        Optional<String> databaseUrl,
        Optional<String> databaseUser,
        Optional<String> databasePassword,
        Optional<String> adminPassword,
        boolean unsignedModules,
        boolean safeMode) {
    static Settings of(Path home, Map<String, String> environment, List<String> arguments) throws StartupException {
        for (String argument : arguments) {
            if (!argument.equals("--safe-mode")) {
                throw new StartupException(
                        ExitCode.WRONG_SETTING, "Unknown argument \"" + argument + "\". There is one: --safe-mode.");
            }
        }
        return new Settings(
                home,
                Path.of(text(environment, "PLENUM_DATA").orElse("data")).toAbsolutePath(),
                text(environment, "PLENUM_HTTP_HOST").orElse("127.0.0.1"),
                port(text(environment, "PLENUM_HTTP_PORT").orElse("8080")),
                text(environment, "PLENUM_DATABASE_URL"),
                text(environment, "PLENUM_DATABASE_USER"),
                text(environment, "PLENUM_DATABASE_PASSWORD"),
                text(environment, "PLENUM_ADMIN_PASSWORD"),
                text(environment, "PLENUM_UNSIGNED_MODULES")
                        .filter("true"::equals)
                        .isPresent(),
                arguments.contains("--safe-mode"));
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static int port(String text) throws StartupException {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below, for numbers out of range as well
        }
        throw new StartupException(
                ExitCode.WRONG_SETTING, "PLENUM_HTTP_PORT must be a number from 1 to 65535, not \"" + text + "\".");
    }

    String address() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}

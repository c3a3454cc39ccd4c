package coop.plenum.launcher;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the environment and the command line ask for.
 *
 * @param home the folder of the distribution, with {@code lib}, {@code catalog} and {@code trust}
 * @param data where everything is kept that must survive
 * @param publicUrl under which others reach the server, without a slash at its end
 * @param databaseUrl JDBC; empty: embedded H2 in the data folder
 * @param rate requests a second for each credential; empty: the core's own choice
 * @param querySeconds how long the database may be at one read of a request; empty: the core's own choice
 * @param initialModules names, separated by commas, of the modules that a new site begins with
 */
record Settings(
        Path home,
        Path data,
        String host,
        int port,
        Optional<URI> publicUrl,
        Optional<String> databaseUrl,
        Optional<String> databaseUser,
        Optional<String> databasePassword,
        Optional<String> adminPassword,
        Optional<String> rate,
        Optional<String> querySeconds,
        String initialModules,
        boolean unsignedModules,
        boolean safeMode) {
    /** With these a new site can be used in a browser. */
    private static final String DISTRIBUTED = "console,infrastructure";

    /** Where an address of a database can have a password: in front of the host and among the parameters. */
    private static final Pattern SECRETS = Pattern.compile("(?<=//)[^/?;]*@|[?;].*", Pattern.DOTALL);

    private static final Pattern MODULES =
            Pattern.compile("(\\s*[a-z][a-z0-9-]{0,39}\\s*,)*(\\s*[a-z][a-z0-9-]{0,39})?\\s*");

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
                publicUrl(text(environment, "PLENUM_PUBLIC_URL")),
                text(environment, "PLENUM_DATABASE_URL"),
                text(environment, "PLENUM_DATABASE_USER"),
                text(environment, "PLENUM_DATABASE_PASSWORD"),
                text(environment, "PLENUM_ADMIN_PASSWORD"),
                whole(environment, "PLENUM_HTTP_RATE", 1_000_000),
                whole(environment, "PLENUM_QUERY_SECONDS", 3_600),
                modules(environment.getOrDefault("PLENUM_MODULES", DISTRIBUTED)),
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

    private static Optional<String> whole(Map<String, String> environment, String name, int most)
            throws StartupException {
        Optional<String> text = text(environment, name).map(String::strip);
        if (text.isPresent()
                && (!text.get().matches("[0-9]{1,7}")
                        || Integer.parseInt(text.get()) < 1
                        || Integer.parseInt(text.get()) > most)) {
            throw new StartupException(
                    ExitCode.WRONG_SETTING,
                    name + " must be a whole number from 1 to " + most + ", not \"" + text.get() + "\".");
        }
        return text;
    }

    private static Optional<URI> publicUrl(Optional<String> text) throws StartupException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(text.get().strip().replaceFirst("/+$", ""));
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (web
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && url.getRawPath().isEmpty()) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new StartupException(
                ExitCode.WRONG_SETTING,
                "PLENUM_PUBLIC_URL must be the address under which others reach this server, such as"
                        + " https://plenum.example, without a path.");
    }

    private static String modules(String text) throws StartupException {
        if (MODULES.matcher(text).matches()) {
            return text;
        }
        throw new StartupException(
                ExitCode.WRONG_SETTING,
                "PLENUM_MODULES must be names of modules, separated by commas, such as \"" + DISTRIBUTED
                        + "\", or empty for none; it is \"" + text + "\".");
    }

    /** What it is, without the parameters of its address: a password may be among them. */
    String database() {
        return databaseUrl.map(url -> SECRETS.matcher(url).replaceAll("")).orElse("embedded H2");
    }

    /** Names no passwords. */
    @Override
    public String toString() {
        return "Settings[" + data + ", " + database() + ", " + address() + "]";
    }

    String address() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}

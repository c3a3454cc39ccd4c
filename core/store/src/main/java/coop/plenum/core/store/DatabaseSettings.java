package coop.plenum.core.store;

import coop.plenum.api.PlenumException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which database to use.
 *
 * @param folder of the embedded database; empty when the URL names a server or a place of its own
 * @param url as it was set, perhaps with a password among its parameters; what may be shown is {@link #shown}
 */
record DatabaseSettings(
        Dialect dialect, Optional<Path> folder, String url, Optional<String> user, Optional<String> password) {
    static final String DATA = "plenum.data";
    static final String URL = "plenum.database.url";
    static final String USER = "plenum.database.user";
    static final String PASSWORD = "plenum.database.password";

    private static final String H2_PREFIX = "jdbc:h2:";
    /** Of the embedded database; its file has {@code .mv.db} behind it. */
    static final String NAME = "plenum";

    private static final String POSTGRESQL_PREFIX = "jdbc:postgresql:";

    private static final Pattern PARAMETERS = Pattern.compile("[?;].*", Pattern.DOTALL);
    /** Drivers would take it for a part of the host's name, and tell everybody. */
    private static final Pattern USER_IN_HOST = Pattern.compile("^[^/?;]*//[^/?;]*@");

    /** Without parameters; a password may be among them. */
    String shown() {
        return PARAMETERS.matcher(url).replaceFirst("");
    }

    @Override
    public String toString() {
        return shown();
    }

    /** @param properties answers null for what is not set */
    static DatabaseSettings of(Function<String, @Nullable String> properties) {
        String url = text(properties, URL).orElse("");
        if (url.isEmpty()) {
            return embedded(Path.of(text(properties, DATA).orElse("data")));
        }
        Dialect dialect = dialect(url);
        if (USER_IN_HOST.matcher(url).find()) {
            throw PlenumException.invalid(
                    "database-url-invalid",
                    URL + " has a user or a password in front of its host. Set " + USER + " and " + PASSWORD
                            + " in place of that.");
        }
        return new DatabaseSettings(dialect, Optional.empty(), url, text(properties, USER), text(properties, PASSWORD));
    }

    /**
     * H2 in the folder {@code db} below the data folder. A thread that is interrupted while it reads or writes a file
     * closes it for all; {@code retry:} opens it again.
     */
    static DatabaseSettings embedded(Path data) {
        Path folder = data.toAbsolutePath().normalize().resolve("db");
        return new DatabaseSettings(
                Dialect.H2,
                Optional.of(folder),
                H2_PREFIX + "retry:" + folder.resolve(NAME),
                Optional.of("plenum"),
                Optional.empty());
    }

    private static Dialect dialect(String url) {
        if (url.startsWith(H2_PREFIX)) {
            return Dialect.H2;
        }
        if (url.startsWith(POSTGRESQL_PREFIX)) {
            return Dialect.POSTGRESQL;
        }
        throw invalidUrl();
    }

    static PlenumException invalidUrl() {
        return PlenumException.invalid(
                "database-url-invalid",
                URL + " is not a database address that Plenum knows. Use jdbc:postgresql://host:5432/name, or leave it"
                        + " out for the embedded database.");
    }

    private static Optional<String> text(Function<String, @Nullable String> properties, String name) {
        return Optional.ofNullable(properties.apply(name)).filter(value -> !value.isBlank());
    }
}

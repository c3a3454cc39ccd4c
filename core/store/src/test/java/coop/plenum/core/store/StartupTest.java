package coop.plenum.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.PlenumException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

class StartupTest {
    @TempDir
    Path folder;

    private final List<String> reported = new ArrayList<>();

    @Test
    void theEmbeddedDatabaseIsTheDefault() {
        try (JdbcDatabase database = new JdbcDatabase(context(Map.of("plenum.data", folder.toString())))) {
            assertThat(database.dialect()).isEqualTo(Dialect.H2);
            assertThat(folder.resolve("db")).isDirectory();
        }
        assertThat(reported).isEmpty();
    }

    @Test
    void aDataFolderThatCannotBeMadeIsReported() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(failure(Map.of("plenum.data", file.toString()))).isEqualTo("data-folder-unwritable");
        assertThat(reported)
                .singleElement()
                .asString()
                .startsWith("data-folder-unwritable: ")
                .contains("plenum.data");
    }

    @Test
    void aDatabaseInUseByAnotherProcessIsReported() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('!');
            assertThat(failure(Map.of("plenum.data", folder.toString()))).isEqualTo("database-locked");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void malformedAddressesAreReported() {
        for (String url :
                List.of("nonsense", "jdbc:mysql://localhost/x", "jdbc:postgresql://host:port/x", "jdbc:h2:")) {
            assertThat(failure(Map.of("plenum.database.url", url))).as(url).isEqualTo("database-url-invalid");
        }
    }

    @Test
    void anUnreachableServerIsReported() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(failure(Map.of("plenum.database.url", "jdbc:postgresql://127.0.0.1:" + port + "/plenum")))
                .isEqualTo("database-unreachable");
        assertThat(reported).singleElement().asString().contains("127.0.0.1").contains("plenum.database.url");
    }

    @Test
    void aWrongPasswordIsReportedWithoutIt() {
        JdbcDatabase first = TestDatabases.h2(folder);
        first.close();
        String url = "jdbc:h2:" + folder.resolve("db").resolve("plenum");
        assertThat(failure(Map.of("plenum.database.url", url, "plenum.database.password", "gehe1m")))
                .isEqualTo("database-credentials");
        assertThat(reported).singleElement().asString().doesNotContain("gehe1m");
    }

    @Test
    void aPasswordInTheAddressIsNotReported() {
        TestDatabases.h2(folder).close();
        String file = folder.resolve("db").resolve("plenum").toString();
        assertThat(failure(Map.of("plenum.database.url", "jdbc:h2:" + file + ";USER=x;PASSWORD=gehe1m")))
                .startsWith("database-");
        assertThat(reported).singleElement().asString().doesNotContain("gehe1m");
        assertThat(failure(Map.of("plenum.database.url", "jdbc:postgresql://x:gehe1m@127.0.0.1:1/plenum")))
                .isEqualTo("database-url-invalid");
        assertThat(reported)
                .singleElement()
                .asString()
                .contains("plenum.database.password")
                .doesNotContain("gehe1m");
        assertThat(DatabaseSettings.of(Map.of(
                        "plenum.database.url",
                        "jdbc:postgresql://db/plenum?user=x&password=gehe1m",
                        "plenum.database.password",
                        "gehe1m")::get))
                .hasToString("jdbc:postgresql://db/plenum");
    }

    @Test
    void aMissingDatabaseIsReported() {
        String url = TestDatabases.postgresqlUrl().replaceAll("test_\\d+", "nowhere");
        assertThat(failure(Map.of("plenum.database.url", url))).isEqualTo("database-missing");
    }

    @Test
    void wrongServerCredentialsAreReported() {
        String url = TestDatabases.postgresqlUrl().replaceAll("user=[^&]*", "user=nobody_here");
        assertThat(failure(Map.of("plenum.database.url", url))).isEqualTo("database-credentials");
    }

    private String failure(Map<String, String> properties) {
        reported.clear();
        PlenumException failure =
                catchThrowableOfType(PlenumException.class, () -> new JdbcDatabase(context(properties)).close());
        assertThat(reported).containsExactly(failure.code() + ": " + failure.getMessage());
        return failure.code();
    }

    private BundleContext context(Map<String, String> properties) {
        Consumer<String> listener = reported::add;
        ServiceReference<?> reference = proxy(ServiceReference.class, Map.of());
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> properties.get(arguments[0]);
                    case "getServiceReferences" -> List.of(reference);
                    case "getService" -> listener;
                    case "ungetService" -> true;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.get(method.getName())));
    }

    /** Another process that holds the database. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws InterruptedException {
            TestDatabases.h2(Path.of(arguments[0]));
            System.out.print('!');
            System.out.flush();
            Thread.sleep(60_000);
        }
    }
}

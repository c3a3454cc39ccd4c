package coop.plenum.itest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.spi.DefaultExamSystem;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * The platform in this JVM: Pax Exam's native container around the framework with the real core, one for all tests.
 * Tests take a {@link Client} signed in as the administrator, or the {@link BundleContext} of the system bundle.
 */
final class PlenumContainer implements ParameterResolver {
    static final String ADMIN_PASSWORD = "correct horse battery";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Client.class || type == BundleContext.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getStore(
                        ExtensionContext.StoreScope.LAUNCHER_SESSION,
                        ExtensionContext.Namespace.create(PlenumContainer.class))
                .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class);
        return parameter.getParameter().getType() == Client.class
                ? running.client.logIn("admin", ADMIN_PASSWORD)
                : running.container.getSystemBundle().getBundleContext();
    }

    private record Running(NativeTestContainer container, Client client) implements AutoCloseable {
        static Running start() {
            try {
                int port = Ports.free();
                Path data = Files.createTempDirectory("plenum-itest");
                NativeTestContainer container =
                        new NativeTestContainer(DefaultExamSystem.create(options(data, port)), factory());
                container.start();
                Client client = new Client(URI.create("http://127.0.0.1:" + port));
                Waiting.until("ready", Duration.ofSeconds(60), () -> isReady(client));
                return new Running(container, client);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static boolean isReady(Client client) {
            try {
                return client.get("/health/ready").status() == 200;
            } catch (java.io.UncheckedIOException e) {
                return false;
            }
        }

        private static FrameworkFactory factory() {
            return new coop.plenum.launcher.ConnectedFrameworkFactory();
        }

        private static Option[] options(Path data, int port) {
            String home = System.getProperty("plenum.home");
            Map<String, String> properties = Map.ofEntries(
                    Map.entry("plenum.data", data.toString()),
                    Map.entry("plenum.admin.password", ADMIN_PASSWORD),
                    Map.entry("plenum.catalog", home + "/catalog"),
                    Map.entry("plenum.trust", home + "/trust"),
                    Map.entry("plenum.version", "test"),
                    Map.entry("plenum.http.host", "127.0.0.1"),
                    Map.entry("plenum.http.rate", "1000000"),
                    Map.entry("plenum.http.port", Integer.toString(port)),
                    Map.entry("org.apache.felix.http.host", "127.0.0.1"),
                    Map.entry("org.osgi.service.http.port", Integer.toString(port)),
                    Map.entry("org.osgi.framework.bootdelegation", "sun.*,com.sun.*"),
                    Map.entry("felix.service.urlhandlers", "false"));
            return properties.entrySet().stream()
                    .map(property ->
                            CoreOptions.frameworkProperty(property.getKey()).value(property.getValue()))
                    .toArray(Option[]::new);
        }

        @Override
        public void close() {
            container.stop();
        }
    }
}

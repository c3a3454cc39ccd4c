package coop.plenum.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;

/** The baselines: an empty Felix, with a Jetty that answers 200 to everything: {@code BareFelix PORT CACHE}. */
final class BareFelix {
    private BareFelix() {}

    public static void main(String[] arguments) throws Exception {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", arguments[1], "org.osgi.framework.storage.clean", "onFirstInit"));
        framework.start();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.setStatus(HttpStatus.OK_200);
                callback.succeeded();
                return true;
            }
        });
        server.start();
        framework.waitForStop(0);
    }

    /** Installs the simulator's file, unresolved and unverified, and removes it, so many times; the seconds of both as JSON. */
    static String installs(Path catalog, int cycles) throws Exception {
        Path file;
        try (Stream<Path> files = Files.list(catalog)) {
            file = files.filter(path -> path.getFileName().toString().startsWith("coop.plenum.example"))
                    .findFirst()
                    .orElseThrow();
        }
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage",
                        Files.createTempDirectory("bench-felix").toString()));
        framework.start();
        List<Double> installs = new ArrayList<>();
        List<Double> removals = new ArrayList<>();
        for (int i = 0; i < cycles; i++) {
            long begin = System.nanoTime();
            Bundle bundle =
                    framework.getBundleContext().installBundle(file.toUri().toString());
            long installed = System.nanoTime();
            bundle.uninstall();
            installs.add((installed - begin) / 1e9);
            removals.add((System.nanoTime() - installed) / 1e9);
        }
        framework.stop();
        framework.waitForStop(10_000);
        return "{\"installSeconds\":" + Spread.of(installs.stream().mapToDouble(Double::doubleValue))
                + ",\"uninstallSeconds\":" + Spread.of(removals.stream().mapToDouble(Double::doubleValue)) + "}";
    }
}

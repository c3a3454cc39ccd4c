package coop.plenum.bench;

import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.osgi.framework.launch.Framework;

/** The baseline of the start: an empty Felix and a Jetty that answers 200 to everything: {@code BareFelix PORT CACHE}. */
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
}

package coop.plenum.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands before a server of HTTP, passes requests on and notes them down, so that they can be sent again. */
final class Recorder implements AutoCloseable {
    private static final Set<String> OF_THE_CLIENT =
            Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding", "http2-settings");

    private final URI behind;
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** A request as it came. */
    record Asked(String method, String path, Map<String, List<String>> headers, String body) {
        HttpRequest to(URI server) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
            headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
            return request.build();
        }
    }

    Recorder(URI behind) throws IOException {
        this.behind = behind;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::passOn);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What has been asked, in its order. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Asks the same again, one after the other, and looks at nothing of the answers but whether they are some. */
    double secondsToAskAgain(List<Asked> requests) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        for (Asked request : requests) {
            HttpResponse<byte[]> answer = client.send(request.to(behind), BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException(request.path() + ": " + answer.statusCode());
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private void passOn(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, new ArrayList<>(values));
            }
        });
        Asked request = new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.add(request);
        try {
            HttpResponse<byte[]> answer = client.send(request.to(behind), BodyHandlers.ofByteArray());
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            answer.headers().firstValue("Content-Type").orElse("text/xml"));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package coop.plenum.aws.common.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A hand-written server of AWS's query protocol that answers as it is told: each action has a row of answers, of which the
 * last is repeated. Says what it was asked.
 */
public final class Wire implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<Map<String, String>> requests = new ArrayList<>();

    /** @param status 0: the connection breaks off */
    private record Answer(int status, Map<String, String> headers, String body) {}

    public Wire() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers so, after what it was told before. */
    public synchronized Wire on(String action, String body) {
        return add(action, new Answer(200, Map.of(), "<" + action + "Response>" + body + "</" + action + "Response>"));
    }

    /** Refuses in the words of EC2, and in those of the other services, which look elsewhere in the document. */
    public Wire refuse(String action, int status, String code, Map<String, String> headers) {
        return add(
                action,
                new Answer(
                        status,
                        headers,
                        "<Response><Errors>" + error(code) + "</Errors>" + error(code)
                                + "<RequestID>r</RequestID></Response>"));
    }

    private static String error(String code) {
        return "<Error><Code>" + code + "</Code><Message>So it says.</Message></Error>";
    }

    public Wire refuse(String action, int status, String code) {
        return refuse(action, status, code, Map.of());
    }

    /** Reads the request and hangs up. */
    public Wire hangUp(String action) {
        return add(action, new Answer(0, Map.of(), ""));
    }

    /** Forgets what it was told to answer. */
    public synchronized Wire forget(String action) {
        answers.remove(action);
        return this;
    }

    private synchronized Wire add(String action, Answer answer) {
        answers.computeIfAbsent(action, name -> new ArrayDeque<>()).add(answer);
        return this;
    }

    /** The parameters of all requests for an action, in order. */
    public synchronized List<Map<String, String>> asked(String action) {
        return requests.stream()
                .filter(request -> action.equals(request.get("Action")))
                .toList();
    }

    private synchronized Answer next(Map<String, String> request) {
        requests.add(request);
        Deque<Answer> row = answers.getOrDefault(request.get("Action"), new ArrayDeque<>());
        if (row.isEmpty()) {
            return new Answer(
                    400, Map.of(), "<Response><Errors><Error><Code>NotTold</Code></Error></Errors></Response>");
        }
        return row.size() == 1 ? row.peek() : row.poll();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Answer answer = next(parameters(form));
        if (answer.status() == 0) {
            exchange.close();
            return;
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        exchange.getResponseHeaders().add("Content-Type", "text/xml");
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Map<String, String> parameters(String form) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : form.split("&", -1)) {
            int end = pair.indexOf('=');
            if (end > 0) {
                parameters.put(
                        pair.substring(0, end), URLDecoder.decode(pair.substring(end + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

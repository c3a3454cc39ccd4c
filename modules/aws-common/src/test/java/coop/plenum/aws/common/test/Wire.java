package coop.plenum.aws.common.test;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A hand-written server of AWS that answers as it is told: each action has a row of answers, of which the last is repeated.
 * Says what it was asked. Answers and requests are held against the published {@link Model}: what AWS could not say is not
 * said here either, and what it would not understand is told when this is closed.
 */
public final class Wire implements AutoCloseable {
    /** Beside the parameters of a request: its path, and what it brings. */
    public static final String PATH = ":path";

    public static final String BODY = ":body";

    /** What every service may answer. */
    private static final Pattern COMMON = Pattern.compile(
            "|Throttling(?:Exception)?|RequestLimitExceeded|SlowDown|AccessDenied(?:Exception)?|InvalidClientTokenId|ExpiredToken"
                    + "|InvalidParameterValue|InternalFailure|ServiceUnavailable|ValidationError|OptInRequired");

    private static final int OK = 200;

    private final HttpServer server;
    private final Optional<Model> model;
    private final Map<Row, Deque<Answer>> answers = new LinkedHashMap<>();
    private final List<Map<String, String>> requests = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** @param about text that the path or a parameter must have in it; empty for all */
    private record Row(String action, String about) {}

    /** @param status 0: the connection breaks off */
    private record Answer(int status, Map<String, String> headers, String body) {}

    /** A service whose client is not there: nothing is held against its model. */
    public Wire() throws IOException {
        this(Optional.empty());
    }

    /** @param client of the service, such as {@code Ec2Client} */
    public Wire(Class<?> client) throws IOException {
        this(Optional.of(Model.of(client)));
    }

    private Wire(Optional<Model> model) throws IOException {
        this.model = model;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private boolean isRest() {
        return model.filter(there -> there.protocol() == Model.Protocol.REST).isPresent();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * Answers so, after what it was told before.
     *
     * @param body what is within the answer of the query protocol; the whole document where addresses say what is asked
     */
    public Wire on(String action, String body) {
        return on(action, "", body);
    }

    /** @param about text that the path or a parameter must have in it */
    public Wire on(String action, String about, String body) {
        String document = isRest() ? body : "<" + action + "Response>" + body + "</" + action + "Response>";
        if (model.isPresent() && !document.isEmpty()) {
            assertThat(Shapes.problemsOfAnswer(model.get(), action, document))
                    .as("what is no answer of AWS to " + action)
                    .isEmpty();
        }
        return add(action, about, new Answer(OK, Map.of(), document));
    }

    public Wire refuse(String action, int status, String code, Map<String, String> headers) {
        return refuse(action, "", status, code, "So it says.", headers);
    }

    public Wire refuse(String action, int status, String code) {
        return refuse(action, status, code, Map.of());
    }

    /** @param about text that the path or a parameter must have in it */
    public Wire refuse(String action, String about, int status, String code) {
        return refuse(action, about, status, code, "So it says.", Map.of());
    }

    /** In the words of the service. */
    public Wire refuse(
            String action, String about, int status, String code, String message, Map<String, String> headers) {
        if (model.isPresent() && !COMMON.matcher(code).matches()) {
            assertThat(model.get().hasError(code))
                    .as("whether the published model has an error " + code)
                    .isTrue();
        }
        String error = "<Code>" + code + "</Code><Message>" + message + "</Message>";
        return add(action, about, new Answer(status, headers, form(error)));
    }

    /** EC2 has a form of errors of its own, and so has S3. */
    private String form(String error) {
        Model.Protocol protocol = model.map(Model::protocol).orElse(Model.Protocol.QUERY);
        if (model.filter(Model::isOfS3).isPresent()) {
            return "<Error>" + error + "</Error>";
        }
        return protocol == Model.Protocol.EC2
                ? "<Response><Errors><Error>" + error + "</Error></Errors><RequestID>r</RequestID></Response>"
                : "<ErrorResponse><Error>" + error + "</Error><RequestId>r</RequestId></ErrorResponse>";
    }

    /** Reads the request and hangs up. */
    public Wire hangUp(String action) {
        return add(action, "", new Answer(0, Map.of(), ""));
    }

    /** Forgets what it was told to answer. */
    public synchronized Wire forget(String action) {
        answers.keySet().removeIf(row -> row.action().equals(action));
        return this;
    }

    private synchronized Wire add(String action, String about, Answer answer) {
        answers.computeIfAbsent(new Row(action, about), row -> new ArrayDeque<>())
                .add(answer);
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
        String action = request.getOrDefault("Action", "");
        return answers.entrySet().stream()
                .filter(row -> row.getKey().action().equals(action)
                        && isAbout(request, row.getKey().about()))
                .max(Comparator.comparing(row -> row.getKey().about().length()))
                .map(Map.Entry::getValue)
                .map(row -> row.size() == 1 ? row.element() : row.remove())
                .orElseGet(
                        () -> new Answer(400, Map.of(), form("<Code>NotTold</Code><Message>" + action + "</Message>")));
    }

    private static boolean isAbout(Map<String, String> request, String about) {
        return request.entrySet().stream()
                .anyMatch(entry ->
                        !entry.getKey().equals(BODY) && entry.getValue().contains(about));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Answer answer = next(isRest() ? addressed(exchange, body) : form(exchange, body));
        if (answer.status() == 0) {
            exchange.close();
            return;
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        exchange.getResponseHeaders().add("Content-Type", "text/xml");
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private Map<String, String> form(HttpExchange exchange, String body) {
        Map<String, String> form = parameters(body);
        String action = form.getOrDefault("Action", "");
        model.ifPresent(there -> complain(Shapes.problemsOfForm(there, action, form)));
        form.put(PATH, exchange.getRequestURI().getPath());
        return form;
    }

    /** Of the actions it was told of, the one that is addressed so; of several, the one that is said most exactly. */
    private Map<String, String> addressed(HttpExchange exchange, String body) {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = parameters(
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        Model there = model.orElseThrow();
        Optional<String> action = told().stream()
                .filter(one -> Address.of(there.address(one)).fits(exchange.getRequestMethod(), path, query.keySet()))
                .max(Comparator.comparing(
                        one -> Address.of(there.address(one)).fixed().size()));
        Map<String, String> request = new TreeMap<>(query);
        if (action.isPresent()) {
            Set<String> free = new TreeSet<>(query.keySet());
            free.removeAll(Address.of(there.address(action.get())).fixed());
            complain(Shapes.problemsOfRest(there, action.get(), free, body));
        } else {
            complain(List.of("Nothing was told of " + exchange.getRequestMethod() + " " + exchange.getRequestURI()));
        }
        request.put("Action", action.orElse(""));
        request.put(PATH, path);
        request.put(BODY, body);
        return request;
    }

    private synchronized Set<String> told() {
        Set<String> actions = new TreeSet<>();
        answers.keySet().forEach(row -> actions.add(row.action()));
        return actions;
    }

    private synchronized void complain(List<String> of) {
        problems.addAll(of);
    }

    /**
     * Where an operation is.
     *
     * @param path with a pattern for what differs; that of a bucket may stand before it
     * @param fixed what always stands behind the path
     */
    private record Address(String method, Pattern path, Set<String> fixed) {
        static Address of(String address) {
            String method = address.substring(0, address.indexOf(' '));
            String[] rest = address.substring(address.indexOf(' ') + 1).split("\\?", 2);
            String path = rest[0].replaceAll("\\{[^}]+}", "[^/]+");
            return new Address(
                    method,
                    Pattern.compile(path.isEmpty() || path.equals("/") ? "/[^/]*" : path),
                    rest.length == 1 ? Set.of() : parameters(rest[1]).keySet());
        }

        boolean fits(String asked, String where, Set<String> query) {
            return method.equals(asked) && path.matcher(where).matches() && query.containsAll(fixed);
        }
    }

    private static Map<String, String> parameters(String form) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : form.split("&", -1)) {
            int end = pair.indexOf('=');
            if (!pair.isEmpty()) {
                parameters.put(
                        end < 0 ? pair : pair.substring(0, end),
                        end < 0 ? "" : URLDecoder.decode(pair.substring(end + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
        assertThat(problems).as("what AWS would not have understood").isEmpty();
    }
}

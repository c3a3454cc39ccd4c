package coop.plenum.aws.common.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before moto, which takes every key and is never too busy: refuses whose session token is a bad one, and everybody
 * once it is told to be busy, in the words of each service; the rest is moto's. What never changes and takes moto seconds to
 * write down, its list of instance types, is asked for once.
 */
public final class Gate implements AutoCloseable {
    public static final String BAD_TOKEN = "a-token-that-is-refused";
    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

    private static final Pattern SCOPE = Pattern.compile("Credential=[^/]+/[^/]+/([^/]+)/");

    private static final Pattern TAGS_OF_NEW =
            Pattern.compile("<CreateBucketConfiguration.*<Tags>(.*)</Tags>", Pattern.DOTALL);

    private static final int THREADS = 8;

    private final URI behind;
    private final HttpServer server;
    private final ExecutorService threads = started();
    private final ExecutorService clientThreads = started();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(clientThreads)
            .build();
    /** By region and question. */
    private final Map<String, HttpResponse<byte[]>> unchanging = new ConcurrentHashMap<>();

    private volatile boolean busy;

    public Gate(URI behind) throws IOException {
        this.behind = behind;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** All there from the beginning, since the contract kit counts threads. */
    private static ExecutorService started() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        threads.prestartAllCoreThreads();
        return threads;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public Gate busy() {
        busy = true;
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String token = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Security-Token"))
                .orElse("");
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        if (busy) {
            refuse(exchange, authorization, 503, "RequestLimitExceeded", "Request limit exceeded.");
        } else if (token.equals(BAD_TOKEN)) {
            refuse(exchange, authorization, 403, "InvalidClientTokenId", "The security token is invalid.");
        } else {
            boolean bucket = exchange.getRequestMethod().equals("DELETE") && authorization.contains("/s3/");
            if (bucket && exchange.getRequestURI().getQuery() == null) {
                untag(exchange.getRequestURI(), authorization);
            }
            passOn(exchange, body);
            if (exchange.getRequestMethod().equals("PUT") && authorization.contains("/s3/")) {
                tag(exchange.getRequestURI(), authorization, new String(body, StandardCharsets.UTF_8));
            }
        }
    }

    /** moto does not know of the tags that a bucket is made with. */
    private void tag(URI bucket, String authorization, String body) throws IOException {
        Matcher tags = TAGS_OF_NEW.matcher(body);
        if (tags.find()) {
            String tagging = "<Tagging><TagSet>" + tags.group(1) + "</TagSet></Tagging>";
            send(HttpRequest.newBuilder(URI.create(behind + bucket.getPath() + "?tagging"))
                    .header("Authorization", authorization)
                    .PUT(HttpRequest.BodyPublishers.ofString(tagging)));
        }
    }

    private void send(HttpRequest.Builder request) throws IOException {
        try {
            client.send(request.build(), HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** moto gives the tags of a bucket that is gone to the next one of its name. */
    private void untag(URI bucket, String authorization) throws IOException {
        send(HttpRequest.newBuilder(URI.create(behind + bucket.getPath() + "?tagging"))
                .header("Authorization", authorization)
                .DELETE());
    }

    /** EC2 has a form of errors of its own, and so has S3. */
    private static void refuse(HttpExchange exchange, String authorization, int status, String code, String message)
            throws IOException {
        String error = "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
        String document = authorization.contains("/ec2/")
                ? "<Response><Errors>" + error + "</Errors><RequestID>r</RequestID></Response>"
                : authorization.contains("/s3/")
                        ? error
                        : "<ErrorResponse>" + error + "<RequestId>r</RequestId></ErrorResponse>";
        exchange.getResponseHeaders().add("Content-Type", "text/xml");
        send(exchange, status, document.getBytes(StandardCharsets.UTF_8));
    }

    private void passOn(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(behind + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> response = answered(request.build(), region(exchange), body);
            response.headers().map().forEach((name, values) -> {
                if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, List.copyOf(values));
                }
            });
            send(exchange, response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> answered(HttpRequest request, String region, byte[] body)
            throws IOException, InterruptedException {
        String question = new String(body, StandardCharsets.UTF_8);
        boolean alwaysTheSame = question.contains("Action=DescribeInstanceTypes&");
        HttpResponse<byte[]> known = alwaysTheSame ? unchanging.get(region + " " + question) : null;
        if (known != null) {
            return known;
        }
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (alwaysTheSame && response.statusCode() == 200) {
            unchanging.put(region + " " + question, response);
        }
        return response;
    }

    /** As the signature names it: key, day, region, service. */
    private static String region(HttpExchange exchange) {
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        Matcher scope = SCOPE.matcher(authorization);
        return scope.find() ? scope.group(1) : "";
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        clientThreads.shutdownNow();
    }
}

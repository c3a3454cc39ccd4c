package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.Credentials;
import coop.plenum.baremetal.bmc.Patience;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one Redfish service, within a session that is opened when it is first needed, opened again once when it
 * has expired, and kept until {@link #logout}. Thread-safe. Never leaves the service's own host, wherever its links
 * point.
 */
final class RedfishClient {
    static final String ROOT = "/redfish/v1/";
    static final int PORT = 443;

    private static final String USUAL_SESSIONS = "/redfish/v1/SessionService/Sessions";
    private static final String TOKEN = "X-Auth-Token";
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(3);
    private static final Duration USUAL_RETRY = Duration.ofSeconds(2);

    private final BmcAddress address;
    private final Credentials credentials;
    private final Https https;
    private final URI base;
    private @Nullable Login login;

    RedfishClient(BmcAddress address, Credentials credentials, Https https) {
        this.address = address;
        this.credentials = credentials;
        this.https = https;
        String host = address.host().indexOf(':') >= 0 ? "[" + address.host() + "]" : address.host();
        int port = address.portOr(PORT);
        this.base = URI.create("https://" + host + (port == PORT ? "" : ":" + port));
    }

    /** @param session where it is ended; empty when the service did not say */
    private record Login(String token, Optional<URI> session) {
        @Override
        public String toString() {
            return "Login[" + session.map(URI::getPath).orElse("") + "]";
        }
    }

    /**
     * An answer that was no refusal.
     *
     * @param etag of the resource, if the service gives any
     * @param location of a created resource or of a task's monitor
     * @param size of the body in bytes
     */
    record Reply(int status, Values body, Optional<String> etag, Optional<String> location, int size) {}

    BmcAddress address() {
        return address;
    }

    /** The service root, which needs no session. */
    Values root(Patience patience) throws ProviderException, InterruptedException {
        HttpResponse<byte[]> response = https.send(
                address, HttpRequest.newBuilder(base.resolve(ROOT)).header("Accept", "application/json"), patience);
        Values body = Json.read(response.body());
        if (response.statusCode() != 200 || !body.has("RedfishVersion")) {
            throw new ProviderException(
                    Category.UNSUPPORTED,
                    "not-redfish",
                    "There is no Redfish service at " + address + " (status " + response.statusCode() + ").");
        }
        return body;
    }

    Values get(String link, Patience patience) throws ProviderException, InterruptedException {
        return send("GET", link, null, Optional.empty(), patience).body();
    }

    Reply fetch(String link, Patience patience) throws ProviderException, InterruptedException {
        return send("GET", link, null, Optional.empty(), patience);
    }

    Reply post(String link, Map<String, ?> body, Patience patience) throws ProviderException, InterruptedException {
        return send("POST", link, body, Optional.empty(), patience);
    }

    Reply delete(String link, Patience patience) throws ProviderException, InterruptedException {
        return send("DELETE", link, null, Optional.empty(), patience);
    }

    /** Changes a resource as it was read: with its ETag, so that nobody's change in between is overwritten. */
    Reply patch(String link, Map<String, ?> body, Optional<String> etag, Patience patience)
            throws ProviderException, InterruptedException {
        return send("PATCH", link, body, etag, patience);
    }

    private Reply send(
            String method, String link, @Nullable Map<String, ?> body, Optional<String> etag, Patience patience)
            throws ProviderException, InterruptedException {
        URI target = resolve(link);
        Login session = login(patience, null);
        HttpResponse<byte[]> response = exchange(method, target, body, etag, session.token(), patience);
        if (response.statusCode() == 401) {
            session = login(patience, session);
            response = exchange(method, target, body, etag, session.token(), patience);
        }
        if (response.statusCode() == 503) {
            pause(retryAfter(response).orElse(USUAL_RETRY), patience);
            response = exchange(method, target, body, etag, session.token(), patience);
        }
        Optional<URI> moved = response.headers()
                .firstValue("Location")
                .filter(place -> method.equals("GET"))
                .flatMap(this::ours);
        if (response.statusCode() / 100 == 3 && moved.isPresent()) {
            response = exchange(method, moved.get(), body, etag, session.token(), patience);
        }
        return reply(method + " " + target.getPath(), response);
    }

    private HttpResponse<byte[]> exchange(
            String method,
            URI target,
            @Nullable Map<String, ?> body,
            Optional<String> etag,
            String token,
            Patience patience)
            throws ProviderException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("Accept", "application/json")
                .header("OData-Version", "4.0")
                .header(TOKEN, token);
        etag.ifPresent(tag -> request.header("If-Match", tag));
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(Json.write(body)));
        }
        return https.send(address, request, patience);
    }

    private Reply reply(String what, HttpResponse<byte[]> response) throws ProviderException {
        Values body = Json.read(response.body());
        if (response.statusCode() / 100 != 2) {
            throw RedfishFaults.of(address, what, response.statusCode(), body, retryAfter(response));
        }
        return new Reply(
                response.statusCode(),
                body,
                response.headers().firstValue("ETag").or(() -> body.text("@odata.etag")),
                response.headers().firstValue("Location"),
                response.body().length);
    }

    /** @param expired the session that was refused; another thread may have replaced it already */
    private synchronized Login login(Patience patience, @Nullable Login expired)
            throws ProviderException, InterruptedException {
        if (login != null && !login.equals(expired)) {
            return login;
        }
        login = null;
        Values root = root(patience);
        String sessions =
                root.nested("Links").nested("Sessions").text("@odata.id").orElse(USUAL_SESSIONS);
        HttpResponse<byte[]> response = https.send(address, loginRequest(resolve(sessions)), patience);
        Optional<String> token = response.headers().firstValue(TOKEN);
        if (response.statusCode() / 100 != 2 || token.isEmpty()) {
            int status = response.statusCode() / 100 == 2 ? 500 : response.statusCode();
            // to a log-in, some services say 400 or 403 where 401 is meant
            throw RedfishFaults.of(
                    address,
                    "the log-in",
                    status == 400 || status == 403 ? 401 : status,
                    Json.read(response.body()),
                    retryAfter(response));
        }
        Login opened =
                new Login(token.get(), response.headers().firstValue("Location").flatMap(this::ours));
        login = opened;
        return opened;
    }

    private HttpRequest.Builder loginRequest(URI sessions) throws ProviderException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("UserName", credentials.username());
        try (SecretLease lease = credentials.password("log in to " + address)) {
            // a copy that cannot be wiped: HTTP and JSON know only strings
            body.put("Password", new String(lease.value()));
        }
        return HttpRequest.newBuilder(sessions)
                .header("Accept", "application/json")
                .header("OData-Version", "4.0")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.write(body)));
    }

    private static void pause(Duration wished, Patience patience) throws InterruptedException {
        Duration left = Duration.between(Instant.now(), patience.deadline());
        Duration pause = wished.compareTo(LONGEST_RETRY) < 0 ? wished : LONGEST_RETRY;
        Thread.sleep(Math.max(0, Math.min(pause.toMillis(), left.toMillis())));
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,5}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    private URI resolve(String link) throws ProviderException {
        return ours(link)
                .orElseThrow(() -> new ProviderException(
                        Category.INTERNAL, "protocol-error", address + " gave a link that is no link."));
    }

    /**
     * A link's path at the address that we were given. Services write their own idea of their name into links; and one
     * that wrote another's would have us take our token there.
     */
    private Optional<URI> ours(String link) {
        try {
            URI given = base.resolve(link.replace(" ", "%20"));
            String query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
            return Optional.of(base.resolve("/" + given.getRawPath().replaceFirst("^/+", "") + query));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Ends the session, if there is one. */
    synchronized void logout() {
        Login ending = login;
        login = null;
        if (ending == null || ending.session().isEmpty()) {
            return;
        }
        try {
            https.send(
                    address,
                    HttpRequest.newBuilder(ending.session().get())
                            .header(TOKEN, ending.token())
                            .DELETE(),
                    FAREWELL);
        } catch (ProviderException e) {
            // the service ends it by itself in its time
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

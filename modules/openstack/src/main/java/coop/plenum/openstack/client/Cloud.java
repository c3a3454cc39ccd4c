package coop.plenum.openstack.client;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A cloud one is signed in to, or will be with the first request. Thread-safe. */
public final class Cloud implements AutoCloseable {
    private final Account account;
    private final Http http;
    private final Keystone keystone;
    private final Map<Service, Endpoint> endpoints = new ConcurrentHashMap<>();
    private volatile boolean onlyOwnZones;

    public Cloud(Account account, ConnectionContext secrets) {
        this.account = account;
        this.http = new Http(account.fingerprints(), account.timeout());
        this.keystone = new Keystone(account, secrets, http);
    }

    /** Whether what other projects have is listed, too. */
    public boolean allProjects() {
        return account.allProjects();
    }

    /** Whether Designate has refused to tell of other projects: by default it tells administrators of the system only. */
    public boolean onlyOwnZones() {
        return onlyOwnZones;
    }

    public boolean signsInWith(String applicationCredential) {
        return ownCredential().filter(applicationCredential::equals).isPresent();
    }

    /** The application credential that this connection signs in with, by its id; empty for a password. */
    public Optional<String> ownCredential() {
        return account.login() instanceof Account.ApplicationCredential own ? Optional.of(own.id()) : Optional.empty();
    }

    /** Whether one can sign in with an application credential. What that gives is thrown away. */
    public boolean opens(String applicationCredential, String secret, OperationContext context)
            throws ProviderException, InterruptedException {
        return keystone.opens(new Account.ApplicationCredential(applicationCredential), secret, context);
    }

    public Who who(OperationContext context) throws ProviderException, InterruptedException {
        Token.Session session = keystone.token(Optional.empty(), context).session();
        return new Who(session.userId(), session.userName(), session.projectId(), session.scope(), session.roles());
    }

    /**
     * Who is signed in.
     *
     * @param project id; empty unless the token is for one
     * @param scope for people
     */
    public record Who(String userId, String user, Optional<String> project, String scope, Set<String> roles) {
        public boolean admin() {
            return roles.contains("admin");
        }

        /** @throws ProviderException category UNSUPPORTED */
        public String requireProject() throws ProviderException {
            return project.orElseThrow(() -> new ProviderException(
                    Category.UNSUPPORTED,
                    "no-project",
                    "The credentials are not for a project, and this needs one.",
                    "project",
                    null,
                    null));
        }
    }

    public boolean has(Service service, OperationContext context) throws ProviderException, InterruptedException {
        return url(service, context).isPresent();
    }

    private Optional<String> url(Service service, OperationContext context)
            throws ProviderException, InterruptedException {
        return keystone.token(Optional.empty(), context).catalog().find(service, account.region(), account.endpoints());
    }

    /** @throws ProviderException code {@code service-missing} when the catalog does not have it */
    public Endpoint endpoint(Service service, OperationContext context) throws ProviderException, InterruptedException {
        Endpoint known = endpoints.get(service);
        if (known != null) {
            return known;
        }
        String url = service == Service.IDENTITY
                ? account.identity().toString()
                : url(service, context).orElseThrow(() -> missing(service));
        Endpoint found = discover(service, Versions.base(service, url), context);
        endpoints.put(service, found);
        return found;
    }

    private Endpoint discover(Service service, String base, OperationContext context)
            throws ProviderException, InterruptedException {
        if (service.highest().isEmpty()) {
            return Versions.read(service, base, Values.empty());
        }
        // some services tell strangers nothing, not even their version
        HttpRequest document = to(service, Versions.document(service, base))
                .header("Accept", "application/json")
                .header(
                        "X-Auth-Token",
                        keystone.token(Optional.empty(), context).secret())
                .build();
        HttpResponse<byte[]> response = Retries.ofRead(
                () -> {
                    HttpResponse<byte[]> answer = http.send(service.project(), document, context);
                    if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
                        throw Faults.of(service, "its version document", answer, Set.of());
                    }
                    return answer;
                },
                context);
        return Versions.read(service, base, Json.read(response.body()));
    }

    private ProviderException missing(Service service) {
        return new ProviderException(
                Category.UNSUPPORTED,
                "service-missing",
                "The cloud's catalog has no " + account.endpoints() + " endpoint of a service of the type "
                        + service.catalogTypes().get(0)
                        + account.region()
                                .map(region -> " in the region " + region)
                                .orElse("") + ".");
    }

    /** Why nothing of the catalog can be reached with the region of the form; empty when the region is in it. */
    public Optional<String> unknownRegion(OperationContext context) throws ProviderException, InterruptedException {
        Set<String> regions =
                keystone.token(Optional.empty(), context).catalog().regions();
        return account.region()
                .filter(region -> !regions.contains(region))
                .map(region -> "The catalog has no region " + region + ", only " + String.join(", ", regions) + ".");
    }

    public Values get(Service service, String path, OperationContext context)
            throws ProviderException, InterruptedException {
        return send(Request.get(service, path), context).body();
    }

    /**
     * Asks. Reads are repeated with growing pauses while the service is busy or the line breaks, all else only while it is
     * refused as too often; a token that is refused is replaced once.
     *
     * @throws ProviderException for every answer that is a refusal
     */
    public Reply send(Request request, OperationContext context) throws ProviderException, InterruptedException {
        Endpoint endpoint = endpoint(request.service(), context);
        Retries.Try<Reply> attempt = () -> once(request, endpoint, context);
        return request.reads() ? Retries.ofRead(attempt, context) : Retries.ofWrite(attempt, context);
    }

    private Reply once(Request request, Endpoint endpoint, OperationContext context)
            throws ProviderException, InterruptedException {
        Token token = keystone.token(Optional.empty(), context);
        boolean everywhere = ofAllProjects(request, token);
        HttpResponse<byte[]> response =
                http.send(name(request), prepared(request, endpoint, token, everywhere), context);
        if (response.statusCode() == 401) {
            token = keystone.token(Optional.of(token), context);
            response = http.send(name(request), prepared(request, endpoint, token, everywhere), context);
        }
        if (response.statusCode() == 403 && everywhere) {
            response = http.send(name(request), prepared(request, endpoint, token, false), context);
            if (response.statusCode() != 403) {
                onlyOwnZones = true;
            }
        }
        if (response.statusCode() / 100 != 2) {
            throw Faults.of(request.service(), request.toString(), response, request.secrets());
        }
        return new Reply(response.statusCode(), Json.read(response.body()), response.headers());
    }

    private static String name(Request request) {
        return request.service().project();
    }

    /** The catalog is what a cloud's operator has typed in. */
    private static HttpRequest.Builder to(Service service, String url) throws ProviderException {
        try {
            return HttpRequest.newBuilder(URI.create(url));
        } catch (IllegalArgumentException e) {
            throw new ProviderException(
                    Category.INTERNAL,
                    "protocol-error",
                    "The catalog's address of " + service.project() + " is no address of HTTP.",
                    e);
        }
    }

    private HttpRequest prepared(Request request, Endpoint endpoint, Token token, boolean everywhere)
            throws ProviderException {
        HttpRequest.Builder builder = to(request.service(), endpoint.base() + request.path())
                .header("Accept", "application/json")
                .header("X-Auth-Token", token.secret());
        endpoint.microversion(request.atMost())
                .ifPresent(version -> builder.header(
                        "OpenStack-API-Version", request.service().word() + " " + version));
        if (everywhere) {
            builder.header("X-Auth-All-Projects", "true");
        }
        request.headers().forEach(builder::setHeader);
        if (request.body() == null) {
            return builder.method(request.method(), BodyPublishers.noBody()).build();
        }
        if (!request.headers().containsKey("Content-Type")) {
            builder.header("Content-Type", "application/json");
        }
        return builder.method(request.method(), BodyPublishers.ofByteArray(Json.write(request.body())))
                .build();
    }

    /** Designate has no parameter for it, and refuses whatever is asked for with the header by who may not. */
    private boolean ofAllProjects(Request request, Token token) {
        return request.service() == Service.DNS
                && allProjects()
                && !onlyOwnZones
                && token.session().roles().contains("admin");
    }

    /**
     * An answer was one to another request. All connections are given up, since the next answers on that one would be,
     * too.
     *
     * @param noun what was asked for
     */
    public ProviderException mixedUp(Service service, String noun) {
        http.outOfStep();
        return new ProviderException(
                Category.TRANSIENT,
                "answer-mixed-up",
                service.project() + " answered with something else than the " + noun
                        + " that it was asked for. Something between here and there mixes up answers.");
    }

    @Override
    public void close() {
        http.close();
    }
}

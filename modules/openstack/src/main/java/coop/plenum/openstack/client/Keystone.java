package coop.plenum.openstack.client;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.secret.SecretLease;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs in with Keystone v3, keeps the token while it is good, and gets another when it is not. Thread-safe. */
final class Keystone {
    /** So that a token does not run out under way. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Account account;
    private final ConnectionContext secrets;
    private final Http http;
    private @Nullable Token token;

    Keystone(Account account, ConnectionContext secrets, Http http) {
        this.account = account;
        this.secrets = secrets;
        this.http = http;
    }

    /** @param refused the token that a service did not take; another thread may have replaced it already */
    synchronized Token token(Optional<Token> refused, OperationContext context)
            throws ProviderException, InterruptedException {
        Token known = token;
        boolean good = known != null
                && refused.filter(old -> old.secret().equals(known.secret())).isEmpty()
                && !known.endsBefore(Instant.now().plus(MARGIN));
        if (known != null && good) {
            return known;
        }
        token = null;
        // a sign-in more does no harm
        Token fresh = Retries.ofRead(() -> signIn(context), context);
        token = fresh;
        return fresh;
    }

    /** Whether this is the secret of the credential. */
    boolean opens(Account.ApplicationCredential credential, String secret, OperationContext context)
            throws ProviderException, InterruptedException {
        HttpResponse<byte[]> response = Retries.ofRead(
                () -> {
                    HttpResponse<byte[]> answer = http.send("Keystone", request(proof(credential, secret)), context);
                    if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
                        throw Faults.ofSignIn(answer, false);
                    }
                    return answer;
                },
                context);
        return response.statusCode() / 100 == 2;
    }

    private Token signIn(OperationContext context) throws ProviderException, InterruptedException {
        HttpResponse<byte[]> response = http.send("Keystone", request(proof()), context);
        Optional<String> secret = response.headers().firstValue("X-Subject-Token");
        if (response.statusCode() / 100 != 2) {
            throw Faults.ofSignIn(response, account.login() instanceof Account.Password);
        }
        Values answer = Json.read(response.body());
        if (secret.isEmpty() || !answer.has("token")) {
            throw new ProviderException(
                    Category.USER, "not-keystone", "There is no Keystone v3 at this address.", "authUrl", null, null);
        }
        return Token.of(secret.get(), answer);
    }

    private HttpRequest request(Map<String, Object> proof) {
        return HttpRequest.newBuilder(URI.create(account.identity() + "/auth/tokens"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.write(Map.of("auth", proof))))
                .build();
    }

    private Map<String, Object> proof() throws ProviderException {
        if (account.login() instanceof Account.ApplicationCredential credential) {
            return proof(credential, secret("applicationCredentialSecret"));
        }
        Account.Password login = (Account.Password) account.login();
        Map<String, Object> user =
                Map.of("name", login.user(), "domain", named(login.domain()), "password", secret("password"));
        return Map.of(
                "identity",
                Map.of("methods", List.of("password"), "password", Map.of("user", user)),
                "scope",
                scope(login.scope()));
    }

    private static Map<String, Object> proof(Account.ApplicationCredential credential, String secret) {
        return Map.of(
                "identity",
                Map.of(
                        "methods",
                        List.of("application_credential"),
                        "application_credential",
                        Map.of("id", credential.id(), "secret", secret)));
    }

    private String secret(String field) throws ProviderException {
        try (SecretLease lease = secrets.credential(field, "sign in to OpenStack")) {
            // a copy that cannot be wiped: HTTP and JSON know only strings
            return new String(lease.value());
        }
    }

    private static Map<String, Object> scope(Account.Scope scope) {
        if (scope instanceof Account.ProjectScope project) {
            return project.project().matches("[0-9a-f]{32}")
                    ? Map.of("project", Map.of("id", project.project()))
                    : Map.of("project", Map.of("name", project.project(), "domain", named(project.domain())));
        }
        return scope instanceof Account.DomainScope domain
                ? Map.of("domain", named(domain.domain()))
                : Map.of("system", Map.of("all", true));
    }

    /** Every cloud calls its first domain's id {@code default}, and most of them its name {@code Default}. */
    private static Map<String, Object> named(String domain) {
        return domain.equals("default") ? Map.of("id", domain) : Map.of("name", domain);
    }
}

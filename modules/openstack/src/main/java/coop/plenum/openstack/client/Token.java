package coop.plenum.openstack.client;

import coop.plenum.api.Values;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a sign-in gave. The secret part is not printed.
 *
 * @param catalog the services that the cloud says it has
 */
record Token(String secret, Instant expires, Session session, Catalog catalog) {
    /** For a token that does not say how long it is good. */
    private static final Duration SHORT = Duration.ofMinutes(10);

    static Token of(String secret, Values answer) {
        Values token = answer.nested("token");
        return new Token(
                secret,
                token.text("expires_at")
                        .flatMap(Token::instant)
                        .orElseGet(() -> Instant.now().plus(SHORT)),
                session(token),
                Catalog.of(token.list("catalog")));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Session session(Values token) {
        Values user = token.nested("user");
        Values project = token.nested("project");
        String scope = token.has("system")
                ? "the whole system"
                : project.text("name")
                        .map(name -> "project " + name)
                        .or(() -> token.nested("domain").text("name").map(name -> "domain " + name))
                        .orElse("nothing in particular");
        return new Session(
                user.text("id").orElse(""),
                user.text("name").orElse(""),
                project.text("id"),
                scope,
                Set.copyOf(Json.objects(token.list("roles")).stream()
                        .flatMap(role -> role.text("name").stream())
                        .toList()));
    }

    /** Who is signed in; nothing secret. */
    record Session(String userId, String userName, Optional<String> projectId, String scope, Set<String> roles) {}

    boolean endsBefore(Instant time) {
        return expires.isBefore(time);
    }

    @Override
    public String toString() {
        return "Token[" + session.userName() + "]";
    }
}

package coop.plenum.core.rest.fake;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Authentication;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** One user, ada, with the password "correct horse", and one token. */
public final class FakeAuthentication implements Authentication {
    public static final String TOKEN = "plm_0123456789";
    public static final String SET_UP_TOKEN = "set-up-token";
    public static final Subject ADA = new Subject(Subject.Kind.USER, new UUID(0, 42), "ada");

    private static final UUID TOKEN_ID = new UUID(0, 43);

    public volatile boolean setUpDone = true;
    public volatile boolean tokenRevoked;
    private final Map<String, SignedIn> sessions = new ConcurrentHashMap<>();

    @Override
    public boolean setUpRequired() {
        return !setUpDone;
    }

    @Override
    public Optional<String> setUpToken() {
        return setUpDone ? Optional.empty() : Optional.of(SET_UP_TOKEN);
    }

    @Override
    public Subject setUp(String setUpToken, String login, String displayName, char[] password) {
        if (setUpDone) {
            throw PlenumException.conflict("set-up-done", "There is an administrator already.");
        }
        if (!setUpToken.equals(SET_UP_TOKEN)) {
            throw new PlenumException(
                    PlenumException.Category.DENIED, "wrong-set-up-token", "The set-up token is another one.");
        }
        setUpDone = true;
        return ADA;
    }

    @Override
    public Session logIn(String login, char[] password, String address) {
        if (!login.equals("ada") || !new String(password).equals("correct horse")) {
            throw new PlenumException(
                    PlenumException.Category.UNAUTHENTICATED, "wrong-credentials", "Login or password is wrong.");
        }
        String secret = UUID.randomUUID().toString();
        Instant end = Instant.now().plus(Duration.ofHours(1));
        UUID id = UUID.randomUUID();
        sessions.put(secret, new SignedIn(ADA, id, Optional.of("csrf-" + secret), end));
        return new Session(id, secret, "csrf-" + secret, end, ADA);
    }

    @Override
    public Optional<SignedIn> session(String secret) {
        return Optional.ofNullable(sessions.get(secret));
    }

    @Override
    public Optional<SignedIn> token(String token) {
        return token.equals(TOKEN) && !tokenRevoked
                ? Optional.of(new SignedIn(
                        ADA, TOKEN_ID, Optional.empty(), Instant.now().plusSeconds(60)))
                : Optional.empty();
    }

    @Override
    public void logOut(Caller caller) {
        sessions.values().removeIf(session -> caller.credential().equals(Optional.of(session.credential())));
    }
}

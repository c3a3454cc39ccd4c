package coop.plenum.api.access;

import coop.plenum.api.PlenumException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Turns credentials into callers. Failures are audited and slow down further attempts per account and per address,
 * without ever locking out the last administrator. Thread-safe.
 */
@ProviderType
public interface Authentication {
    /** True until the first administrator exists. */
    boolean setUpRequired();

    /**
     * The one-time token of the set-up URL, also kept in the file {@code setup-token} (mode 0600) of the data folder;
     * empty once the first administrator exists.
     */
    Optional<String> setUpToken();

    /**
     * Makes the first administrator, once.
     *
     * @throws PlenumException {@code set-up-done}, {@code wrong-set-up-token}, {@code weak-password},
     *     {@code invalid-login}
     */
    Subject setUp(String setUpToken, String login, String displayName, char[] password);

    /**
     * @param address of the client, for the back-off
     * @throws PlenumException {@code wrong-credentials}, {@code too-many-attempts} with a retry-after
     */
    Session logIn(String login, char[] password, String address);

    /** The caller of a session secret; empty when it is unknown, expired or ended, or its user disabled. */
    Optional<SignedIn> session(String secret);

    /** The caller of an API token ({@code plm_...}); empty as above. */
    Optional<SignedIn> token(String token);

    /** Ends the session the caller came with. */
    void logOut(Caller caller);

    /**
     * A new session.
     *
     * @param secret for the cookie; kept only as a hash
     * @param csrfToken to be sent back in a header with every change
     */
    record Session(UUID id, String secret, String csrfToken, Instant expiresAt, Subject subject) {
        @Override
        public String toString() {
            return "Session[" + id + "]";
        }
    }

    /** @param csrfToken what a change must carry; empty for API tokens */
    record SignedIn(Subject subject, UUID credential, Optional<String> csrfToken, Instant expiresAt) {
        public Caller caller(Caller.Source source, String correlation) {
            return new Caller(subject, source, Optional.of(credential), correlation);
        }

        @Override
        public String toString() {
            return "SignedIn[" + subject.name() + "]";
        }
    }
}

package coop.plenum.ssh;

import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.ssh.client.Keys;
import coop.plenum.ssh.client.Login;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes logins of the connection's secrets, which are leased anew each time. Thread-safe. */
final class Logins {
    static final String PRIVATE_KEY = "privateKey";
    static final String PASSPHRASE = "passphrase";
    static final String PASSWORD = "password";

    private static final String MISSING = "credential-missing";

    private final String username;
    private final ConnectionContext context;

    Logins(String username, ConnectionContext context) {
        this.username = username;
        this.context = context;
    }

    /** By all that may open a host now: the key in use, what there was before where a rotation goes on, the password. */
    Login open(String purpose) throws ProviderException {
        List<KeyPair> keys = new ArrayList<>();
        present(purpose).ifPresent(keys::add);
        previous(purpose).ifPresent(keys::add);
        char[] password = password(purpose);
        if (keys.isEmpty() && password.length == 0) {
            throw new ProviderException(
                    Category.USER, MISSING, "Give a private key or a password.", PRIVATE_KEY, null, null);
        }
        return new Login(username, keys, password);
    }

    /** By nothing but that key. */
    Login by(KeyPair key) {
        return new Login(username, List.of(key), new char[0]);
    }

    Optional<KeyPair> present(String purpose) throws ProviderException {
        Optional<SecretLease> lease = lease(PRIVATE_KEY, purpose);
        if (lease.isEmpty()) {
            return Optional.empty();
        }
        try (SecretLease key = lease.get()) {
            Optional<SecretLease> words = lease(PASSPHRASE, purpose);
            try {
                return Optional.of(Keys.read(key.value(), words.map(SecretLease::value)));
            } finally {
                words.ifPresent(SecretLease::close);
            }
        }
    }

    Optional<KeyPair> pending(String purpose) throws ProviderException {
        return read(context.pending(PRIVATE_KEY, purpose), Optional.empty());
    }

    /**
     * The one before may have had a passphrase, which was replaced by none together with it. The platform deletes both when
     * all hosts have forgotten the key, one after the other: a key whose passphrase is gone already is gone itself.
     */
    Optional<KeyPair> previous(String purpose) throws ProviderException {
        Optional<SecretLease> passphrase = context.previous(PASSPHRASE, purpose);
        try {
            return read(context.previous(PRIVATE_KEY, purpose), passphrase);
        } catch (ProviderException e) {
            if (passphrase.isEmpty() && e.code().equals("wrong-passphrase")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<KeyPair> read(Optional<SecretLease> key, Optional<SecretLease> passphrase)
            throws ProviderException {
        try {
            return key.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Keys.read(key.get().value(), passphrase.map(SecretLease::value)));
        } finally {
            key.ifPresent(SecretLease::close);
            passphrase.ifPresent(SecretLease::close);
        }
    }

    boolean holds(String field) throws ProviderException {
        Optional<SecretLease> lease = lease(field, "See what there is to rotate");
        lease.ifPresent(SecretLease::close);
        return lease.isPresent();
    }

    boolean heldBefore(String field) throws ProviderException {
        Optional<SecretLease> lease = context.previous(field, "See what there was before");
        lease.ifPresent(SecretLease::close);
        return lease.isPresent();
    }

    private char[] password(String purpose) throws ProviderException {
        Optional<SecretLease> lease = lease(PASSWORD, purpose);
        if (lease.isEmpty()) {
            lease = context.previous(PASSWORD, purpose);
        }
        if (lease.isEmpty()) {
            return new char[0];
        }
        try (SecretLease password = lease.get()) {
            return password.value().clone();
        }
    }

    private Optional<SecretLease> lease(String field, String purpose) throws ProviderException {
        try {
            return Optional.of(context.credential(field, purpose));
        } catch (ProviderException e) {
            if (e.code().equals(MISSING)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}

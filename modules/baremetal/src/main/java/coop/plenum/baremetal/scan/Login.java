package coop.plenum.baremetal.scan;

import coop.plenum.api.secret.SecretRef;
import java.util.Arrays;
import java.util.Optional;

/** A name and its password, until it is wiped, or where that is kept. */
final class Login {
    private final String username;
    private final char[] password;
    private final Optional<SecretRef> secret;

    /** @param password kept, not copied */
    Login(String username, char[] password) {
        this(username, password, Optional.empty());
    }

    Login(String username, SecretRef secret) {
        this(username, new char[0], Optional.of(secret));
    }

    private Login(String username, char[] password, Optional<SecretRef> secret) {
        this.username = username;
        this.password = password;
        this.secret = secret;
    }

    String username() {
        return username;
    }

    /** One that is stored already, and stays when the scan has ended. */
    Optional<SecretRef> secret() {
        return secret;
    }

    char[] password() {
        return password;
    }

    void wipe() {
        Arrays.fill(password, '\0');
    }

    @Override
    public String toString() {
        return "Login[" + username + "]";
    }
}

package coop.plenum.baremetal.scan;

import java.util.Arrays;

/** A name and its password, until it is wiped. */
final class Login {
    private final String username;
    private final char[] password;

    /** @param password kept, not copied */
    Login(String username, char[] password) {
        this.username = username;
        this.password = password;
    }

    String username() {
        return username;
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

package coop.plenum.ssh.client;

import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;

/**
 * Who logs in and by what. Close it to wipe the password.
 *
 * @param keys offered in this order
 * @param password empty: none
 */
@SuppressWarnings("ArrayRecordComponent") // a copy of its own, wiped on close
public record Login(String user, List<KeyPair> keys, char[] password) implements AutoCloseable {
    public Login {
        keys = List.copyOf(keys);
    }

    public Login as(String other) {
        return new Login(other, keys, password);
    }

    @Override
    public void close() {
        Arrays.fill(password, '\0');
    }

    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}

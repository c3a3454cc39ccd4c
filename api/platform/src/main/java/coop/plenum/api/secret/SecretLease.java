package coop.plenum.api.secret;

/** A secret in the clear, for as short as possible. Closing wipes the copy. {@code toString} reveals nothing. */
public interface SecretLease extends AutoCloseable {
    /** The secret; the array is wiped on close. */
    char[] value();

    @Override
    void close();
}

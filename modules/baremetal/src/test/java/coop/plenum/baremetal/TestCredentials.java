package coop.plenum.baremetal;

import coop.plenum.api.secret.SecretLease;
import coop.plenum.baremetal.bmc.Credentials;

/** A name and a password in the clear. */
public record TestCredentials(String username, String secret) implements Credentials {
    @Override
    public SecretLease password(String purpose) {
        return new TestLease(secret);
    }
}

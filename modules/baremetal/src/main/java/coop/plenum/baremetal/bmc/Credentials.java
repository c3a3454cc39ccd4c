package coop.plenum.baremetal.bmc;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.secret.SecretLease;

/** The name and, on lease, the password that a connection's controllers take. */
public interface Credentials {
    String username();

    /** Close it as soon as the password has been used. */
    SecretLease password(String purpose) throws ProviderException;
}

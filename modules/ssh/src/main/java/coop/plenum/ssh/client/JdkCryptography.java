package coop.plenum.ssh.client;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import org.apache.sshd.common.util.security.AbstractSecurityProviderRegistrar;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSASupport;

/** Tells the SSH library that the Java runtime knows Ed25519. The library is this bundle's own, so nobody else sees it. */
final class JdkCryptography extends AbstractSecurityProviderRegistrar {
    private static final String NAME = "SunEC";

    private JdkCryptography() {
        super(NAME);
    }

    /** Before anything else of the library is used: it decides once what it knows. May be done again. */
    static synchronized void register() {
        if (!SecurityUtils.isProviderRegistered(NAME)) {
            SecurityUtils.registerSecurityProvider(new JdkCryptography());
        }
    }

    @Override
    public boolean isSupported() {
        return Security.getProvider(NAME) != null;
    }

    @Override
    public Provider getSecurityProvider() {
        return Security.getProvider(NAME);
    }

    /** All else is looked for by the runtime in its usual order. */
    @Override
    public boolean isSecurityEntitySupported(Class<?> entity, String name) {
        return false;
    }

    @Override
    public Optional<EdDSASupport<?, ?>> getEdDSASupport() {
        return Optional.of(new JdkEd25519());
    }
}

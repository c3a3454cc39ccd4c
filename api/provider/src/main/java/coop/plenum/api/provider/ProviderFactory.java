package coop.plenum.api.provider;

import org.osgi.annotation.versioning.ConsumerType;

/** Makes connections to one kind of remote system. Registered as an OSGi service; thread-safe. */
@ConsumerType
public interface ProviderFactory {
    /** What it is and what it needs. No I/O; the same answer every time. */
    ProviderDescription describe();

    /**
     * Opens a connection. Need not contact the remote system; {@link Provider#check} does.
     *
     * @param settings valid against {@link ProviderDescription#connectionFields()}; secrets are not in it, they are
     *     leased by {@link ConnectionContext#credential}
     * @throws ProviderException category USER when the settings contradict each other
     */
    Provider connect(coop.plenum.api.Values settings, ConnectionContext context) throws ProviderException;
}

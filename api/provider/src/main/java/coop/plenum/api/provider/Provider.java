package coop.plenum.api.provider;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open connection to a remote system. Thread-safe: called by a bounded pool per connection. Methods block plainly and
 * honour interruption. Nothing is called after {@link #close}.
 */
@ConsumerType
public interface Provider extends AutoCloseable {
    /** One per resource type. */
    List<ResourceHandler> handlers();

    /** Contacts the remote system: is it there, are the credentials good, are they enough? Never modifies. */
    Diagnostics check(OperationContext context) throws InterruptedException;

    /** Releases threads, sockets and sessions. */
    @Override
    void close();
}

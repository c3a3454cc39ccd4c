package coop.plenum.aws.api;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A service in use over one connection. Thread-safe; nothing is called after {@link #close}. */
@ConsumerType
public interface OpenAwsService extends AutoCloseable {
    /** One per resource type. */
    List<ResourceHandler> handlers();

    /** Asks something small, to find out whether the service answers to this identity. Never modifies. */
    void check(OperationContext context) throws ProviderException, InterruptedException;

    @Override
    void close();
}

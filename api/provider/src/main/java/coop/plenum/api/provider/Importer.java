package coop.plenum.api.provider;

import org.osgi.annotation.versioning.ConsumerType;

/** Takes an existing resource under management, where more is needed than to observe it (tagging it, say). */
@ConsumerType
public interface Importer {
    Step adopt(ResourceRef ref, OperationContext context) throws InterruptedException;
}

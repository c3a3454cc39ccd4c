package coop.plenum.api.provider;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Looks after one resource type over one connection. What else it can do it says by also implementing {@link Validator},
 * {@link Planner}, {@link Discoverer}, {@link Actions}, {@link Metrics} or {@link ConsoleAccess}.
 * Thread-safe.
 */
@ConsumerType
public interface ResourceHandler {
    ResourceType type();

    /** Looks, never modifies. Expected absence is a value; failures are {@link Observed.Unknown}. */
    Observed observe(ResourceRef ref, OperationContext context) throws InterruptedException;

    /**
     * Brings the change about, once however often it is called with the same idempotency key. A provider that cannot
     * change this type returns a failure of category UNSUPPORTED.
     */
    Step apply(Change change, OperationContext context) throws InterruptedException;
}

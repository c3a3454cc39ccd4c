package coop.plenum.infrastructure.provider;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;

/** What to do with an open provider. */
@FunctionalInterface
public interface ProviderCall<T> {
    T on(Provider provider, OperationContext context) throws ProviderException, InterruptedException;
}

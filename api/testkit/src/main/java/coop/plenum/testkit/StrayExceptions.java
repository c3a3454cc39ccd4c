package coop.plenum.testkit;

import coop.plenum.api.provider.ProviderException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.IncompleteExecutionException;

/** Says in words what it means when a rule ends with an exception of the provider and not with a broken assertion. */
final class StrayExceptions implements TestExecutionExceptionHandler {
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        if (thrown instanceof ProviderException failure) {
            throw new AssertionError(
                    "A call that should have worked failed as " + failure.category() + " (" + failure.code() + "): "
                            + failure.getMessage() + " Is the remote system of the fixture there?",
                    failure);
        }
        if (thrown instanceof IncompleteExecutionException || !(thrown instanceof Exception)) {
            throw thrown;
        }
        throw new AssertionError(
                thrown + " came out of the provider: catch it there, and answer with Observed.Unknown, Step.Failed or"
                        + " Diagnostics.failed, or throw a ProviderException where the method declares one",
                thrown);
    }
}

package coop.plenum.api.provider;

import java.time.Duration;
import java.util.Optional;

/** How far a change or action has come. */
public sealed interface Step {
    /** @param state as it is now; empty after a delete, or when the caller should observe */
    record Done(Optional<ResourceState> state) implements Step {}

    /**
     * Goes on remotely: call again with the token, no sooner than the delay.
     *
     * @param resumeToken no secrets; at most 4,096 characters
     */
    record Pending(String resumeToken, Duration pollAfter, String message) implements Step {}

    /** @param partial what exists all the same, such as a server in error */
    record Failed(ProviderException cause, Optional<ResourceState> partial) implements Step {}

    static Step done() {
        return new Done(Optional.empty());
    }

    static Step done(ResourceState state) {
        return new Done(Optional.of(state));
    }

    static Step failed(ProviderException cause) {
        return new Failed(cause, Optional.empty());
    }
}

package coop.plenum.api.operation;

import coop.plenum.api.Values;
import java.time.Duration;

/** How a call of a handler ended. */
public sealed interface Outcome {
    /** Finished. */
    record Done(Values result) implements Outcome {}

    /** Not finished: call again with the token, no sooner than the delay; no thread is held meanwhile. */
    record Pending(String resumeToken, Duration pollAfter) implements Outcome {}

    /** Failed for good. */
    record Failed(String code, String category, String message) implements Outcome {}

    /** Stopped because {@link OperationRun#cancelled()}. */
    record Cancelled() implements Outcome {}

    static Outcome done() {
        return new Done(Values.empty());
    }
}

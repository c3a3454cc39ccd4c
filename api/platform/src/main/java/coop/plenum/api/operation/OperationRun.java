package coop.plenum.api.operation;

import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** What a handler sees of its operation. For the calling thread only. */
@ProviderType
public interface OperationRun {
    UUID id();

    /** Who asked, through the door OPERATION; permissions are checked against what they hold now. */
    Caller caller();

    UUID space();

    Optional<String> target();

    Values input();

    /** What the last call left; empty on the first. */
    Optional<String> resumeToken();

    /** Durably replaces the resume token: what lies before it will not be done again. */
    void checkpoint(String token);

    boolean cancelled();

    /** Cheap; written at most a few times a second. */
    void progress(double fraction, String message);

    /** Adds a line to the operation's log. No secrets. */
    void log(Level level, String message);

    /** How much a log line matters. */
    enum Level {
        INFO,
        WARNING,
        ERROR
    }
}

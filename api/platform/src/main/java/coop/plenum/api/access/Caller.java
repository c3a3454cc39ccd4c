package coop.plenum.api.access;

import java.util.Optional;
import java.util.UUID;

/**
 * Who asks, through which door, with which credential. Every service method that reads or changes anything takes one;
 * permissions are checked against it and the audit log names it. Pass on the caller you were given; work on nobody's
 * behalf uses {@link AccessService#module(String)}.
 *
 * @param subject who
 * @param source the door
 * @param credential the session or token used; a token narrows what its user may do
 * @param correlation ties together all that one request or operation caused; appears in log and audit
 */
public record Caller(Subject subject, Source source, Optional<UUID> credential, String correlation) {
    /** The door a request came through. */
    public enum Source {
        CONSOLE,
        API,
        OPERATION,
        MODULE,
        SYSTEM
    }

    /** The platform acting for itself. */
    public static Caller system(String correlation) {
        return new Caller(Subject.SYSTEM, Source.SYSTEM, Optional.empty(), correlation);
    }

    public Caller through(Source door) {
        return new Caller(subject, door, credential, correlation);
    }

    public Caller correlated(String id) {
        return new Caller(subject, source, credential, id);
    }
}

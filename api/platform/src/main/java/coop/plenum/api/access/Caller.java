package coop.plenum.api.access;

import java.util.Objects;
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
 * @param traceId of the client's distributed trace, 32 lower-case hex digits of W3C Trace Context; appears in audit
 */
public record Caller(
        Subject subject, Source source, Optional<UUID> credential, String correlation, Optional<String> traceId) {
    /** The door a request came through. */
    public enum Source {
        CONSOLE,
        API,
        OPERATION,
        MODULE,
        SYSTEM
    }

    public Caller {
        Objects.requireNonNull(traceId);
    }

    /** Without a trace. */
    public Caller(Subject subject, Source source, Optional<UUID> credential, String correlation) {
        this(subject, source, credential, correlation, Optional.empty());
    }

    /** The platform acting for itself. */
    public static Caller system(String correlation) {
        return new Caller(Subject.SYSTEM, Source.SYSTEM, Optional.empty(), correlation);
    }

    public Caller through(Source door) {
        return new Caller(subject, door, credential, correlation, traceId);
    }

    public Caller correlated(String id) {
        return new Caller(subject, source, credential, id, traceId);
    }

    public Caller traced(Optional<String> trace) {
        return new Caller(subject, source, credential, correlation, trace);
    }

    /** The same one in the course of what somebody else asked for: with the correlation and trace of the cause. */
    public Caller causedBy(Caller cause) {
        return new Caller(subject, source, credential, cause.correlation, cause.traceId);
    }
}

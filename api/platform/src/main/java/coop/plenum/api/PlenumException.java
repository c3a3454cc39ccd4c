package coop.plenum.api;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the platform's services: what went wrong in a stable code, a category that decides how callers
 * react, and a message that is safe to show to the person who asked. It never carries secrets or internals; the cause,
 * if any, is for the server's log only.
 */
public class PlenumException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How a caller should react; each maps to one HTTP status. */
    public enum Category {
        /** The input is wrong; {@link #violations()} says where. 400. */
        INVALID,
        /** Nobody is authenticated. 401. */
        UNAUTHENTICATED,
        /** The caller lacks a permission. 403. */
        DENIED,
        /** No such thing, or the caller may not know of it. 404. */
        MISSING,
        /** The request contradicts the present state. 409. */
        CONFLICT,
        /** The revision the caller has seen is not the current one. 412. */
        STALE,
        /** Too large. 413. */
        TOO_LARGE,
        /** Too many requests; {@link #retryAfter()} may say when to come back. 429. */
        THROTTLED,
        /** A remote system answered wrongly or not at all. 502 is never used: shown as 424. */
        REMOTE,
        /** The platform cannot do this now. 503. */
        UNAVAILABLE,
        /** A defect of the platform. 500. */
        INTERNAL
    }

    /**
     * One thing that is wrong with the input.
     *
     * @param pointer JSON Pointer (RFC 6901) to the place in the input, empty for the whole
     * @param code stable code such as {@code unknown-field}
     * @param message what is wrong and what to do
     */
    public record Violation(String pointer, String code, String message) {
        public Violation {
            Objects.requireNonNull(pointer);
            Objects.requireNonNull(code);
            Objects.requireNonNull(message);
        }
    }

    private final Category category;
    private final String code;
    private final transient List<Violation> violations;
    private final @Nullable Duration retryAfter;

    /**
     * @param code stable, kebab-case, documented in {@code docs/reference/errors.md}
     * @param message says what is wrong, where, and what to do
     */
    public PlenumException(Category category, String code, String message) {
        this(category, code, message, List.of(), null, null);
    }

    public PlenumException(Category category, String code, String message, Throwable cause) {
        this(category, code, message, List.of(), null, cause);
    }

    public PlenumException(
            Category category,
            String code,
            String message,
            List<Violation> violations,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.category = Objects.requireNonNull(category);
        this.code = Objects.requireNonNull(code);
        this.violations = List.copyOf(violations);
        this.retryAfter = retryAfter;
    }

    /** Input with the given problems; there is at least one. */
    public static PlenumException invalid(String code, String message, List<Violation> violations) {
        return new PlenumException(Category.INVALID, code, message, violations, null, null);
    }

    public static PlenumException invalid(String code, String message) {
        return new PlenumException(Category.INVALID, code, message);
    }

    public static PlenumException missing(String code, String message) {
        return new PlenumException(Category.MISSING, code, message);
    }

    public static PlenumException conflict(String code, String message) {
        return new PlenumException(Category.CONFLICT, code, message);
    }

    public Category category() {
        return category;
    }

    public String code() {
        return code;
    }

    public List<Violation> violations() {
        return violations;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}

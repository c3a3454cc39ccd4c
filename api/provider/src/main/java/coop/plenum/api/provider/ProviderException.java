package coop.plenum.api.provider;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A remote system could not do what was asked. The message is safe to show: no secrets, no stack. */
public class ProviderException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of failure, and so what to do about it. */
    public enum Category {
        /** The request is wrong; a person must change it. */
        USER,
        /** The credentials are wrong, expired or insufficient. */
        AUTHENTICATION,
        /** A thing that is needed is not there. */
        MISSING,
        /** The remote state contradicts the request. */
        CONFLICT,
        /** Too fast; see {@link #retryAfter()}. */
        THROTTLED,
        /** Unreachable, timed out, or failed in a way that may pass. */
        TRANSIENT,
        /** The remote system cannot do this. */
        UNSUPPORTED,
        /** The remote system, or this provider, is broken. */
        INTERNAL
    }

    private final String code;
    private final Category category;
    private final @Nullable String field;
    private final @Nullable Duration retryAfter;

    /** @param code stable, kebab-case: {@code unreachable}, {@code tls-untrusted}, {@code wrong-credentials} */
    public ProviderException(Category category, String code, String message) {
        this(category, code, message, null, null, null);
    }

    public ProviderException(Category category, String code, String message, Throwable cause) {
        this(category, code, message, null, null, cause);
    }

    /** @param field the connection or resource field to blame */
    public ProviderException(
            Category category,
            String code,
            String message,
            @Nullable String field,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.category = category;
        this.code = code;
        this.field = field;
        this.retryAfter = retryAfter;
    }

    public Category category() {
        return category;
    }

    public String code() {
        return code;
    }

    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? code : message;
    }
}

package coop.plenum.aws.common;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Puts what a service of AWS refuses into categories and words: its own, where it has some. */
public final class Faults {
    static final String DENIED = "insufficient-privilege";
    private static final int LONGEST = 500;
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(2);

    private static final Pattern THROTTLED = Pattern.compile(
            "RequestLimitExceeded|.*Throttl.*|TooManyRequests(?:Exception)?|SlowDown|BandwidthLimitExceeded|PriorRequestNotComplete");
    private static final Set<String> WRONG_CREDENTIALS = Set.of(
            "AuthFailure",
            "InvalidClientTokenId",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "IncompleteSignature",
            "InvalidSignatureException",
            "InvalidSecurity",
            "InvalidToken",
            "NotAuthorized");
    private static final Set<String> EXPIRED =
            Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired");
    private static final Set<String> SKEWED = Set.of("RequestTimeTooSkewed", "RequestInTheFuture");
    private static final Set<String> NOT_READY = Set.of("OptInRequired", "Blocked", "PendingVerification");
    private static final Pattern FORBIDDEN = Pattern.compile(
            "UnauthorizedOperation|AccessDenied(?:Exception|Fault)?|UnauthorizedAccess|AuthorizationError|AllAccessDisabled");
    private static final Pattern MISSING =
            Pattern.compile(".*NotFound(?:Fault|Exception)?|NoSuch.*|InvalidInstanceType");
    private static final Pattern NO_CAPACITY = Pattern.compile("Insufficient.*Capacity.*|Insufficient.*Address.*");
    private static final Pattern QUOTA =
            Pattern.compile(".*LimitExceeded(?:Fault|Exception)?|.*QuotaExceeded(?:Fault)?|TooMany.*");
    private static final Pattern CONFLICT = Pattern.compile(
            ".*AlreadyExists(?:Fault|Exception)?|.*\\.Duplicate|Duplicate.*|.*InUse(?:Fault)?|.*Conflict.*"
                    + "|DependencyViolation|Incorrect.*State|InvalidState|Invalid.*State(?:Fault)?|.*NotEmpty"
                    + "|Resource\\.AlreadyAssociated|OperationNotPermitted|OperationAborted|BucketAlreadyOwnedByYou"
                    + "|IdempotentParameterMismatch|.*AlreadyAssociated|EntityTemporarilyUnmodifiable");
    private static final Pattern UNSUPPORTED = Pattern.compile(
            "Unsupported(?:Operation|HibernationConfiguration)?|UnsupportedInstanceAttribute|InvalidAction|UnknownOperation.*|NotImplemented");
    private static final Pattern FAILED =
            Pattern.compile("Internal(?:Error|Failure|Server.*)?|ServiceUnavailable|Unavailable|RequestTimeout.*");

    /** IAM tells what it has made before the other services, and all of itself, know. */
    private static final Pattern UNKNOWN_PROFILE = Pattern.compile("(?i).*instance ?profile.*");

    private static final Pattern UNKNOWN_PRINCIPAL = Pattern.compile("(?i).*invalid principal.*");

    private static final Set<String> UNSPREAD = Set.of("unknown-instance-profile", "unknown-principal");

    private Faults() {}

    /** @param what such as {@code RunInstances} */
    static ProviderException of(String service, String what, AwsServiceException thrown) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(thrown.awsErrorDetails());
        String code = details.map(AwsErrorDetails::errorCode).orElse("");
        String said = clean(details.map(AwsErrorDetails::errorMessage).orElse(""));
        String message = service + " refused " + what + " (" + (code.isEmpty() ? "" : code + ", ") + "status "
                + thrown.statusCode() + ")" + (said.isEmpty() ? "." : ": " + said);
        return unspread(code, said, message)
                .or(() -> byCode(code, message, details))
                .orElseGet(() -> byStatus(thrown.statusCode(), message));
    }

    /** What may be true only for a while: the message is all that tells it from other wrong values. */
    private static Optional<ProviderException> unspread(String code, String said, String message) {
        if (code.equals("InvalidParameterValue")
                && UNKNOWN_PROFILE.matcher(said).matches()) {
            return fault(Category.USER, "unknown-instance-profile", message, "instanceProfile");
        }
        return code.equals("MalformedPolicyDocument")
                        && UNKNOWN_PRINCIPAL.matcher(said).matches()
                ? fault(Category.USER, "unknown-principal", message, "trustPolicy")
                : Optional.empty();
    }

    /** Whether it may be that only something of IAM that is new is not known everywhere yet. */
    static boolean isOfTheUnspread(ProviderException e) {
        return UNSPREAD.contains(e.code());
    }

    private static Optional<ProviderException> byCode(String code, String message, Optional<AwsErrorDetails> details) {
        if (code.isEmpty()) {
            return Optional.empty();
        }
        if (THROTTLED.matcher(code).matches()) {
            return Optional.of(throttled(message, details));
        }
        if (WRONG_CREDENTIALS.contains(code)) {
            return fault(
                    Category.AUTHENTICATION,
                    "wrong-credentials",
                    "AWS does not take these credentials: wrong, switched off or deleted. " + message,
                    "secretAccessKey");
        }
        if (EXPIRED.contains(code)) {
            return fault(
                    Category.AUTHENTICATION,
                    "credentials-expired",
                    "The temporary credentials have expired, or this server's clock is wrong. " + message,
                    "sessionToken");
        }
        if (SKEWED.contains(code)) {
            return fault(Category.AUTHENTICATION, "clock-skewed", "This server's clock is wrong. " + message, null);
        }
        if (NOT_READY.contains(code)) {
            return fault(Category.AUTHENTICATION, "account-not-ready", message, null);
        }
        if (FORBIDDEN.matcher(code).matches()) {
            return fault(
                    Category.AUTHENTICATION, DENIED, message + " The policies of this identity do not allow it.", null);
        }
        if (NO_CAPACITY.matcher(code).matches()) {
            return fault(
                    Category.CONFLICT,
                    "no-capacity",
                    "AWS has no room for it there just now: take another zone or another type, or try later. "
                            + message,
                    null);
        }
        if (QUOTA.matcher(code).matches()) {
            return fault(Category.CONFLICT, "quota-exceeded", "A quota of the account is used up. " + message, null);
        }
        if (CONFLICT.matcher(code).matches()) {
            return fault(Category.CONFLICT, "wrong-state", message, null);
        }
        if (MISSING.matcher(code).matches()) {
            return fault(Category.MISSING, "not-found", message, null);
        }
        if (UNSUPPORTED.matcher(code).matches()) {
            return fault(Category.UNSUPPORTED, "request-unsupported", message, null);
        }
        return FAILED.matcher(code).matches()
                ? fault(Category.TRANSIENT, "service-failed", message, null)
                : Optional.empty();
    }

    private static ProviderException byStatus(int status, String message) {
        return switch (status) {
            case 401 -> new ProviderException(Category.AUTHENTICATION, "wrong-credentials", message);
            case 403 -> new ProviderException(Category.AUTHENTICATION, DENIED, message);
            case 404 -> new ProviderException(Category.MISSING, "not-found", message);
            case 409, 412 -> new ProviderException(Category.CONFLICT, "wrong-state", message);
            case 429 -> throttled(message, Optional.empty());
            default ->
                status >= 500
                        ? new ProviderException(Category.TRANSIENT, "service-failed", message)
                        : new ProviderException(Category.USER, "request-refused", message);
        };
    }

    private static ProviderException throttled(String message, Optional<AwsErrorDetails> details) {
        Duration pause = details.map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("Retry-After"))
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(USUAL_PAUSE);
        return new ProviderException(Category.THROTTLED, "throttled", message, null, pause, null);
    }

    private static Optional<ProviderException> fault(
            Category category, String code, String message, @Nullable String field) {
        return Optional.of(new ProviderException(category, code, message, field, null, null));
    }

    private static String clean(@Nullable String said) {
        String line =
                said == null ? "" : said.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    static ProviderException hidden(String what) {
        return new ProviderException(
                Category.AUTHENTICATION,
                DENIED,
                "The policies of this identity do not allow to read the " + what
                        + ", and without that nothing can be changed safely.");
    }

    static ProviderException missing(String noun) {
        return new ProviderException(Category.MISSING, "not-found", "The " + noun + " does not exist any more.");
    }

    public static ProviderException unsupported(String message) {
        return new ProviderException(Category.UNSUPPORTED, "change-unsupported", message);
    }

    public static ProviderException user(String field, String message) {
        return new ProviderException(Category.USER, "invalid-value", message, field, null, null);
    }

    public static ProviderException conflict(String code, String message) {
        return new ProviderException(Category.CONFLICT, code, message);
    }
}

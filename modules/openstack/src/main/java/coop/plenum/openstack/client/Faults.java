package coop.plenum.openstack.client;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts what an OpenStack service refuses into categories and words: its own, where it has some. */
final class Faults {
    private static final int LONGEST = 500;
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(2);
    private static final Pattern QUOTA = Pattern.compile(
            "overquota|quota exceeded|exceedsavailablequota|quotaexceeded|exceeded (?:the )?(?:quota|limit)|maximum number of .*exceeded|quota has been met|exceeds allowed .*quota|limitexceeded",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TAGS = Pattern.compile("<[^>]{0,200}>");

    private Faults() {}

    /**
     * @param what such as {@code POST /servers}
     * @param secrets not to be repeated, should the service do so
     */
    static ProviderException of(Service service, String what, HttpResponse<byte[]> response, Set<String> secrets) {
        int status = response.statusCode();
        String said = said(response.body(), secrets);
        String message = service.project() + " refused " + what + " (status " + status + ")"
                + (said.isEmpty() ? "." : ": " + said);
        boolean clientError = status == 400 || status == 403 || status == 409 || status == 413;
        if (clientError && QUOTA.matcher(kind(response.body()) + " " + said).find()) {
            return fault(Category.CONFLICT, "quota-exceeded", "A quota of the project is used up. " + message, null);
        }
        return switch (status) {
            case 401 ->
                fault(
                        Category.AUTHENTICATION,
                        "wrong-credentials",
                        service.project() + " does not accept the token: the credentials were revoked or have expired.",
                        null);
            case 403 ->
                fault(
                        Category.AUTHENTICATION,
                        "insufficient-privilege",
                        message + " The user's roles do not allow this.",
                        null);
            case 404, 410 -> fault(Category.MISSING, "not-found", message, null);
            case 405, 501 -> fault(Category.UNSUPPORTED, "request-unsupported", message, null);
            case 406 -> fault(Category.UNSUPPORTED, "version-unsupported", message, null);
            case 409, 412 ->
                // Octavia's word for: at work on it, or broken
                fault(Category.CONFLICT, said.contains(" immutable ") ? "immutable" : "wrong-state", message, null);
            case 413, 429 -> throttled(message, response);
            case 502, 503, 504 ->
                new ProviderException(
                        Category.TRANSIENT,
                        "service-unavailable",
                        message,
                        null,
                        retryAfter(response).orElse(null),
                        null);
            default ->
                status >= 500
                        ? fault(Category.TRANSIENT, "service-failed", message, null)
                        : fault(Category.USER, "request-refused", message, null);
        };
    }

    /** Of a sign-in, whose answer is never repeated: it might hold what was sent. */
    static ProviderException ofSignIn(HttpResponse<byte[]> response, boolean password) {
        String field = password ? "password" : "applicationCredentialSecret";
        return switch (response.statusCode()) {
            case 401, 403 ->
                fault(
                        Category.AUTHENTICATION,
                        "wrong-credentials",
                        password
                                ? "Keystone refused the user name or the password, or the user has no role there."
                                : "Keystone refused the application credential: wrong, expired or revoked.",
                        field);
            case 404, 405, 300 ->
                fault(
                        Category.USER,
                        "not-keystone",
                        "There is no Keystone v3 at this address (status " + response.statusCode()
                                + "). It usually ends with :5000 or /identity.",
                        "authUrl");
            case 400 ->
                fault(
                        Category.USER,
                        "sign-in-refused",
                        "Keystone does not understand the sign-in: check the domain, the project and the user.",
                        null);
            case 413, 429 -> throttled("Keystone says that it is asked too often.", response);
            default ->
                fault(
                        Category.TRANSIENT,
                        "service-unavailable",
                        "Keystone failed at the sign-in (status " + response.statusCode() + ").",
                        null);
        };
    }

    private static ProviderException throttled(String message, HttpResponse<byte[]> response) {
        return new ProviderException(
                Category.THROTTLED,
                "throttled",
                message,
                null,
                retryAfter(response).orElse(USUAL_PAUSE),
                null);
    }

    private static ProviderException fault(Category category, String code, String message, @Nullable String field) {
        return new ProviderException(category, code, message, field, null, null);
    }

    /** Seconds or a date, as HTTP has it. */
    static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").flatMap(Faults::pause);
    }

    static Optional<Duration> pause(String text) {
        if (text.matches("\\d{1,6}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(Instant.now(), then);
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The name of the kind of failure, where the service gives one: {@code OverQuota}, {@code forbidden}. */
    private static String kind(byte[] body) {
        Values json = Json.read(body);
        return json.nested("NeutronError").text("type").orElse("");
    }

    /** The service's own words, whichever of OpenStack's ways to say them it uses. */
    private static String said(byte[] body, Set<String> secrets) {
        Values json = Json.read(body);
        Optional<String> words = json.nested("NeutronError")
                .text("message")
                .or(() -> json.text("NeutronError"))
                .or(() -> nestedMessage(json))
                .or(() -> json.text("message"))
                .or(() -> json.text("faultstring"))
                .or(() -> named(json.nested("errors")))
                .or(() -> Json.objects(json.list("errors")).stream()
                        .flatMap(error -> error.text("detail").stream())
                        .findFirst());
        String said = words.orElseGet(() -> json.isEmpty() ? plain(body) : "");
        for (String secret : secrets) {
            said = said.replace(secret, "***");
        }
        return clean(said);
    }

    /** Designate says which field it is about. */
    private static Optional<String> named(Values errors) {
        return Json.objects(errors.list("errors")).stream()
                .map(error -> error.list("path").stream()
                                .map(String::valueOf)
                                .reduce((path, part) -> path + "." + part)
                                .map(path -> path + ": ")
                                .orElse("")
                        + error.text("message").orElse(""))
                .filter(text -> !text.isEmpty())
                .reduce((first, second) -> first + " " + second);
    }

    private static Optional<String> nestedMessage(Values json) {
        return json.asMap().values().stream()
                .filter(Map.class::isInstance)
                .flatMap(error -> Json.values(error).text("message").stream())
                .findFirst();
    }

    private static String plain(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 4 * LONGEST), StandardCharsets.UTF_8);
        String head = text.toLowerCase(Locale.ROOT).indexOf("<body>") < 0
                ? text
                : text.substring(text.toLowerCase(Locale.ROOT).indexOf("<body>"));
        return TAGS.matcher(head).replaceAll(" ");
    }

    private static String clean(String said) {
        String line = said.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}

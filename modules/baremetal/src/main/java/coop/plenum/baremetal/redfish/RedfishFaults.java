package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts what a Redfish service refuses into categories and words. */
final class RedfishFaults {
    private static final int LONGEST = 500;

    private RedfishFaults() {}

    /** @param body as it came; may be empty, HTML or anything else */
    static ProviderException of(Object whom, String what, int status, Values body, Optional<Duration> retryAfter) {
        List<Values> messages = messages(body);
        String said = said(body, messages);
        String message = whom + " refused " + what + " (status " + status + (said.isEmpty() ? ")." : "): " + said);
        if (names(messages, "license")) {
            return fault(Category.UNSUPPORTED, "license-required", message, null);
        }
        return switch (status) {
            case 401 ->
                locked(messages)
                        ? fault(
                                Category.AUTHENTICATION,
                                "account-locked",
                                whom
                                        + " has locked the user after wrong passwords. Wait, or unlock it at the controller.",
                                "username")
                        : fault(
                                Category.AUTHENTICATION,
                                "wrong-credentials",
                                whom + " refused the user name or the password.",
                                "password");
            case 403 ->
                fault(
                        Category.AUTHENTICATION,
                        "insufficient-privilege",
                        message + " Give the user a role that may do this.",
                        "username");
            case 404, 410 -> fault(Category.MISSING, "not-present", message, null);
            case 405, 501 -> fault(Category.UNSUPPORTED, "request-unsupported", message, null);
            case 409, 412 -> fault(Category.CONFLICT, "wrong-state", message, null);
            case 429 ->
                new ProviderException(
                        Category.THROTTLED, "throttled", message, null, retryAfter.orElse(Duration.ofSeconds(5)), null);
            case 400 ->
                names(messages, "notsupported") || names(messages, "notinlist") || names(messages, "unknown")
                        ? fault(Category.UNSUPPORTED, "request-unsupported", message, null)
                        : fault(Category.USER, "request-refused", message, null);
            default ->
                status >= 500
                        ? new ProviderException(
                                Category.TRANSIENT,
                                status == 503 ? "controller-busy" : "controller-failed",
                                message,
                                null,
                                retryAfter.orElse(null),
                                null)
                        : fault(Category.INTERNAL, "request-refused", message, null);
        };
    }

    private static ProviderException fault(Category category, String code, String message, @Nullable String field) {
        return new ProviderException(category, code, message, field, null, null);
    }

    /** Extended messages stand within the error, as the standard has it, or beside it, as older services do. */
    private static List<Values> messages(Values body) {
        List<Values> messages = new ArrayList<>();
        for (Values place : List.of(body.nested("error"), body)) {
            for (Object entry : place.list("@Message.ExtendedInfo")) {
                if (entry instanceof Map<?, ?>) {
                    messages.add(Json.values(entry));
                }
            }
        }
        return messages;
    }

    private static String said(Values body, List<Values> messages) {
        String said = messages.stream()
                .map(message -> {
                    String text = message.text("Message")
                            .orElseGet(() -> message.text("MessageId").orElse(""));
                    return text
                            + message.text("Resolution")
                                    .filter(resolution -> !resolution.equalsIgnoreCase("none"))
                                    .map(resolution -> " " + resolution)
                                    .orElse("");
                })
                .filter(text -> !text.isBlank())
                .distinct()
                .collect(Collectors.joining(" "));
        String all = said.isEmpty() ? body.nested("error").text("message").orElse("") : said;
        String clean = all.replaceAll("\\p{Cntrl}+", " ").strip();
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
    }

    /** Most say it in words only. */
    private static boolean locked(List<Values> messages) {
        return names(messages, "locked")
                || messages.stream()
                        .map(message -> message.text("Message").orElse("").toLowerCase(Locale.ROOT))
                        .anyMatch(text -> text.contains("locked") || text.contains("lockout"));
    }

    private static boolean names(List<Values> messages, String part) {
        return messages.stream()
                .anyMatch(message -> message.text("MessageId")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .contains(part));
    }
}

package coop.plenum.infrastructure.connection;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.infrastructure.provider.Failures;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the last contact with the remote system gave.
 *
 * @param code of the failure, empty when there is none
 * @param category of the failure, lower case, empty when there is none
 * @param message what the remote system is, or what is wrong and what to do
 */
public record Health(Status status, String code, String category, String message) {
    /** Whether a connection works. */
    public enum Status {
        UNTESTED,
        OK,
        FAILING
    }

    static Health of(Values values) {
        String status = values.text("status").orElse("untested").toUpperCase(Locale.ROOT);
        return new Health(
                status.equals("OK") ? Status.OK : status.equals("FAILING") ? Status.FAILING : Status.UNTESTED,
                values.text("statusCode").orElse(""),
                values.text("statusCategory").orElse(""),
                values.text("statusMessage").orElse(""));
    }

    public static Health ok(String message) {
        return new Health(Status.OK, "", "", message);
    }

    public static Health failing(ProviderException failure) {
        return of(Diagnostics.failed(failure));
    }

    public static Health of(Diagnostics diagnostics) {
        if (diagnostics.ok()) {
            return ok(diagnostics.summary());
        }
        Diagnostics.Problem first = diagnostics.problems().get(0);
        String message = diagnostics.problems().stream()
                .map(Diagnostics.Problem::message)
                .collect(Collectors.joining(" "));
        return new Health(Status.FAILING, first.code(), Failures.name(first.category()), message);
    }

    Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("status", status.name().toLowerCase(Locale.ROOT));
        values.put("statusCode", code.isEmpty() ? null : code);
        values.put("statusCategory", category.isEmpty() ? null : category);
        values.put("statusMessage", message.isEmpty() ? null : message);
        return values;
    }
}

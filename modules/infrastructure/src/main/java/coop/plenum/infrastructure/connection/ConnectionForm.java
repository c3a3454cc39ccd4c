package coop.plenum.infrastructure.connection;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.ProviderDescription;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The form a provider asks to be filled in. */
final class ConnectionForm {
    private final List<Field> settings;
    private final List<Field> secrets;

    ConnectionForm(ProviderDescription provider) {
        settings = provider.connectionFields().stream()
                .filter(field -> field.type() != FieldType.SECRET)
                .toList();
        secrets = provider.connectionFields().stream()
                .filter(field -> field.type() == FieldType.SECRET)
                .toList();
    }

    /**
     * @param after the settings as they would be
     * @param held fields that would hold a secret
     * @throws PlenumException {@code invalid-connection} with all violations
     */
    void check(Values after, Set<String> held, Draft draft) {
        List<Violation> problems = new ArrayList<>(FieldCheck.check(settings, after, "/settings", true));
        Values.Builder filled = Values.builder();
        held.forEach(field -> filled.put(field, "********"));
        problems.addAll(FieldCheck.check(secrets, filled.build(), "/secrets", true));
        draft.secrets().keySet().stream()
                .filter(field -> !held.contains(field)
                        && secrets.stream().noneMatch(f -> f.name().equals(field)))
                .forEach(field -> problems.add(new Violation(
                        "/secrets/" + FieldCheck.escape(field),
                        "unknown-field",
                        "There is no secret field \"" + field + "\".")));
        draft.syncEvery()
                .filter(text -> !isInterval(text))
                .ifPresent(text -> problems.add(new Violation(
                        "/syncEvery",
                        "invalid-value",
                        "A duration of at least " + Connection.SYNC_AT_MOST_EVERY
                                + " such as PT15M, or \"off\", is expected.")));
        draft.callsPerSecond().filter(ConnectionForm::outside).ifPresent(n -> problems.add(range("/callsPerSecond")));
        draft.concurrency().filter(ConnectionForm::outside).ifPresent(n -> problems.add(range("/concurrency")));
        if (!problems.isEmpty()) {
            throw PlenumException.invalid(
                    "invalid-connection", "The connection is not filled in correctly; see the errors.", problems);
        }
    }

    /** @throws PlenumException {@code connection-check-failed} naming the fields to blame */
    PlenumException failure(Diagnostics diagnostics) {
        List<Violation> problems = diagnostics.problems().stream()
                .map(problem ->
                        new Violation(problem.field().map(this::pointer).orElse(""), problem.code(), problem.message()))
                .toList();
        return PlenumException.invalid(
                "connection-check-failed",
                "The remote system could not be used with these values; nothing was saved. "
                        + Health.of(diagnostics).message(),
                problems);
    }

    private String pointer(String field) {
        boolean secret = secrets.stream().anyMatch(candidate -> candidate.name().equals(field));
        return (secret ? "/secrets/" : "/settings/") + FieldCheck.escape(field);
    }

    private static boolean outside(long number) {
        return number < 1 || number > 1000;
    }

    private static Violation range(String pointer) {
        return new Violation(pointer, "invalid-value", "A whole number from 1 to 1000 is expected.");
    }

    private static boolean isInterval(String text) {
        try {
            return text.equals(Connection.OFF) || Duration.parse(text).compareTo(Connection.SYNC_AT_MOST_EVERY) >= 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}

package coop.plenum.infrastructure.sync;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.infrastructure.provider.Failures;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why the resources of one type could not be listed.
 *
 * @param category as the platform names it
 */
record TypeFailure(String type, String code, String category, String message) {
    private static final int LONGEST = 300;

    static TypeFailure of(String type, ProviderException cause) {
        String message = cause.getMessage();
        return new TypeFailure(
                type,
                cause.code(),
                Failures.name(cause.category()),
                message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "...");
    }

    private static TypeFailure parse(String text) {
        String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", 4);
        return new TypeFailure(parts[0], parts[1], parts[2], parts[3]);
    }

    private String text() {
        return Base64.getUrlEncoder()
                .encodeToString(String.join("\n", type, code, category, message).getBytes(StandardCharsets.UTF_8));
    }

    /** Throws any of the usual exceptions if it is no text of {@link #text}. */
    static List<TypeFailure> parseAll(String text) {
        return Stream.of(text.split(",", -1))
                .filter(one -> !one.isEmpty())
                .map(TypeFailure::parse)
                .toList();
    }

    static String text(List<TypeFailure> all) {
        return all.stream().map(TypeFailure::text).collect(Collectors.joining(","));
    }

    /** For people; the same for the same failures. */
    static String sentence(List<TypeFailure> all) {
        return all.stream()
                .map(failure -> failure.type() + ": " + failure.message())
                .collect(Collectors.joining(" "));
    }
}

package coop.plenum.openstack.resource;

import coop.plenum.api.Values;
import coop.plenum.openstack.client.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a value is written in OpenStack's JSON, and how in a content type. What is empty there is absent here. */
public enum Form {
    /** The same on both sides. */
    PLAIN(null),
    /** A text: what is taken away is emptied. */
    TEXT(""),
    /** {@code ACTIVE} there, {@code active} here. */
    WORD(null),
    /** A number that may be written as a text. */
    NUMBER(null),
    /** A list of texts. */
    LIST(List.of()),
    /** Texts whose order means nothing; here they are sorted. */
    TEXTS(List.of()),
    /** The name of a host or zone: with a dot at its end there, without here. */
    DOMAIN(null),
    /** Texts by name. */
    LABELS(Map.of()),
    /** Instants, some of them without a zone: all are UTC. */
    TIME(null),
    /** An id there, a reference here. */
    REFERENCE(null),
    /** Ids there, references here. */
    REFERENCES(List.of()),
    /** Objects of objects; kept as they are. */
    JSON(List.of());

    private static final String EXTERNAL = "external:";

    @SuppressWarnings("ImmutableEnumChecker") // only immutable collections of the JDK
    private final @Nullable Object cleared;

    Form(@Nullable Object cleared) {
        this.cleared = cleared;
    }

    /** What to send to take a value away. */
    @Nullable
    Object cleared() {
        return cleared;
    }

    /** @param target content type of a reference */
    public Optional<Object> here(@Nullable Object there, String target) {
        if (there == null || "".equals(there)) {
            return Optional.empty();
        }
        return switch (this) {
            case PLAIN, JSON -> Optional.of(there).filter(value -> !List.of().equals(value));
            case TEXT -> Optional.of(String.valueOf(there));
            case WORD -> Optional.of(word(String.valueOf(there)));
            case NUMBER -> number(there);
            case TIME -> instant(String.valueOf(there));
            case LIST ->
                list(there).map(list -> list.stream().map(String::valueOf).toList());
            case TEXTS ->
                list(there)
                        .map(list -> list.stream().map(String::valueOf).sorted().toList());
            case DOMAIN -> Optional.of(domain(String.valueOf(there)));
            case LABELS -> labels(there);
            case REFERENCE -> Optional.of(reference(target, String.valueOf(there)));
            case REFERENCES ->
                list(there)
                        .map(list -> list.stream()
                                .map(id -> reference(target, String.valueOf(id)))
                                .sorted()
                                .toList());
        };
    }

    Object there(Object here) {
        return switch (this) {
            case REFERENCE -> id(here);
            case REFERENCES ->
                here instanceof List<?> list ? list.stream().map(Form::id).toList() : List.of(id(here));
            case DOMAIN -> domain(String.valueOf(here)) + ".";
            default -> here;
        };
    }

    /** Without the dot that a name ends with in DNS. */
    public static String domain(String there) {
        return there.endsWith(".") ? there.substring(0, there.length() - 1) : there;
    }

    public static String word(String there) {
        return there.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }

    public static String reference(String type, String id) {
        return EXTERNAL + type + ":" + id;
    }

    /** Whether a reference leads to a resource, and not to an item that has none yet. */
    public static boolean isThere(Object reference) {
        return String.valueOf(reference).startsWith(EXTERNAL);
    }

    /** The id in a reference; what is no reference is taken for an id. */
    public static String id(@Nullable Object reference) {
        String text = String.valueOf(reference);
        int colon = text.startsWith(EXTERNAL) ? text.indexOf(':', EXTERNAL.length()) : -1;
        return text.substring(colon + 1);
    }

    private static Optional<Object> number(Object there) {
        if (there instanceof Number) {
            return Optional.of(there);
        }
        String text = String.valueOf(there);
        return text.matches("-?\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static Optional<Object> instant(String there) {
        return parsed(there).map(Instant::toString);
    }

    static Optional<Instant> parsed(String there) {
        try {
            return Optional.of(OffsetDateTime.parse(there).toInstant());
        } catch (DateTimeException e) {
            // falls through: there is no zone
        }
        try {
            return Optional.of(LocalDateTime.parse(there).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<List<?>> list(Object there) {
        return there instanceof List<?> list
                ? Optional.<List<?>>of(list.stream().filter(Objects::nonNull).toList())
                        .filter(some -> !some.isEmpty())
                : Optional.empty();
    }

    private static Optional<Object> labels(Object there) {
        Values members = Json.values(there);
        Map<String, Object> labels = new LinkedHashMap<>();
        members.asMap().keySet().stream()
                .filter(name -> !Mark.isOurs(name))
                .sorted()
                .forEach(name -> labels.put(name, String.valueOf(members.asMap().get(name))));
        return labels.isEmpty() ? Optional.empty() : Optional.of(labels);
    }
}

package coop.plenum.core.content.type;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.content.Field.Flag;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text in which an item is searched: its title and its searchable fields, never a sensitive one. Case and accents do
 * not count.
 */
public final class SearchText {
    /** Of one item; what comes later is not found. */
    static final int LONGEST = 1_000;

    private static final int MOST_WORDS = 8;
    private static final int LONGEST_QUESTION = 200;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private SearchText() {}

    public static String of(TypeTable table, String title, Values values) {
        StringBuilder text = new StringBuilder(title);
        for (FieldColumn column : table.searched()) {
            add(text, values.get(column.field().name()).orElse(null));
        }
        return cut(plain(cut(text.toString())));
    }

    private static void add(StringBuilder text, @Nullable Object value) {
        if (value instanceof Collection<?> list) {
            list.forEach(element -> add(text, element));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(element -> add(text, element));
        } else if (value != null && text.length() < LONGEST) {
            text.append(' ').append(value);
        }
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST));
    }

    private static String plain(String text) {
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        return (ascii
                        ? text
                        : MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                                .replaceAll(""))
                .toLowerCase(Locale.ROOT);
    }

    /**
     * The words that somebody asks for; an item's text must contain each of them.
     *
     * @throws PlenumException {@code invalid-search}
     */
    public static List<String> asked(String text) {
        if (text.length() > LONGEST_QUESTION) {
            throw PlenumException.invalid("invalid-search", "Search for at most " + LONGEST_QUESTION + " characters.");
        }
        List<String> words = Arrays.stream(BLANKS.split(plain(text)))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        if (words.size() > MOST_WORDS) {
            throw PlenumException.invalid("invalid-search", "Search for at most " + MOST_WORDS + " words.");
        }
        return words;
    }

    /** Whether a field is searched. */
    static boolean searches(FieldColumn column) {
        return column.field().is(Flag.SEARCHABLE) && !column.field().is(Flag.SENSITIVE);
    }
}

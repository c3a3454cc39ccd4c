package coop.plenum.core.content.type;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.content.Field.Flag;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words by which an item is found: its title's and those of its searchable fields, never of a sensitive one. What
 * stands between blanks is a word, and so is each end of it that begins after a hyphen or dot: {@code web-042.lab} is
 * found by {@code web-04}, {@code 042} and {@code lab}. Case and accents do not count.
 */
public final class SearchWords {
    /** Of one item; what comes later is not found. */
    private static final int MOST = 60;

    private static final int LONGEST = 60;
    private static final int MOST_ASKED = 8;
    private static final int LONGEST_QUESTION = 200;
    /** Of a long text. */
    private static final int CONSIDERED = 4_000;

    private static final Pattern BLANKS = Pattern.compile("[\\s,;|]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");
    /** Parts of IP and MAC addresses tell nothing. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]+([.:/]+[0-9a-f]*)+");

    private SearchWords() {}

    public static Set<String> of(TypeTable table, String title, Values values) {
        Set<String> words = new LinkedHashSet<>();
        add(words, title);
        for (FieldColumn column : searched(table)) {
            addAll(words, values.get(column.field().name()).orElse(null));
        }
        return words;
    }

    /** The columns whose values are found. */
    static List<FieldColumn> searched(TypeTable table) {
        return table.columns().stream()
                .filter(column ->
                        column.field().is(Flag.SEARCHABLE) && !column.field().is(Flag.SENSITIVE))
                .toList();
    }

    private static void addAll(Set<String> words, @Nullable Object value) {
        if (value instanceof Collection<?> list) {
            list.forEach(element -> addAll(words, element));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(element -> addAll(words, element));
        } else if (value != null) {
            add(words, value.toString());
        }
    }

    private static void add(Set<String> words, String text) {
        for (String chunk : chunks(text.length() > CONSIDERED ? text.substring(0, CONSIDERED) : text)) {
            boolean whole = ADDRESS.matcher(chunk).matches();
            for (int i = 0; i < chunk.length() && words.size() < MOST; i++) {
                boolean begins = i == 0 || (!whole && inner(chunk, i) && !inner(chunk, i - 1));
                if (begins && (i == 0 || chunk.length() - i > 1)) {
                    words.add(cut(chunk.substring(i)));
                }
            }
        }
    }

    private static boolean inner(String chunk, int i) {
        return Character.isLetterOrDigit(chunk.charAt(i)) || Character.isSurrogate(chunk.charAt(i));
    }

    private static String cut(String word) {
        return word.codePointCount(0, word.length()) <= LONGEST
                ? word
                : word.substring(0, word.offsetByCodePoints(0, LONGEST));
    }

    private static List<String> chunks(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(BLANKS.split(plain))
                .map(chunk -> EDGES.matcher(chunk).replaceAll(""))
                .filter(chunk -> !chunk.isEmpty())
                .toList();
    }

    /**
     * The words that somebody asks for, each of which must begin one of an item's.
     *
     * @throws PlenumException {@code invalid-search}
     */
    public static List<String> asked(String text) {
        if (text.length() > LONGEST_QUESTION) {
            throw PlenumException.invalid("invalid-search", "Search for at most " + LONGEST_QUESTION + " characters.");
        }
        List<String> words =
                chunks(text).stream().map(SearchWords::cut).distinct().toList();
        if (words.size() > MOST_ASKED) {
            throw PlenumException.invalid("invalid-search", "Search for at most " + MOST_ASKED + " words.");
        }
        return words;
    }
}

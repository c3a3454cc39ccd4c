package coop.plenum.blueprint.yaml;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document. Nothing in it can make an object, reach a file, or grow: tags are refused but for those
 * that are expected, aliases count as often as they are used, and length, size and depth are limited. Thread-safe.
 */
public final class YamlReader {
    /** Characters. */
    public static final int LONGEST = 512 * 1024;
    /** Scalars, lists and mappings, counted anew at each alias. */
    public static final int MOST_NODES = 50_000;

    public static final int DEEPEST = 40;

    private final Set<String> tags;

    /** @param tags that scalars may carry, such as {@code !vault} */
    public YamlReader(Set<String> tags) {
        this.tags = Set.copyOf(tags);
    }

    /**
     * @return empty for a text without a document
     * @throws PlenumException {@code invalid-yaml} with line and column
     */
    public Optional<Node> read(String text) {
        if (text.length() > LONGEST) {
            throw invalid(Place.START, "The text has more than " + LONGEST + " characters.");
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel("text")
                .setUseMarks(true)
                .setCodePointLimit(LONGEST)
                .build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            return new TreeBuilder(events, tags).document();
        } catch (MarkedYamlEngineException e) {
            throw invalid(place(e.getProblemMark()), sentence(e.getProblem()));
        } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw invalid(Place.START, "This is no YAML: it has characters or escapes that YAML does not allow.");
        }
    }

    static Place place(Optional<Mark> mark) {
        return mark.map(at -> new Place(at.getLine() + 1, at.getColumn() + 1)).orElse(Place.START);
    }

    private static String sentence(String problem) {
        return "This is no YAML: " + problem + ".";
    }

    static PlenumException invalid(Place place, String message) {
        String placed = message + " (" + place + ")";
        return PlenumException.invalid("invalid-yaml", placed, List.of(new Violation("", "invalid-yaml", placed)));
    }
}

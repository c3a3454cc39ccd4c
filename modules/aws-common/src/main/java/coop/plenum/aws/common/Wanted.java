package coop.plenum.aws.common;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a change asks for, as the client's builders take it: null for what is not asked for.
 *
 * @param name what the resource is to be called: as is asked for, else as its item
 */
public record Wanted(String name, Values values) {
    static Wanted of(Change change) {
        return new Wanted(nameOf(change.ref().title(), change.after()), change.after());
    }

    static String nameOf(String title, Values values) {
        return values.text("name").filter(name -> !name.isBlank()).orElse(title);
    }

    public boolean has(String field) {
        return values.has(field);
    }

    public @Nullable String text(String field) {
        return values.text(field).filter(text -> !text.isEmpty()).orElse(null);
    }

    public @Nullable Integer number(String field) {
        return values.decimal(field).map(Number::intValue).orElse(null);
    }

    public @Nullable Boolean flag(String field) {
        return values.flag(field).orElse(null);
    }

    public List<String> texts(String field) {
        return values.list(field).stream().map(String::valueOf).toList();
    }

    /** The id that a reference leads to. */
    public @Nullable String id(String field) throws ProviderException {
        Optional<String> reference = values.text(field);
        return reference.isPresent() ? Place.of(reference.get()).id() : null;
    }

    /** The ids that references lead to. */
    public List<String> ids(String field) throws ProviderException {
        List<String> ids = new ArrayList<>();
        for (String reference : texts(field)) {
            ids.add(Place.of(reference).id());
        }
        return ids;
    }

    /** The tags that people want. */
    public Map<String, String> tags() {
        return Tags.wanted(values);
    }
}

package coop.plenum.infrastructure.machine;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.State;
import coop.plenum.api.expression.Expressions;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.machine.Identifier.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Views among the items that a caller may see. Each question is answered by the index of one field of one type, and many
 * values are asked for at once. What people have said counts for everybody, whether they may read it or not.
 */
final class ContentCarriers implements Carriers {
    /** What fits a filter, with room for its other words. */
    private static final int LONGEST = 7_500;

    /** A field that may hold an identifier. */
    private record Place(Kind kind, String field, FieldType type, boolean several) {}

    private static final List<Place> PLACES = List.of(
            new Place(Kind.UUID, "uuid", FieldType.STRING, false),
            new Place(Kind.SERIAL_NUMBER, "serialNumber", FieldType.STRING, false),
            new Place(Kind.MAC_ADDRESS, "macAddresses", FieldType.MAC, true),
            new Place(Kind.MAC_ADDRESS, "mac", FieldType.MAC, false),
            new Place(Kind.IP_ADDRESS, "addresses", FieldType.IP_ADDRESS, true),
            new Place(Kind.IP_ADDRESS, "address", FieldType.IP_ADDRESS, false));

    private final ContentService content;
    private final ContentTypes types;
    private final Spaces spaces;
    private final Engine engine;
    private final Caller caller;

    ContentCarriers(ContentService content, ContentTypes types, Spaces spaces, Engine engine, Caller caller) {
        this.content = content;
        this.types = types;
        this.spaces = spaces;
        this.engine = engine;
        this.caller = caller;
    }

    @Override
    public List<View> of(Collection<Identifier> identifiers) {
        Map<UUID, View> found = new LinkedHashMap<>();
        for (ContentType type : types.all()) {
            for (Place place : type.traits().contains(View.TRAIT) ? PLACES : List.<Place>of()) {
                if (type.field(place.field())
                        .filter(field -> fits(place, field))
                        .isPresent()) {
                    List<String> values = identifiers.stream()
                            .filter(identifier -> identifier.kind() == place.kind())
                            .flatMap(ContentCarriers::written)
                            .map(Expressions::quoted)
                            .toList();
                    for (List<String> some : Cel.portions(values, LONGEST)) {
                        holders(type.name(), place, some).forEach(item -> found.put(item.id(), View.of(item)));
                    }
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static boolean fits(Place place, Field field) {
        return field.type() == place.type() && field.is(Field.Flag.MULTIPLE) == place.several();
    }

    private static Stream<String> written(Identifier identifier) {
        return identifier.kind() == Kind.UUID
                ? SystemUuid.written(identifier.value()).stream()
                : Stream.of(identifier.value());
    }

    /** Where many answers crowd each other out, each value is asked for by itself, and then the first ones are enough. */
    private List<Item> holders(String type, Place place, List<String> values) {
        String list = "[" + String.join(", ", values) + "]";
        String filter =
                place.several() ? place.field() + ".exists(x, x in " + list + ")" : place.field() + " in " + list;
        Page<Item> page = content.list(
                caller,
                ItemQuery.ofType(type).filter(filter).sort("id").page(PageRequest.first(PageRequest.MAX_LIMIT)));
        if (page.next().isEmpty() || values.size() == 1) {
            return page.items();
        }
        List<Item> items = new ArrayList<>();
        for (String value : values) {
            items.addAll(holders(type, place, List.of(value)));
        }
        return items;
    }

    @Override
    public List<View> named(Set<UUID> ids) {
        List<View> found = new ArrayList<>();
        List<String> quoted =
                ids.stream().map(id -> Expressions.quoted(id.toString())).toList();
        for (List<String> some : Cel.portions(quoted, LONGEST)) {
            ItemQuery all = ItemQuery.everything();
            content.list(
                            caller,
                            new ItemQuery(
                                    all.type(),
                                    Optional.of(View.TRAIT),
                                    all.space(),
                                    "",
                                    "id in [" + String.join(", ", some) + "]",
                                    "id",
                                    false,
                                    PageRequest.first(PageRequest.MAX_LIMIT)))
                    .items()
                    .forEach(item -> found.add(View.of(item)));
        }
        return found;
    }

    @Override
    public List<Word> words(Set<UUID> ids) {
        Map<UUID, Word> found = new LinkedHashMap<>();
        List<String> quoted =
                ids.stream().map(id -> Expressions.quoted(id.toString())).toList();
        for (List<String> some : Cel.portions(quoted, LONGEST)) {
            String filter = "items.exists(x, x in [" + String.join(", ", some) + "])";
            Optional<String> after = Optional.empty();
            do {
                Page<Item> page = content.list(
                        engine.caller(),
                        ItemQuery.ofType(Word.TYPE)
                                .filter(filter)
                                .sort("id")
                                .page(new PageRequest(PageRequest.MAX_LIMIT, after)));
                page.items().stream()
                        .filter(item -> item.state() == State.PUBLISHED)
                        .flatMap(item -> Word.of(item).stream())
                        .filter(this::counts)
                        .forEach(word -> found.put(word.item(), word));
                after = page.next();
            } while (after.isPresent());
        }
        return List.copyOf(found.values());
    }

    /**
     * Whether both views still exist, and the word stands where one of them is or above. Who may say something in another
     * corner of the site has no say here.
     */
    private boolean counts(Word word) {
        List<UUID> places = Stream.of(word.one(), word.other())
                .flatMap(id -> engine.find(id).stream())
                .map(Item::space)
                .toList();
        return places.size() == 2 && places.stream().anyMatch(spaces.below(word.space())::covers);
    }
}

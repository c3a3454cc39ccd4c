package coop.plenum.core.content.type;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.core.store.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Content types as JSON, in the format of {@code PLENUM-INF/types/*.json}, in which they are also stored. Reads on past
 * a problem, so that all are reported at once.
 */
final class TypeJson {
    private static final Set<String> TYPE_MEMBERS = Set.of("name", "label", "schemaVersion", "traits", "fields");
    private static final Set<String> FIELD_MEMBERS =
            Set.of("name", "type", "label", "help", "mode", "flags", "options", "unit");

    private final List<Violation> violations = new ArrayList<>();

    private TypeJson() {}

    /** @throws PlenumException {@code invalid-type} with all that is wrong */
    static List<ContentType> parse(String owner, String text) {
        Object json;
        try {
            json = Json.readAny(text);
        } catch (IllegalArgumentException e) {
            throw PlenumException.invalid("invalid-type", "The content types are no JSON. " + e.getMessage());
        }
        TypeJson reader = new TypeJson();
        List<ContentType> types = new ArrayList<>();
        if (json instanceof List<?> several) {
            for (int i = 0; i < several.size(); i++) {
                reader.type("/" + i, several.get(i), owner, types);
            }
        } else {
            reader.type("", json, owner, types);
        }
        if (!reader.violations.isEmpty()) {
            throw invalid(reader.violations);
        }
        return List.copyOf(types);
    }

    static PlenumException invalid(List<Violation> violations) {
        Violation first = violations.get(0);
        return PlenumException.invalid(
                "invalid-type",
                "The content type has " + violations.size() + " problem(s), the first at \"" + first.pointer() + "\": "
                        + first.message(),
                violations);
    }

    private void type(String at, @Nullable Object json, String owner, List<ContentType> types) {
        if (!(json instanceof Map<?, ?> map)) {
            problem(at, "invalid-value", "An object that describes a content type is expected.");
            return;
        }
        known(at, map, TYPE_MEMBERS);
        String name = text(at, map, "name", "");
        String label = text(at, map, "label", name);
        long version = 1;
        if (map.get("schemaVersion") != null) {
            if (map.get("schemaVersion") instanceof Long number && number >= 1 && number <= Integer.MAX_VALUE) {
                version = number;
            } else {
                problem(at + "/schemaVersion", "invalid-value", "A whole number from 1 is expected.");
            }
        }
        List<Field> fields = fields(at + "/fields", map.get("fields"));
        Set<String> traits = new LinkedHashSet<>(texts(at, map, "traits"));
        try {
            ContentType type = new ContentType(name, label, (int) version, fields, traits, owner, false);
            violations.addAll(TypeRules.problems(at, type));
            types.add(type);
        } catch (PlenumException e) {
            problem(at + "/name", e.code(), String.valueOf(e.getMessage()));
        }
    }

    private List<Field> fields(String at, @Nullable Object json) {
        List<Field> fields = new ArrayList<>();
        if (json instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                field(at + "/" + i, list.get(i), fields);
            }
        } else if (json != null) {
            problem(at, "invalid-value", "A list of fields is expected.");
        }
        return fields;
    }

    private void field(String at, @Nullable Object json, List<Field> fields) {
        if (!(json instanceof Map<?, ?> map)) {
            problem(at, "invalid-value", "An object that describes a field is expected.");
            return;
        }
        known(at, map, FIELD_MEMBERS);
        String name = text(at, map, "name", "");
        FieldType type = constant(at + "/type", FieldType.class, text(at, map, "type", ""));
        Field.Mode mode = constant(at + "/mode", Field.Mode.class, text(at, map, "mode", "desired"));
        Set<Field.Flag> flags = new LinkedHashSet<>();
        List<String> names = texts(at, map, "flags");
        for (int i = 0; i < names.size(); i++) {
            Field.Flag flag = constant(at + "/flags/" + i, Field.Flag.class, names.get(i));
            if (flag != null) {
                flags.add(flag);
            }
        }
        if (type == null || mode == null) {
            return;
        }
        try {
            fields.add(new Field(
                    name,
                    type,
                    text(at, map, "label", name),
                    text(at, map, "help", ""),
                    mode,
                    flags,
                    texts(at, map, "options"),
                    text(at, map, "unit", "")));
        } catch (PlenumException e) {
            problem(at + "/name", e.code(), String.valueOf(e.getMessage()));
        }
    }

    private void known(String at, Map<?, ?> map, Set<String> members) {
        for (Object member : map.keySet()) {
            if (!members.contains(member)) {
                problem(
                        at + "/" + String.valueOf(member).replace("~", "~0").replace("/", "~1"),
                        "unknown-member",
                        "Possible here: "
                                + String.join(", ", members.stream().sorted().toList()) + ".");
            }
        }
    }

    private String text(String at, Map<?, ?> map, String member, String otherwise) {
        Object value = map.get(member);
        if (value instanceof String text) {
            return text;
        }
        if (value != null) {
            problem(at + "/" + member, "invalid-value", "A text is expected.");
        }
        return otherwise;
    }

    private List<String> texts(String at, Map<?, ?> map, String member) {
        Object value = map.get(member);
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        if (value != null) {
            problem(at + "/" + member, "invalid-value", "A list of texts is expected.");
        }
        return List.of();
    }

    private <E extends Enum<E>> @Nullable E constant(String at, Class<E> of, String name) {
        for (E constant : of.getEnumConstants()) {
            if (kebab(constant).equals(name)) {
                return constant;
            }
        }
        problem(
                at,
                "unknown-option",
                "\"" + name + "\" is none of: "
                        + String.join(
                                ", ",
                                Arrays.stream(of.getEnumConstants())
                                        .map(TypeJson::kebab)
                                        .toList())
                        + ".");
        return null;
    }

    private void problem(String at, String code, String message) {
        violations.add(new Violation(at, code, message));
    }

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String write(ContentType type) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", type.name());
        map.put("label", type.label());
        map.put("schemaVersion", type.schemaVersion());
        map.put("traits", type.traits().stream().sorted().toList());
        map.put("fields", type.fields().stream().map(TypeJson::write).toList());
        return Json.writeAny(map);
    }

    private static Map<String, Object> write(Field field) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", field.name());
        map.put("type", kebab(field.type()));
        map.put("label", field.label());
        map.put("help", field.help());
        map.put("mode", kebab(field.mode()));
        map.put("flags", field.flags().stream().sorted().map(TypeJson::kebab).toList());
        map.put("options", field.options());
        map.put("unit", field.unit());
        return map;
    }

    static ContentType stored(String definition, String owner, boolean orphaned) {
        ContentType type = parse(owner, definition).get(0);
        return new ContentType(
                type.name(), type.label(), type.schemaVersion(), type.fields(), type.traits(), owner, orphaned);
    }
}

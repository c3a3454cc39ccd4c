package coop.plenum.blueprint.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a blueprint asks for as JSON Schema 2020-12. */
public final class Form {
    private Form() {}

    public static Map<String, Object> of(Map<String, Parameter> parameters) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> properties.put(name, of(parameter)));
        schema.put("properties", properties);
        List<String> required = parameters.entrySet().stream()
                .filter(entry -> entry.getValue().required() && entry.getValue().fallback() == null)
                .map(Map.Entry::getKey)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> of(Parameter parameter) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", parameter.type().name().toLowerCase(Locale.ROOT));
        if (!parameter.title().isEmpty()) {
            schema.put("title", parameter.title());
        }
        if (!parameter.description().isEmpty()) {
            schema.put("description", parameter.description());
        }
        Object fallback = parameter.fallback();
        if (fallback != null) {
            schema.put("default", fallback);
        }
        if (!parameter.options().isEmpty()) {
            schema.put("enum", parameter.options());
        }
        parameter.minimum().ifPresent(least -> schema.put("minimum", least));
        parameter.maximum().ifPresent(most -> schema.put("maximum", most));
        parameter.minLength().ifPresent(least -> schema.put("minLength", least));
        parameter.maxLength().ifPresent(most -> schema.put("maxLength", most));
        parameter.pattern().ifPresent(pattern -> schema.put("pattern", pattern));
        parameter.items().ifPresent(items -> schema.put("items", of(items)));
        return schema;
    }
}

package coop.plenum.infrastructure.rest;

import coop.plenum.api.content.Field;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.infrastructure.provider.Failures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Providers, their forms and what they say, as JSON. */
final class Forms {
    private Forms() {}

    static Map<String, Object> provider(ProviderDescription provider) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", provider.name());
        json.put("title", provider.title());
        json.put("description", provider.description());
        json.put("connectionFields", fields(provider.connectionFields()));
        json.put("resourceTypes", provider.resourceTypes());
        json.put("leastPrivilege", provider.leastPrivilege());
        json.put("rotatable", provider.rotatable());
        return json;
    }

    static List<Map<String, Object>> fields(List<Field> fields) {
        return fields.stream().map(Forms::field).toList();
    }

    private static Map<String, Object> field(Field field) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", field.name());
        json.put("type", word(field.type()));
        json.put("label", field.label());
        json.put("help", field.help());
        json.put("flags", field.flags().stream().map(Forms::word).sorted().toList());
        json.put("options", field.options());
        json.put("unit", field.unit());
        return json;
    }

    /** A constant as the platform's JSON has it: {@code date-time}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Map<String, Object> diagnostics(Diagnostics diagnostics) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ok", diagnostics.ok());
        json.put("summary", diagnostics.summary());
        json.put("problems", diagnostics.problems().stream().map(Forms::problem).toList());
        return json;
    }

    private static Map<String, Object> problem(Diagnostics.Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", problem.code());
        json.put("category", Failures.name(problem.category()));
        problem.field().ifPresent(field -> json.put("field", field));
        json.put("message", problem.message());
        return json;
    }
}

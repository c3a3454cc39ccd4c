package coop.plenum.infrastructure.resource;

import coop.plenum.api.Values;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.infrastructure.Engine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Turns references to items into what a provider understands: {@code external:<type>:<externalId>}. A reference to an
 * item that has no resource stays as it is. Thread-safe.
 */
@Component(service = References.class)
public final class References {
    private final ContentTypes types;
    private final Engine engine;

    @Activate
    public References(@Reference ContentTypes types, @Reference Engine engine) {
        this.types = types;
        this.engine = engine;
    }

    public Values external(String type, Values values) {
        List<Field> fields = types.find(type).map(ContentType::fields).orElse(List.of());
        Map<String, @Nullable Object> translated = new LinkedHashMap<>(values.asMap());
        fields.stream()
                .filter(field -> field.type() == FieldType.REFERENCE)
                .forEach(field -> translated.computeIfPresent(field.name(), (name, value) -> external(value)));
        return Values.of(translated);
    }

    private Object external(Object value) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(element -> element == null ? "" : external(element))
                    .toList();
        }
        return value instanceof String id ? external(id) : value;
    }

    private String external(String id) {
        try {
            return engine.find(UUID.fromString(id))
                    .flatMap(item -> item.management()
                            .flatMap(management -> management.externalId())
                            .map(externalId -> "external:" + item.type() + ":" + externalId))
                    .orElse(id);
        } catch (IllegalArgumentException e) {
            return id; // no id, so given in the provider's form already
        }
    }
}

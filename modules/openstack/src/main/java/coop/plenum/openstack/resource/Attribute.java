package coop.plenum.openstack.resource;

import coop.plenum.api.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a field of a content type stands in an API's JSON.
 *
 * @param path names joined by dots; empty: nothing that stands at one place, its handler knows how
 * @param target content type that a reference points to; else empty
 * @param created whether it is sent when the resource is made
 * @param updated whether it can be changed later
 * @param observed whether the API tells it
 * @param together whether it is sent with the others; else its handler has another way
 */
public record Attribute(
        String field,
        String path,
        Form form,
        String target,
        boolean created,
        boolean updated,
        boolean observed,
        boolean together) {

    /** One that is only told. */
    public static Attribute told(String field, String path, Form form) {
        return new Attribute(field, path, form, "", false, false, true, true);
    }

    /** One that is set once. */
    public static Attribute fixed(String field, String path, Form form) {
        return new Attribute(field, path, form, "", true, false, true, true);
    }

    /** One that can be changed. */
    public static Attribute free(String field, String path, Form form) {
        return new Attribute(field, path, form, "", true, true, true, true);
    }

    /** A reference. */
    public Attribute to(String type) {
        return new Attribute(field, path, form, type, created, updated, observed, together);
    }

    /** Never told by the API. */
    public Attribute untold() {
        return new Attribute(field, path, form, target, created, updated, false, together);
    }

    /** Not sent with the others. */
    public Attribute apart() {
        return new Attribute(field, path, form, target, created, updated, observed, false);
    }

    boolean isRead() {
        return observed && !path.isEmpty();
    }

    boolean isSent() {
        return together && !path.isEmpty();
    }

    Optional<Object> value(Values json) {
        return form.here(at(json, path), target);
    }

    /** What stands at a path in an answer. */
    public static @Nullable Object at(Values json, String path) {
        @Nullable Object at = json.asMap().get(path);
        if (at != null || path.indexOf('.') < 0) {
            return at;
        }
        @Nullable Object node = json.asMap();
        for (String name : path.split("\\.", -1)) {
            node = node instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return node;
    }

    void write(@Nullable Object here, Map<String, Object> body) {
        put(body, path, here == null ? form.cleared() : form.there(here));
    }

    @SuppressWarnings("unchecked") // the maps are of our own making
    private static void put(Map<String, Object> body, String path, @Nullable Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            // a null is sent as such: it takes the value away
            ((Map<String, @Nullable Object>) (Map<String, ?>) body).put(path, value);
            return;
        }
        Object inner = body.computeIfAbsent(path.substring(0, dot), name -> new LinkedHashMap<String, Object>());
        put((Map<String, Object>) inner, path.substring(dot + 1), value);
    }
}

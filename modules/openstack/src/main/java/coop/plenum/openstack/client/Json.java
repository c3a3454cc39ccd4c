package coop.plenum.openstack.client;

import com.fasterxml.jackson.jr.ob.JSON;
import coop.plenum.api.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON to and from {@link Values}. */
public final class Json {
    private static final JSON JACKSON =
            JSON.std.with(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS).with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private Json() {}

    /** A body's object; a list stands under the name {@code list}; empty values for whatever is neither. */
    public static Values read(byte[] body) {
        try {
            Object json = JACKSON.anyFrom(body);
            return json instanceof List<?> list ? Values.of("list", list) : values(json);
        } catch (IOException | RuntimeException e) {
            return Values.empty();
        }
    }

    public static byte[] write(Object body) {
        try {
            return JACKSON.asBytes(body);
        } catch (IOException e) {
            throw new IllegalStateException("not JSON", e);
        }
    }

    /** Empty values for whatever is no object. Members that are null are left out: they mean the same here. */
    public static Values values(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> map)) {
            return Values.empty();
        }
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (value != null) {
                members.put(String.valueOf(name), value);
            }
        });
        return Values.of(members);
    }

    /** The objects in a list; whatever else stands in it is left out. */
    public static List<Values> objects(List<?> list) {
        List<Values> objects = new ArrayList<>();
        for (Object entry : list) {
            if (entry instanceof Map<?, ?>) {
                objects.add(values(entry));
            }
        }
        return objects;
    }
}

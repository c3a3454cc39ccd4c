package coop.plenum.baremetal.redfish;

import com.fasterxml.jackson.jr.ob.JSON;
import coop.plenum.api.Values;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON to and from {@link Values}. */
final class Json {
    private static final JSON JACKSON = JSON.std.with(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    /** Empty values for whatever is no JSON object. */
    static Values read(byte[] body) {
        try {
            return values(JACKSON.anyFrom(body));
        } catch (IOException | RuntimeException e) {
            return Values.empty();
        }
    }

    static byte[] write(Map<String, ?> body) {
        try {
            return JACKSON.asBytes(body);
        } catch (IOException e) {
            throw new IllegalStateException("not JSON: " + body.keySet(), e);
        }
    }

    /** Empty values for whatever is no object. */
    static Values values(Object json) {
        if (!(json instanceof Map<?, ?> map)) {
            return Values.empty();
        }
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            // an absent member and one that is null mean the same in Redfish
            if (value != null) {
                members.put(String.valueOf(name), value);
            }
        });
        return Values.of(members);
    }
}

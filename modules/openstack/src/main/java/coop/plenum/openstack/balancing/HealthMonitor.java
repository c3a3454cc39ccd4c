package coop.plenum.openstack.balancing;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a pool finds out which of its members work. To Octavia it is a resource of its own, here it is part of the pool. */
final class HealthMonitor {
    /** Where the monitor's JSON is put in that of its pool. */
    static final String PLACE = "plenum:monitor";

    static final String TYPE = "healthProtocol";
    private static final Attribute INTERVAL = part("healthInterval", "delay", Form.NUMBER);
    private static final Attribute TIMEOUT = part("healthTimeout", "timeout", Form.NUMBER);
    private static final Attribute RETRIES = part("healthRetries", "max_retries", Form.NUMBER);
    private static final Attribute PATH = part("healthPath", "url_path", Form.PLAIN);
    private static final Attribute CODES = part("healthyCodes", "expected_codes", Form.PLAIN);

    static final List<Attribute> ATTRIBUTES =
            List.of(part(TYPE, "type", Form.PLAIN), INTERVAL, TIMEOUT, RETRIES, PATH, CODES);
    private static final Set<String> OVER_HTTP = Set.of("HTTP", "HTTPS");
    /** Octavia asks for these; it is not said anywhere that it had usual ones. */
    private static final Map<Attribute, Object> USUAL = Map.of(INTERVAL, 10L, TIMEOUT, 5L, RETRIES, 3L);

    private HealthMonitor() {}

    private static Attribute part(String field, String member, Form form) {
        return Attribute.free(field, PLACE + "." + member, form).apart();
    }

    /** @param wanted values of the pool */
    static Map<String, Object> creation(String pool, Values wanted) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("pool_id", pool);
        members.put("type", wanted.requireText(TYPE));
        ATTRIBUTES.forEach(attribute -> wanted.get(attribute.field())
                .or(() -> Optional.ofNullable(USUAL.get(attribute)))
                .ifPresent(value -> members.put(member(attribute), value)));
        return members;
    }

    /** What is to be changed of the one there is; the type cannot be. */
    static Map<String, Object> patch(Values wanted, Values seen) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Attribute attribute : ATTRIBUTES) {
            if (!attribute.field().equals(TYPE)
                    && wanted.has(attribute.field())
                    && !wanted.get(attribute.field()).equals(seen.get(attribute.field()))) {
                members.put(member(attribute), wanted.get(attribute.field()).orElseThrow());
            }
        }
        return members;
    }

    /** What is wrong with the part of a pool's values that is about its monitor. */
    static List<Violation> problems(Values pool) {
        List<Violation> problems = new ArrayList<>();
        boolean http = OVER_HTTP.contains(pool.text(TYPE).orElse(""));
        for (Attribute attribute : ATTRIBUTES) {
            boolean needsHttp = attribute.equals(PATH) || attribute.equals(CODES);
            if (pool.has(attribute.field()) && (needsHttp ? !http : !pool.has(TYPE))) {
                problems.add(new Violation(
                        "/" + attribute.field(),
                        "contradiction",
                        needsHttp
                                ? "This goes with a check by HTTP or HTTPS, and only with that."
                                : "Without a protocol of the check there is none."));
            }
        }
        return problems;
    }

    private static String member(Attribute attribute) {
        return attribute.path().substring(PLACE.length() + 1);
    }
}

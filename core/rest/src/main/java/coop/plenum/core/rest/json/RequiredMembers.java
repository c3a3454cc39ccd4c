package coop.plenum.core.rest.json;

import coop.plenum.api.PlenumException.Violation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds members that a body lacks. In a request record everything is required but what is {@code Optional} or filled in
 * by the record's own constructor.
 */
final class RequiredMembers {
    private record Member(String name, Method accessor) {}

    private final Map<Class<?>, List<Member>> known = new ConcurrentHashMap<>();

    List<Violation> missing(Object body) {
        List<Violation> violations = new ArrayList<>();
        look("", body, violations);
        return violations;
    }

    private void look(String pointer, @Nullable Object value, List<Violation> violations) {
        if (value instanceof Record) {
            for (Member member : known.computeIfAbsent(value.getClass(), RequiredMembers::members)) {
                String place = pointer + "/" + member.name();
                Object held = get(member.accessor(), value);
                if (held == null) {
                    violations.add(new Violation(place, "missing-field", "\"" + member.name() + "\" is required."));
                }
                look(place, held, violations);
            }
        } else if (value instanceof Optional<?> optional) {
            look(pointer, optional.orElse(null), violations);
        } else if (value instanceof Map<?, ?> map && !pointer.isEmpty()) {
            // a body that is a map as a whole is its reader's own matter
            map.forEach((name, held) -> {
                String place =
                        pointer + "/" + String.valueOf(name).replace("~", "~0").replace("/", "~1");
                if (held == null) {
                    violations.add(new Violation(place, "missing-field", "A value is required here, not null."));
                }
                look(place, held, violations);
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) == null) {
                    violations.add(new Violation(pointer + "/" + i, "missing-field", "An element is required here."));
                }
                look(pointer + "/" + i, list.get(i), violations);
            }
        }
    }

    private static List<Member> members(Class<?> type) {
        List<Member> members = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            members.add(new Member(component.getName(), accessor));
        }
        return members;
    }

    private static @Nullable Object get(Method accessor, Object value) {
        try {
            return accessor.invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}

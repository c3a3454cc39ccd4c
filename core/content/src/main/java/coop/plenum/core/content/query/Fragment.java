package coop.plenum.core.content.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of SQL and the values of its marks. */
record Fragment(String sql, List<@Nullable Object> arguments) {
    static final Fragment TRUE = new Fragment("1 = 1", List.of());
    static final Fragment FALSE = new Fragment("1 = 0", List.of());

    static Fragment of(String sql, @Nullable Object... arguments) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object argument : arguments) {
            list.add(argument);
        }
        return new Fragment(sql, list);
    }

    static Fragment join(String word, List<Fragment> parts) {
        List<@Nullable Object> arguments = new ArrayList<>();
        parts.forEach(part -> arguments.addAll(part.arguments()));
        return new Fragment(
                "("
                        + String.join(
                                " " + word + " ",
                                parts.stream().map(Fragment::sql).toList()) + ")",
                arguments);
    }

    static Fragment and(List<Fragment> parts) {
        List<Fragment> needed =
                parts.stream().filter(part -> !part.equals(TRUE)).toList();
        return needed.isEmpty() ? TRUE : needed.size() == 1 ? needed.get(0) : join("AND", needed);
    }
}

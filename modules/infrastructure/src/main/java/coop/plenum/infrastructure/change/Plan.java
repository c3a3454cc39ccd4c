package coop.plenum.infrastructure.change;

import coop.plenum.api.Values;
import coop.plenum.api.provider.QuotaNeed;
import coop.plenum.infrastructure.api.LateValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What applying a change will do.
 *
 * @param reasons why the resource cannot be changed in place; empty unless REPLACE
 * @param unknown names of fields that are known only once it has been applied
 * @param accepted names of fields that have drifted and stay as they are: what is there becomes what is wanted
 * @param notices what is good to know besides, such as how much of a quota is left; no part of what is bound
 * @param needs what it takes of quotas; no part of what is bound either
 * @param digest binds to exactly this plan; another one when anything that was read has changed
 */
public record Plan(
        Action action,
        List<Difference> differences,
        List<String> reasons,
        List<String> unknown,
        List<String> accepted,
        List<String> notices,
        List<QuotaNeed> needs,
        String digest) {
    private static final String MASK = "********";

    /** Whether a shown value stands for one that is not shown. */
    public static boolean isMasked(@Nullable Object shown) {
        return MASK.equals(shown);
    }

    /** What will happen. */
    public enum Action {
        NONE,
        CREATE,
        UPDATE,
        /** It would have to be deleted and made anew. */
        REPLACE,
        DELETE,
        /** An action will be taken. */
        ACT
    }

    /**
     * One field that will change.
     *
     * @param before empty: has no value now
     * @param after empty: will have none
     * @param replaces this one cannot be changed in place
     */
    public record Difference(
            String field,
            String label,
            Optional<Object> before,
            Optional<Object> after,
            boolean replaces,
            boolean sensitive) {}

    static Plan of(
            ChangeSpec spec,
            Action action,
            List<Difference> differences,
            List<String> reasons,
            List<String> unknown,
            List<String> accepted) {
        Map<String, Object> read = new LinkedHashMap<>(spec.identity());
        read.put("action", action.name());
        read.put("reasons", reasons);
        List<Object> fields = new ArrayList<>();
        for (Difference difference : differences) {
            Map<String, Object> field = new LinkedHashMap<>();
            field.put("field", difference.field());
            difference.before().ifPresent(value -> field.put("before", value));
            difference.after().ifPresent(value -> field.put("after", value));
            fields.add(field);
        }
        read.put("fields", fields);
        if (!accepted.isEmpty()) {
            read.put("accepted", accepted);
        }
        return new Plan(
                action, differences, reasons, unknown, accepted, List.of(), List.of(), CanonicalJson.digest(read));
    }

    Plan noticing(Notices told) {
        return new Plan(action, differences, reasons, unknown, accepted, told.all(), told.needs(), digest);
    }

    /** Saying one thing more, before all others. */
    Plan noticing(String first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(notices);
        return new Plan(action, differences, reasons, unknown, accepted, all, needs, digest);
    }

    /** Whether applying it brings anything about: remotely, or in what drift is measured against. */
    public boolean empty() {
        return action == Action.NONE && accepted.isEmpty();
    }

    /** As people see it; sensitive values are masked. */
    public Values shown() {
        return Values.builder()
                .put("action", action.name().toLowerCase(Locale.ROOT))
                .put("fields", shown(differences))
                .put("reasons", reasons)
                .put("unknownUntilApplied", unknown)
                .put("accepted", accepted)
                .put("notices", notices)
                .build();
    }

    /** As people see them; sensitive values are masked. */
    public static List<Values> shown(List<Difference> differences) {
        return differences.stream().map(Plan::shown).toList();
    }

    /** A value that is not known yet, as the expression it comes from. */
    private static @Nullable Object readable(Object value) {
        return LateValue.replace(value, late -> "${" + late.expression() + "}");
    }

    private static Values shown(Difference difference) {
        return Values.builder()
                .put("field", difference.field())
                .put("label", difference.label())
                .put(
                        "before",
                        difference
                                .before()
                                .map(value -> difference.sensitive() ? MASK : value)
                                .orElse(null))
                .put(
                        "after",
                        difference
                                .after()
                                .map(value -> difference.sensitive() ? MASK : readable(value))
                                .orElse(null))
                .put("replaces", difference.replaces())
                .build();
    }
}

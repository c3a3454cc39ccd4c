package coop.plenum.infrastructure.changeset;

import coop.plenum.api.Values;
import coop.plenum.infrastructure.change.CanonicalJson;
import coop.plenum.infrastructure.change.ChangeKind;
import coop.plenum.infrastructure.change.ChangeSpec;
import coop.plenum.infrastructure.change.Plan;
import coop.plenum.infrastructure.change.Settable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one step will do, as it is shown and kept.
 *
 * @param action {@code none}, {@code create}, {@code update}, {@code replace}, {@code delete} or {@code act}
 * @param about type, title, space and connection of the resource of a step that creates none
 * @param details differences per field and what else there is to say; see {@link Plan#shown}
 * @param after keys of the steps it waits for
 * @param digest of the step alone
 */
record StepPlan(String key, Values about, String action, Values details, List<String> after, String digest) {
    private static final List<String> DETAILS = List.of("fields", "reasons", "accepted", "unknownUntilApplied");

    /**
     * A create does as a rule just what its step says; then nothing of that is kept twice.
     *
     * @param names what is shown instead of placeholders
     */
    static StepPlan of(Wish wish, Plan plan, Settable settable, List<String> after, Map<String, String> names) {
        Values shown = plan.shown();
        Values.Builder details = Values.builder();
        boolean asAsked = plan.action() == Plan.Action.CREATE
                && plan.differences().equals(asAsked(settable, wish.spec().values()));
        if (asAsked) {
            return new StepPlan(
                    wish.step().key(),
                    Values.empty(),
                    shown.requireText("action"),
                    Values.empty(),
                    after,
                    plan.digest());
        }
        for (String detail : DETAILS) {
            List<Object> named = new ArrayList<>();
            shown.list(detail).forEach(element -> named.add(named(element, names)));
            if (!named.isEmpty()) {
                details.put(detail, named);
            }
        }
        return new StepPlan(
                wish.step().key(),
                about(wish.spec()),
                shown.requireText("action"),
                details.build(),
                after,
                plan.digest());
    }

    private static List<Plan.Difference> asAsked(Settable settable, Values values) {
        return settable.differences(Values.empty(), values, ChangeKind.CREATE);
    }

    /** The details of a create that does just what its step says. */
    static Values asAskedShown(Settable settable, Values values) {
        List<String> unknown = new ArrayList<>(LateChecks.fields(values));
        unknown.addAll(settable.observed());
        return Values.builder()
                .put("fields", Plan.shown(asAsked(settable, values)))
                .put("unknownUntilApplied", unknown)
                .build();
    }

    private static Values about(ChangeSpec spec) {
        return spec.kind() == ChangeKind.CREATE
                ? Values.empty()
                : Values.builder()
                        .put("type", spec.type())
                        .put("title", spec.title())
                        .put("space", spec.space().toString())
                        .put("connection", spec.connection().toString())
                        .build();
    }

    private static Object named(@Nullable Object value, Map<String, String> names) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> named = new LinkedHashMap<>();
            map.forEach((key, member) -> named.put(String.valueOf(key), member == null ? null : named(member, names)));
            return named;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(member -> named(member, names)).toList();
        }
        return value instanceof String text
                ? names.getOrDefault(text, text)
                : Optional.<Object>ofNullable(value).orElse("");
    }

    static StepPlan read(Object stored) {
        Values values = Values.of("step", stored).nested("step");
        Values.Builder details = Values.builder();
        DETAILS.stream().filter(values::has).forEach(name -> details.put(name, values.list(name)));
        return new StepPlan(
                values.requireText("key"),
                values.nested("about"),
                values.requireText("action"),
                details.build(),
                values.list("after").stream().map(String::valueOf).toList(),
                values.requireText("digest"));
    }

    Values stored() {
        Values.Builder stored =
                Values.builder().put("key", key).put("action", action).putAll(details);
        if (!about.isEmpty()) {
            stored.put("about", about);
        }
        if (!after.isEmpty()) {
            stored.put("after", after);
        }
        return stored.put("digest", digest).build();
    }

    boolean replaces() {
        return action.equals("replace");
    }

    /** @param fields names of those that are pointed to what takes the place of what they refer to */
    StepPlan following(Set<String> fields) {
        List<Object> unknown = new ArrayList<>(details.list("unknownUntilApplied"));
        fields.stream().filter(field -> !unknown.contains(field)).forEach(unknown::add);
        return new StepPlan(
                key,
                about,
                action.equals("none") ? "update" : action,
                details.merge(Values.of("unknownUntilApplied", unknown)),
                after,
                CanonicalJson.digest(Map.of("digest", digest, "follows", List.copyOf(fields))));
    }

    /** Whether it brings anything about, be it only what drift is measured against. */
    boolean empty() {
        return action.equals("none") && details.list("accepted").isEmpty();
    }
}

package coop.plenum.infrastructure.change;

import coop.plenum.api.Values;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.infrastructure.api.LateValue;
import coop.plenum.infrastructure.change.Plan.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The fields of a type that people set. */
public final class Settable {
    private final List<Field> fields;
    private final List<String> observed;

    public Settable(ContentType type) {
        fields = type.fields().stream().filter(Field::settable).toList();
        observed = type.fields().stream()
                .filter(field -> !field.settable())
                .map(Field::name)
                .toList();
    }

    List<Field> fields() {
        return fields;
    }

    /** Names of those that only the remote system can tell. */
    public List<String> observed() {
        return observed;
    }

    public Values of(Values all) {
        Values.Builder settable = Values.builder();
        fields.forEach(field -> settable.put(field.name(), all.get(field.name()).orElse(null)));
        return settable.build();
    }

    /**
     * All that is wanted of a resource: what is there, what has been published over it, and the patch over both. So a
     * change to a resource that has drifted shows in its plan that it also brings back what was published.
     */
    Values wanted(Item item, Values patch) {
        return Values.builder()
                .putAll(of(item.values()))
                .putAll(of(item.desired()))
                .build()
                .merge(patch);
    }

    public List<Difference> differences(Values before, Values after, ChangeKind kind) {
        List<Difference> differences = new ArrayList<>();
        for (Field field : fields) {
            Optional<Object> old = before.get(field.name());
            Optional<Object> wanted = after.get(field.name());
            if (!field.same(old.orElse(null), wanted.orElse(null))) {
                boolean replaces = kind == ChangeKind.UPDATE
                        && field.is(Flag.IMMUTABLE)
                        && old.isPresent()
                        && LateValue.in(wanted.orElse(null)).isEmpty(); // it may come out as it is
                differences.add(
                        new Difference(field.name(), field.label(), old, wanted, replaces, field.is(Flag.SENSITIVE)));
            }
        }
        return differences;
    }

    /** Names of fields that have drifted and whose wanted value is now the one that is there. */
    List<String> accepted(Item item, Values wanted) {
        List<String> drift = item.management().map(Management::drift).orElse(List.of());
        return fields.stream()
                .filter(field -> drift.contains(field.name()))
                .filter(field -> field.same(
                        item.values().get(field.name()).orElse(null),
                        wanted.get(field.name()).orElse(null)))
                .map(Field::name)
                .toList();
    }

    /** Whether what is there has all the values wanted that a provider reports at all. */
    boolean shows(Values present, Values wanted) {
        return holds(present, fields.stream().filter(Settable::isReported), wanted);
    }

    /**
     * Whether an update has come about as far as anybody can tell: what a provider reports is as wanted, what was to be taken
     * away is no longer as it was, and nothing was to change of what no provider reports.
     *
     * @param before what the item had
     */
    boolean showsUpdate(Values present, Values before, Values wanted) {
        boolean takenAway = fields.stream()
                .filter(field -> isReported(field) && before.has(field.name()) && !wanted.has(field.name()))
                .noneMatch(field -> field.same(
                        present.get(field.name()).orElse(null),
                        before.get(field.name()).orElse(null)));
        return takenAway
                && shows(present, wanted)
                && holds(before, fields.stream().filter(field -> !isReported(field)), wanted);
    }

    private static boolean isReported(Field field) {
        return field.mode() == Field.Mode.BOTH;
    }

    private static boolean holds(Values present, Stream<Field> fields, Values wanted) {
        return fields.filter(field -> wanted.has(field.name()))
                .allMatch(field -> field.same(
                        present.get(field.name()).orElse(null),
                        wanted.get(field.name()).orElse(null)));
    }
}

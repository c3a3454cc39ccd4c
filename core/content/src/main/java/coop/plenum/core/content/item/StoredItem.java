package coop.plenum.core.content.item;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.State;
import coop.plenum.core.content.type.FieldColumn;
import coop.plenum.core.content.type.LargeTypes;
import coop.plenum.core.content.type.TypeTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An item with all that is stored of it, before anything is hidden from anybody. */
public record StoredItem(
        TypeTable table,
        UUID id,
        UUID space,
        String title,
        Map<String, String> labels,
        State state,
        Values values,
        Values desired,
        @Nullable Tie tie,
        long revision,
        Instant createdAt,
        Instant updatedAt) {
    /** What an edit may change. */
    StoredItem edited(UUID where, String named, Map<String, String> labelled, State now, Values valued) {
        return new StoredItem(
                table, id, where, named, labelled, now, valued, desired, tie, revision, createdAt, updatedAt);
    }

    StoredItem values(Values valued) {
        return edited(space, title, labels, state, valued);
    }

    StoredItem desired(Values wanted) {
        return new StoredItem(
                table, id, space, title, labels, state, values, wanted, tie, revision, createdAt, updatedAt);
    }

    StoredItem tied(Tie now) {
        return new StoredItem(
                table, id, space, title, labels, state, values, desired, now, revision, createdAt, updatedAt);
    }

    StoredItem revised(long number, Instant at) {
        return new StoredItem(table, id, space, title, labels, state, values, desired, tie, number, createdAt, at);
    }

    /** With drift as it is between published and observed values. */
    StoredItem drifted() {
        if (tie == null) {
            return this;
        }
        List<String> drift = tie.managed() && tie.observed()
                ? table.columns().stream()
                        .map(FieldColumn::field)
                        .filter(field -> field.mode() == Field.Mode.BOTH && desired.has(field.name()))
                        .filter(field -> !field.same(
                                desired.get(field.name()).orElse(null),
                                values.get(field.name()).orElse(null)))
                        .map(Field::name)
                        .toList()
                : List.of();
        return tied(tie.drift(drift));
    }

    /** What a revision keeps, in the JSON data model. */
    Values snapshot() {
        return Values.builder()
                .put("title", title)
                .put("labels", labels)
                .put("space", space)
                .put("state", state.name())
                .put("values", values)
                .put("desired", desired)
                .build();
    }

    /** Roughly how many characters it takes. */
    public long size() {
        return LargeTypes.size(labels) + LargeTypes.size(values.asMap()) + LargeTypes.size(desired.asMap());
    }

    /** @param sight which fields are shown */
    Item item(Sight sight) {
        return new Item(
                id,
                table.type().name(),
                space,
                title,
                labels,
                state,
                sight.of(table, values),
                sight.of(table, desired),
                Optional.ofNullable(tie).map(Tie::management),
                revision,
                createdAt,
                updatedAt);
    }
}

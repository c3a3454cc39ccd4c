package coop.plenum.core.content.item;

import coop.plenum.api.content.FieldType;
import coop.plenum.core.content.type.FieldColumn;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A reference as it is stored beside the item, so that it can be followed both ways. */
record Link(String field, UUID target) {
    static Set<Link> of(StoredItem item) {
        Set<Link> links = new LinkedHashSet<>();
        for (FieldColumn column : item.table().columns()) {
            if (column.field().type() == FieldType.REFERENCE) {
                String name = column.field().name();
                Object value = item.values().get(name).orElse(List.of());
                Collection<?> ids = value instanceof Collection<?> several ? several : List.of(value);
                ids.forEach(id -> links.add(new Link(name, UUID.fromString((String) id))));
            }
        }
        return links;
    }
}

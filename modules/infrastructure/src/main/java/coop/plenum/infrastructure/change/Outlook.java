package coop.plenum.infrastructure.change;

import coop.plenum.api.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a change besides what it asks for, when others of the same set come before it.
 *
 * @param awaited ids that items will have which the set makes
 * @param late names of fields whose values are worked out only when the change is made; until then the provider cannot be
 *     asked what it thinks
 * @param absent that no such resource exists is known already
 * @param company the items that the set is about
 */
public record Outlook(Set<String> awaited, Set<String> late, boolean absent, Set<UUID> company) {
    /** Of a change that stands alone. */
    public static final Outlook ALONE = new Outlook(Set.of(), Set.of(), false, Set.of());

    /** The values that are known now. */
    public Values early(Values values) {
        if (late.isEmpty()) {
            return values;
        }
        Map<String, @Nullable Object> early = new LinkedHashMap<>(values.asMap());
        early.keySet().removeAll(late);
        return Values.of(early);
    }
}

package coop.plenum.openstack.resource;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an update is to change of what there is.
 *
 * @param seen values of the resource as it is
 */
record Differences(Kind kind, Change change, Values seen) {
    /** An engine that wants a resource replaced deletes it and makes another; nothing here is replaced in passing. */
    void requireInPlace() throws ProviderException {
        for (Attribute attribute : kind.attributes()) {
            Optional<Object> wanted = change.after().get(attribute.field());
            boolean fixed = attribute.created() && !attribute.updated();
            if (fixed && wanted.isPresent() && differs(wanted, base(attribute).get(attribute.field()))) {
                throw new ProviderException(
                        Category.CONFLICT,
                        "replacement-needed",
                        "The field " + attribute.field() + " of the " + kind.noun()
                                + " cannot be changed in place. Delete it and make another.",
                        attribute.field(),
                        null,
                        null);
            }
        }
    }

    /** What to send. */
    Map<String, Object> patch() {
        Map<String, Object> patch = new LinkedHashMap<>();
        for (Attribute attribute : kind.attributes()) {
            if (attribute.updated() && attribute.isSent() && wants(change, base(attribute), attribute.field())) {
                attribute.write(change.after().get(attribute.field()).orElse(null), patch);
            }
        }
        return patch;
    }

    private Values base(Attribute attribute) {
        return attribute.observed() ? seen : change.before();
    }

    /** Whether a field is to get another value, or to lose the one it has. */
    static boolean wants(Change change, Values base, String field) {
        Optional<Object> wanted = change.after().get(field);
        return wanted.isPresent()
                ? differs(wanted, base.get(field))
                : change.before().has(field) && base.has(field);
    }

    private static boolean differs(Optional<Object> wanted, Optional<Object> there) {
        return !normal(wanted).equals(normal(there));
    }

    /** The order of references means nothing, and an empty list is none. */
    private static Optional<Object> normal(Optional<Object> value) {
        return value.filter(some -> !List.of().equals(some) && !Map.of().equals(some) && !"".equals(some))
                .map(some -> some instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                        ? list.stream().map(String::valueOf).sorted().toList()
                        : some);
    }
}

package coop.plenum.aws.ec2;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * What a Describe is asked for.
 *
 * @param ids empty for all
 * @param after AWS's token; empty at the beginning
 * @param max 0: no matter
 */
record Query(List<String> ids, List<Filter> filters, String after, int max) {
    private static final int LEAST = 5;

    static Query all() {
        return new Query(List.of(), List.of(), "", 0);
    }

    static Query of(String id) {
        return new Query(List.of(id), List.of(), "", 0);
    }

    Query where(String name, String... values) {
        return where(name, List.of(values));
    }

    Query where(String name, List<String> values) {
        List<Filter> more = new ArrayList<>(filters);
        more.add(Filter.builder().name(name).values(values).build());
        return new Query(ids, more, after, max);
    }

    Query page(String token, int size) {
        return new Query(ids, filters, token, size);
    }

    @Nullable
    String token() {
        return after.isEmpty() ? null : after;
    }

    /** AWS takes none together with ids, and wants at least 5 and at most so many. */
    @Nullable
    Integer max(int most) {
        return max == 0 || !ids.isEmpty() ? null : Math.max(LEAST, Math.min(max, most));
    }
}

package coop.plenum.infrastructure.change;

import java.util.Map;

/**
 * How many resources are about to be deleted, for limits.
 *
 * @param bySpace ids of spaces, and how many in each
 */
public record Deletions(Map<String, Long> bySpace) {
    public Deletions {
        bySpace = Map.copyOf(bySpace);
    }

    static Deletions of(ChangeSpec spec) {
        return new Deletions(
                spec.kind() == ChangeKind.DELETE ? Map.of(spec.space().toString(), 1L) : Map.of());
    }

    public boolean none() {
        return bySpace.isEmpty();
    }
}

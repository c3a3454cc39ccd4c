package coop.plenum.infrastructure.machine;

import coop.plenum.infrastructure.machine.Identifier.Kind;
import coop.plenum.infrastructure.machine.Link.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares two views. The answer depends on nothing but the two, and not on their order; each reason is told.
 *
 * <p>What both have counts, unless more speaks against it: one contradiction is outweighed by two kinds of agreement, since
 * controllers are known to make up a UUID, and cards move from one machine to another.
 */
final class Rules {
    private Rules() {}

    /** @param common identifiers that too many carry to mean anything */
    static Optional<Link> compare(View left, View right, Set<Identifier> common) {
        boolean ordered = left.id().compareTo(right.id()) < 0;
        View one = ordered ? left : right;
        View other = ordered ? right : left;
        List<Identifier> shared = shared(one, other, common);
        if (shared.isEmpty()) {
            return Optional.empty();
        }
        boolean makersKnown = one.vendor().isPresent() && other.vendor().isPresent();
        boolean strong = shared.stream()
                .anyMatch(id -> id.kind() == Kind.UUID || (id.kind() == Kind.SERIAL_NUMBER && makersKnown));
        long kinds = shared.stream()
                .map(Identifier::kind)
                .filter(kind -> kind != Kind.IP_ADDRESS)
                .distinct()
                .count();
        List<String> contradictions = contradictions(one, other);
        List<String> doubts = new ArrayList<>(obstacles(one, other));
        if (!contradictions.isEmpty() && kinds <= contradictions.size()) {
            doubts.addAll(contradictions);
        }
        if (kinds == 1 && !makersKnown && shared.get(0).kind() == Kind.SERIAL_NUMBER) {
            doubts.add("The maker of one of them is not known, and makers may give the same number.");
        }
        if (kinds == 0) {
            doubts.add("An address alone does not tell: networks overlap, and addresses are given to others.");
        }
        Strength strength = !doubts.isEmpty() ? Strength.POSSIBLE : strong ? Strength.SURE : Strength.LIKELY;
        return Optional.of(new Link(one.id(), other.id(), strength, shared, doubts));
    }

    private static List<Identifier> shared(View one, View other, Set<Identifier> common) {
        Set<Identifier> shared = new TreeSet<>(one.identifiers());
        shared.retainAll(other.identifiers());
        shared.removeAll(common);
        boolean otherMaker = differ(one.vendor(), other.vendor());
        boolean sameSpace = one.item().space().equals(other.item().space());
        shared.removeIf(
                id -> (id.kind() == Kind.SERIAL_NUMBER && otherMaker) || (id.kind() == Kind.IP_ADDRESS && !sameSpace));
        return List.copyOf(shared);
    }

    /** What can be known and is not the same. */
    private static List<String> contradictions(View one, View other) {
        List<String> found = new ArrayList<>();
        if (differ(one.one(Kind.UUID), other.one(Kind.UUID))) {
            found.add("Their UUIDs differ.");
        }
        if (one.vendor().equals(other.vendor()) && differ(one.one(Kind.SERIAL_NUMBER), other.one(Kind.SERIAL_NUMBER))) {
            found.add("Their serial numbers differ.");
        }
        if (differ(one.system(), other.system())) {
            found.add("Different systems are installed on them.");
        }
        return found;
    }

    private static boolean differ(Optional<?> one, Optional<?> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    /** What keeps two views from being made one without a person. */
    private static List<String> obstacles(View one, View other) {
        List<String> found = new ArrayList<>();
        if (one.gone() || other.gone()) {
            found.add("One of them is gone from its system.");
        } else if (one.connection().isPresent() && one.connection().equals(other.connection())) {
            found.add("Both come over the same connection, which should show a machine once.");
        }
        return found;
    }
}

package coop.plenum.infrastructure.sync;

import coop.plenum.api.PlenumException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far a sync has come.
 *
 * @param type index of the resource type that is being listed
 * @param page token of its next page; empty for the first
 * @param failures of the types before
 */
record SyncPosition(int type, Optional<String> page, SyncTally tally, List<TypeFailure> failures) {
    private static final Pattern SEPARATOR = Pattern.compile("\n");

    static SyncPosition start() {
        return new SyncPosition(0, Optional.empty(), SyncTally.NONE, List.of());
    }

    static SyncPosition parse(String token) {
        String[] parts = SEPARATOR.split(token, 4);
        try {
            return new SyncPosition(
                    Integer.parseInt(parts[0]),
                    Optional.of(parts[3]).filter(page -> !page.isEmpty()),
                    SyncTally.parse(parts[1]),
                    TypeFailure.parseAll(parts[2]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new PlenumException(
                    PlenumException.Category.INTERNAL, "invalid-resume-token", "The sync cannot be resumed.", e);
        }
    }

    String token() {
        return type + "\n" + tally.text() + "\n" + TypeFailure.text(failures) + "\n" + page.orElse("");
    }

    SyncPosition page(Optional<String> next, SyncTally sum) {
        return new SyncPosition(type, next, sum, failures);
    }

    SyncPosition nextType(SyncTally sum) {
        return new SyncPosition(type + 1, Optional.empty(), sum, failures);
    }

    /** Goes on with the next type. */
    SyncPosition without(TypeFailure failure) {
        List<TypeFailure> all = new ArrayList<>(failures);
        all.add(failure);
        return new SyncPosition(type + 1, Optional.empty(), tally, List.copyOf(all));
    }
}

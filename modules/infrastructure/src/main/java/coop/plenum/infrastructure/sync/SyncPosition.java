package coop.plenum.infrastructure.sync;

import coop.plenum.api.PlenumException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far a sync has come.
 *
 * @param type index of the resource type that is being listed
 * @param page token of its next page; empty for the first
 */
record SyncPosition(int type, Optional<String> page, SyncTally tally) {
    private static final Pattern SEPARATOR = Pattern.compile("\n");

    static SyncPosition start() {
        return new SyncPosition(0, Optional.empty(), SyncTally.NONE);
    }

    static SyncPosition parse(String token) {
        String[] parts = SEPARATOR.split(token, 3);
        try {
            return new SyncPosition(
                    Integer.parseInt(parts[0]),
                    Optional.of(parts[2]).filter(page -> !page.isEmpty()),
                    SyncTally.parse(parts[1]));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new PlenumException(
                    PlenumException.Category.INTERNAL, "invalid-resume-token", "The sync cannot be resumed.", e);
        }
    }

    String token() {
        return type + "\n" + tally.text() + "\n" + page.orElse("");
    }

    SyncPosition page(Optional<String> next, SyncTally sum) {
        return new SyncPosition(type, next, sum);
    }

    SyncPosition nextType(SyncTally sum) {
        return new SyncPosition(type + 1, Optional.empty(), sum);
    }
}

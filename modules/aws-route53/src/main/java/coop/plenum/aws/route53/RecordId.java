package coop.plenum.aws.route53;

import java.util.Optional;

/**
 * What tells a record from others: it is its external id.
 *
 * @param set empty for the only one of its name and type
 */
record RecordId(String zone, String name, String type, String set) {
    private static final int PARTS = 4;

    static RecordId of(RecordHandler.Seen seen) {
        return new RecordId(
                seen.zone(),
                Route53.name(seen.set().name()),
                seen.set().typeAsString(),
                Optional.ofNullable(seen.set().setIdentifier()).orElse(""));
    }

    static Optional<RecordId> parse(String text) {
        String[] parts = text.split("/", PARTS);
        return parts.length < PARTS - 1 || !parts[0].matches("[A-Z0-9]{1,32}")
                ? Optional.empty()
                : Optional.of(new RecordId(parts[0], parts[2], parts[1], parts.length == PARTS ? parts[3] : ""));
    }

    String text() {
        return zone + "/" + type + "/" + name + (set.isEmpty() ? "" : "/" + set);
    }
}

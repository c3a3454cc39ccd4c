package coop.plenum.baremetal;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How resources are told apart: by the address of their controller, because that is what an administrator wrote down
 * and what leads there again. Serial numbers and UUIDs would outlive a change of address, but boards come with none, or
 * all with the same.
 *
 * @param address of the controller
 * @param system at the controller; empty for the only one
 * @param part such as {@code nic/eth0}; empty for the machine or controller itself
 */
record ExternalId(String address, String system, String part) {
    private static final String SYSTEM = "#";
    private static final String PART = "/";

    static ExternalId of(String address, String system) {
        return new ExternalId(address, system, "");
    }

    ExternalId part(String kind, String id) {
        return new ExternalId(address, system, kind + PART + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }

    /** The id of the part, as its owner has it; empty for the machine or controller itself. */
    String name() {
        int slash = part.indexOf(PART);
        return slash < 0 ? "" : URLDecoder.decode(part.substring(slash + 1), StandardCharsets.UTF_8);
    }

    static Optional<ExternalId> parse(String text) {
        int slash = text.indexOf(PART);
        String owner = slash < 0 ? text : text.substring(0, slash);
        int hash = owner.indexOf(SYSTEM);
        try {
            URLDecoder.decode(text, StandardCharsets.UTF_8);
            return Optional.of(new ExternalId(
                    hash < 0 ? owner : owner.substring(0, hash),
                    hash < 0 ? "" : URLDecoder.decode(owner.substring(hash + 1), StandardCharsets.UTF_8),
                    slash < 0 ? "" : text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        String owner =
                system.isEmpty() ? address : address + SYSTEM + URLEncoder.encode(system, StandardCharsets.UTF_8);
        return part.isEmpty() ? owner : owner + PART + part;
    }
}

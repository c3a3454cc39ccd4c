package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.baremetal.bmc.Part;
import coop.plenum.baremetal.bmc.PartKind;
import coop.plenum.baremetal.bmc.Patience;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the firmware's settings, and those that wait for the next boot. */
final class BiosReader {
    private static final int MOST = 2000;
    private static final int LONGEST_NAME = 200;

    private final Service service;
    private final Patience patience;

    BiosReader(Service service, Patience patience) {
        this.service = service;
        this.patience = patience;
    }

    Optional<Part> read(String machine, Values system) throws ProviderException, InterruptedException {
        Optional<Values> bios = service.optional(Service.link(system, "Bios"), patience);
        if (bios.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> now = attributes(bios.get());
        Map<String, Object> pending =
                attributes(service.optional(settings(bios.get()), patience).orElse(Values.empty()));
        // many services show the whole set there, so only what differs is waiting
        pending.entrySet().removeIf(entry -> entry.getValue().equals(now.get(entry.getKey())));
        Values values = Values.builder()
                .put("registry", PartTable.line(bios.get(), "AttributeRegistry").orElse(null))
                .put("attributes", now)
                .put("pending", pending.isEmpty() ? null : pending)
                .put("restartNeeded", !pending.isEmpty())
                .build();
        return Optional.of(new Part(PartKind.BIOS, machine, "bios", "BIOS", values));
    }

    /** Where settings for the next boot are written. */
    static Optional<String> settings(Values bios) {
        return Service.link(bios.nested("@Redfish.Settings"), "SettingsObject");
    }

    /** Without passwords, which some services show. */
    private static Map<String, Object> attributes(Values from) {
        Map<String, Object> attributes = new TreeMap<>();
        from.nested("Attributes").forEach((name, value) -> {
            boolean plain = value instanceof String || value instanceof Number || value instanceof Boolean;
            if (plain && attributes.size() < MOST && name.length() <= LONGEST_NAME && !secret(name)) {
                attributes.put(name, value instanceof String text ? PartTable.cut(text) : value);
            }
        });
        return attributes;
    }

    static boolean secret(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return small.contains("password") || small.contains("passphrase") || small.endsWith("secret");
    }
}

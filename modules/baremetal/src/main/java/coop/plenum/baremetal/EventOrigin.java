package coop.plenum.baremetal;

import coop.plenum.baremetal.bmc.PartKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the address of a Redfish resource tells of whom it belongs to. Controllers may name their resources as they like; one
 * that does not keep to the usual names is looked at as a whole.
 *
 * @param system whose it is, as the controller calls the machine
 * @param ofController whether it belongs to the controller itself
 */
record EventOrigin(Optional<String> system, boolean ofController, Optional<Named> part) {
    private static final int LONGEST = 512;
    private static final int ROOT = 3; // "", redfish, v1
    private static final Map<String, PartKind> COLLECTIONS = Map.of(
            "Chassis", PartKind.CHASSIS,
            "Processors", PartKind.PROCESSOR,
            "Memory", PartKind.MEMORY,
            "FirmwareInventory", PartKind.FIRMWARE,
            "VirtualMedia", PartKind.VIRTUAL_MEDIA,
            "Subscriptions", PartKind.SUBSCRIPTION);

    /** @param id as in {@link coop.plenum.baremetal.bmc.Part#id} */
    record Named(PartKind kind, String id) {}

    static Optional<EventOrigin> parse(String address) {
        List<String> words = Arrays.asList(address.split("/", -1));
        if (address.length() > LONGEST || !address.startsWith("/redfish/v1/") || words.size() <= ROOT) {
            return Optional.empty();
        }
        String top = words.get(ROOT);
        Optional<String> system = Optional.of(words)
                .filter(all -> top.equals("Systems") && all.size() > ROOT + 1)
                .map(all -> all.get(ROOT + 1));
        return Optional.of(new EventOrigin(
                system.filter(name -> !name.isEmpty()),
                top.equals("Managers") || top.equals("UpdateService"),
                part(words)));
    }

    private static Optional<Named> part(List<String> words) {
        int last = words.size() - 1;
        if (words.get(last).isEmpty()) {
            return Optional.empty();
        }
        String collection = words.get(last - 1);
        // .../Storage/<controller>/Drives/<drive>
        if (collection.equals("Drives") && last >= 3 && words.get(last - 3).equals("Storage")) {
            return Optional.of(new Named(PartKind.DRIVE, words.get(last - 2) + "/" + words.get(last)));
        }
        return Optional.ofNullable(COLLECTIONS.get(collection)).map(kind -> new Named(kind, words.get(last)));
    }
}

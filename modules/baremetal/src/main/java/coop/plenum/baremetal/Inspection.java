package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.baremetal.bmc.Inventory;
import coop.plenum.baremetal.bmc.Part;
import coop.plenum.baremetal.bmc.PartKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an inspection records of a machine: enough to see later that a part was swapped, without keeping each figure. */
final class Inspection {
    private static final int MOST_CHANGES = 50;
    private static final List<String> FIGURES = List.of(
            "manufacturer",
            "model",
            "serialNumber",
            "uuid",
            "biosVersion",
            "processors",
            "cores",
            "memory",
            "macAddresses",
            "health");
    private static final List<PartKind> PARTS = List.of(PartKind.PROCESSOR, PartKind.MEMORY, PartKind.DRIVE);

    private Inspection() {}

    /** @param machine its fields */
    static Values summary(Values machine, Inventory inventory, String system) {
        Values.Builder summary = Values.builder();
        FIGURES.forEach(field -> summary.put(field, machine.get(field).orElse(null)));
        for (PartKind kind : PARTS) {
            Map<String, String> parts = new TreeMap<>();
            for (Part part : inventory.parts()) {
                if (part.kind() == kind && part.system().equals(system)) {
                    parts.put(part.id(), name(part));
                }
            }
            if (!parts.isEmpty()) {
                summary.put(kind.word, parts);
            }
        }
        return summary.build();
    }

    private static String name(Part part) {
        Optional<String> serial = part.values().text("serialNumber");
        String model = part.values()
                .text("model")
                .or(() -> part.values().text("partNumber"))
                .orElse(part.name());
        return serial.map(number -> model + " " + number).orElse(model);
    }

    /** In words; none after the first inspection. */
    static List<String> changes(Values before, Values now) {
        List<String> changes = new ArrayList<>();
        if (before.isEmpty()) {
            return changes;
        }
        TreeSet<String> names = new TreeSet<>(before.asMap().keySet());
        names.addAll(now.asMap().keySet());
        for (String name : names) {
            boolean parts = !before.nested(name).isEmpty() || !now.nested(name).isEmpty();
            if (parts) {
                changes(name + " ", before.nested(name), now.nested(name), changes);
            } else {
                change(name, before, now, name, changes);
            }
        }
        return changes.subList(0, Math.min(MOST_CHANGES, changes.size()));
    }

    private static void changes(String prefix, Values before, Values now, List<String> changes) {
        TreeSet<String> ids = new TreeSet<>(before.asMap().keySet());
        ids.addAll(now.asMap().keySet());
        ids.forEach(id -> change(prefix + id, before, now, id, changes));
    }

    private static void change(String what, Values before, Values now, String name, List<String> changes) {
        String old = before.get(name).map(String::valueOf).orElse("nothing");
        String present = now.get(name).map(String::valueOf).orElse("nothing");
        if (!old.equals(present)) {
            changes.add(what + ": " + old + " -> " + present);
        }
    }
}

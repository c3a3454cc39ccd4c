package coop.plenum.example.tutorial;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stands in for the remote system: lamps with a name and a brightness, found by their serial number. */
final class LampBus {
    private final Map<String, Lamp> lamps = new TreeMap<>();

    record Lamp(String serial, String name, long brightness) {}

    synchronized Map<String, Lamp> all() {
        return Map.copyOf(lamps);
    }

    synchronized Optional<Lamp> byName(String name) {
        return lamps.values().stream().filter(lamp -> lamp.name().equals(name)).findFirst();
    }

    synchronized Lamp put(String serial, String name, long brightness) {
        Lamp lamp = new Lamp(serial, name, brightness);
        lamps.put(serial, lamp);
        return lamp;
    }

    synchronized void remove(String serial) {
        lamps.remove(serial);
    }
}

package coop.plenum.ssh.facts;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads what {@link FactsScript} writes. Hosts are odd: whatever cannot be right is left out, and what login scripts write
 * before is skipped; only a list without an end is a failure.
 */
public final class FactsReader {
    private static final String BEGIN = "plenum-facts begin";
    private static final String END = "plenum-facts end";
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    /** What makers write where they have nothing to say. */
    private static final Set<String> NOTHING = Set.of(
            "to be filled by o.e.m.",
            "default string",
            "not specified",
            "none",
            "system serial number",
            "0",
            "unknown",
            "n/a");

    private static final int LONGEST = 200;
    private static final int MOST = 128;
    private static final BigDecimal KIB_PER_GIB = BigDecimal.valueOf(1 << 20);
    private static final int SECTOR = 512;

    private final Map<String, List<String>> told = new LinkedHashMap<>();

    private FactsReader() {}

    /** @throws ProviderException {@code facts-incomplete} */
    public static Facts read(String output) throws ProviderException {
        FactsReader reader = new FactsReader();
        boolean inside = false;
        for (String raw : output.split("\\R", -1)) {
            String line = raw.strip();
            if (line.equals(BEGIN)) {
                inside = true;
                reader.told.clear();
            } else if (inside && line.equals(END)) {
                return reader.facts();
            } else if (inside) {
                reader.take(line);
            }
        }
        throw new ProviderException(
                Category.TRANSIENT,
                "facts-incomplete",
                inside
                        ? "The host stopped in the middle of telling what it is."
                        : "The host ran the script for its facts but none of its answer came.");
    }

    private void take(String line) {
        int equals = line.indexOf('=');
        if (equals > 0) {
            String value = line.substring(equals + 1)
                    .replaceAll("[\\p{Cntrl}\uFFFD]", "")
                    .strip();
            List<String> values = told.computeIfAbsent(line.substring(0, equals), key -> new ArrayList<>());
            if (!value.isEmpty() && values.size() < MOST) {
                values.add(value.length() > LONGEST ? value.substring(0, LONGEST) : value);
            }
        }
    }

    private Facts facts() {
        Values.Builder values = Values.builder();
        text("hostname", "hostname", values);
        one("os").or(() -> one("system")).ifPresent(name -> values.put("operatingSystem", name));
        text("kernel", "kernel", values);
        text("architecture", "architecture", values);
        text("machine-id", "machineId", values);
        number("processors").filter(count -> count > 0).ifPresent(count -> values.put("processors", count));
        text("processor-model", "processorModel", values);
        number("memory-kib")
                .filter(kib -> kib > 0)
                .ifPresent(kib -> values.put(
                        "memory",
                        BigDecimal.valueOf(kib)
                                .divide(KIB_PER_GIB, 2, RoundingMode.HALF_UP)
                                .stripTrailingZeros()));
        meant("manufacturer").ifPresent(name -> values.put("manufacturer", name));
        meant("model").ifPresent(name -> values.put("model", name));
        meant("serial").ifPresent(name -> values.put("serialNumber", name));
        meant("uuid").map(name -> name.toLowerCase(Locale.ROOT)).ifPresent(name -> values.put("uuid", name));
        list("mac", FactsReader::mac, "macAddresses", values);
        list("address", FactsReader::address, "addresses", values);
        List<Map<String, Object>> disks =
                all("disk").stream().flatMap(line -> disk(line).stream()).toList();
        if (!disks.isEmpty()) {
            values.put("disks", disks);
        }
        number("boot-time")
                .filter(second -> second > 0
                        && second < Instant.parse("9999-01-01T00:00:00Z").getEpochSecond())
                .ifPresent(second ->
                        values.put("bootedAt", Instant.ofEpochSecond(second).toString()));
        return new Facts(one("hostname"), values.build(), one("uptime"));
    }

    private List<String> all(String key) {
        return told.getOrDefault(key, List.of());
    }

    private Optional<String> one(String key) {
        return all(key).stream().findFirst();
    }

    private Optional<String> meant(String key) {
        return one(key).filter(value -> !NOTHING.contains(value.toLowerCase(Locale.ROOT)));
    }

    private void text(String key, String field, Values.Builder values) {
        one(key).ifPresent(value -> values.put(field, value));
    }

    private Optional<Long> number(String key) {
        return one(key).flatMap(FactsReader::number0);
    }

    private static Optional<Long> number0(String text) {
        return text.matches("[0-9]{1,17}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /** What was told under the key, each once and in order of the letters, so that the order of cards is no change. */
    private void list(
            String key,
            java.util.function.Function<String, Optional<String>> form,
            String field,
            Values.Builder values) {
        Set<String> sorted = new TreeSet<>();
        all(key).forEach(value -> form.apply(value).ifPresent(sorted::add));
        if (!sorted.isEmpty()) {
            values.put(field, List.copyOf(sorted));
        }
    }

    private static Optional<String> mac(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        return MAC.matcher(small).matches() && !small.equals("00:00:00:00:00:00")
                ? Optional.of(small)
                : Optional.empty();
    }

    private static Optional<String> address(String text) {
        try {
            // only figures, so no name is looked up
            return ADDRESS.matcher(text).matches() && (text.contains(":") || text.matches("\\d+(\\.\\d+){3}"))
                    ? Optional.of(text).filter(address -> isAddress(address))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isAddress(String text) {
        try {
            return !InetAddress.getByName(text).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Optional<Map<String, Object>> disk(String line) {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2) {
            return Optional.empty();
        }
        return number0(parts[1])
                .filter(sectors -> sectors > 0 && sectors < Long.MAX_VALUE / SECTOR)
                .map(sectors -> {
                    Map<String, Object> disk = new LinkedHashMap<>();
                    disk.put("name", parts[0]);
                    disk.put("size", sectors * SECTOR);
                    if (parts.length > 2 && !parts[2].isBlank()) {
                        disk.put("model", parts[2].strip());
                    }
                    return disk;
                });
    }
}

package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.baremetal.bmc.EventSubscriptions;
import coop.plenum.baremetal.bmc.EventToken;
import coop.plenum.baremetal.bmc.PartKind;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which property of a Redfish resource becomes which field of a part's content type. */
final class PartTable {
    /** Words of the content type for those of Redfish. */
    static final Map<String, String> POLICIES = Map.of(
            "terminate-after-retries", "TerminateAfterRetries",
            "suspend-retries", "SuspendRetries",
            "retry-forever", "RetryForever");

    private static final int LONGEST = 256;
    private static final int MOST_WORDS = 64;
    /** No part of a machine has a figure that large; a controller that says so is not followed. */
    private static final BigDecimal LARGEST = BigDecimal.TEN.pow(18);

    private static final Column HEALTH = new Column(
            "health", from -> Optional.of(SystemReader.health(from).name().toLowerCase(Locale.ROOT)));

    private static final Map<PartKind, List<Column>> COLUMNS = Map.of(
            PartKind.CHASSIS,
            List.of(
                    text("kind", "ChassisType"),
                    text("manufacturer", "Manufacturer"),
                    text("model", "Model"),
                    text("partNumber", "PartNumber"),
                    text("serialNumber", "SerialNumber"),
                    text("assetTag", "AssetTag"),
                    new Column("rack", from -> line(from.nested("Location").nested("Placement"), "Rack")),
                    new Column(
                            "rackUnit", from -> number(from.nested("Location").nested("Placement"), "RackOffset")),
                    HEALTH),
            PartKind.PROCESSOR,
            List.of(
                    text("manufacturer", "Manufacturer"),
                    text("model", "Model"),
                    text("kind", "ProcessorType"),
                    text("architecture", "InstructionSet"),
                    text("socket", "Socket"),
                    number("cores", "TotalCores"),
                    number("threads", "TotalThreads"),
                    number("maximumSpeed", "MaxSpeedMHz"),
                    HEALTH),
            PartKind.MEMORY,
            List.of(
                    text("manufacturer", "Manufacturer"),
                    text("partNumber", "PartNumber"),
                    text("serialNumber", "SerialNumber"),
                    text("kind", "MemoryDeviceType"),
                    text("slot", "DeviceLocator"),
                    number("capacity", "CapacityMiB"),
                    number("speed", "OperatingSpeedMhz"),
                    HEALTH),
            PartKind.DRIVE,
            List.of(
                    text("manufacturer", "Manufacturer"),
                    text("model", "Model"),
                    text("partNumber", "PartNumber"),
                    text("serialNumber", "SerialNumber"),
                    text("firmwareVersion", "Revision"),
                    text("kind", "MediaType"),
                    text("protocol", "Protocol"),
                    number("capacity", "CapacityBytes"),
                    flag("failurePredicted", "FailurePredicted"),
                    HEALTH),
            PartKind.FIRMWARE,
            List.of(
                    text("version", "Version"),
                    text("manufacturer", "Manufacturer"),
                    text("softwareId", "SoftwareId"),
                    text("releaseDate", "ReleaseDate"),
                    flag("updateable", "Updateable"),
                    HEALTH),
            PartKind.SUBSCRIPTION,
            List.of(
                    new Column("destination", PartTable::destination),
                    new Column("registryPrefixes", from -> words(from, "RegistryPrefixes")),
                    new Column("retryPolicy", PartTable::retryPolicy),
                    new Column(
                            "ours",
                            from -> Optional.of(from.text("Context").orElse("").startsWith(EventSubscriptions.MARK))),
                    new Column(
                            "secretDigest",
                            from -> EventToken.digest(from.text("Context").orElse("")))),
            PartKind.VIRTUAL_MEDIA,
            List.of(
                    new Column("media", from -> words(from, "MediaTypes")),
                    flag("inserted", "Inserted"),
                    new Column("image", from -> line(from, "Image").map(PartTable::withoutUser)),
                    text("imageName", "ImageName"),
                    flag("writeProtected", "WriteProtected")));

    private PartTable() {}

    private record Column(String field, Function<Values, Optional<?>> read) {}

    static Values read(PartKind kind, Values resource) {
        Values.Builder values = Values.builder();
        for (Column column : COLUMNS.getOrDefault(kind, List.of())) {
            values.put(column.field(), column.read().apply(resource).orElse(null));
        }
        return values.build();
    }

    private static Column text(String field, String property) {
        return new Column(field, from -> line(from, property));
    }

    private static Column number(String field, String property) {
        return new Column(field, from -> number(from, property));
    }

    private static Column flag(String field, String property) {
        return new Column(field, from -> from.flag(property));
    }

    /** Without a fraction, which no such figure needs. */
    private static Optional<Long> number(Values from, String property) {
        return from.decimal(property)
                .filter(value -> value.signum() >= 0 && value.compareTo(LARGEST) < 0)
                .map(BigDecimal::longValue);
    }

    private static Optional<List<String>> words(Values from, String property) {
        List<String> words = from.list(property).stream()
                .limit(MOST_WORDS)
                .map(word -> cut(String.valueOf(word)))
                .toList();
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    /** As a URL without a password, or not at all: controllers take all kinds of texts. */
    private static Optional<String> destination(Values from) {
        try {
            return line(from, "Destination")
                    .map(PartTable::withoutUser)
                    .map(URI::create)
                    .filter(address -> address.isAbsolute() && address.getHost() != null)
                    .map(URI::toString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> retryPolicy(Values from) {
        return from.text("DeliveryRetryPolicy")
                .flatMap(policy -> POLICIES.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(policy))
                        .map(Map.Entry::getKey)
                        .findFirst());
    }

    /** One line of a sane length. */
    static Optional<String> line(Values from, String property) {
        return SystemReader.text(from, property);
    }

    static String cut(String text) {
        String clean = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }

    /** An address of an image may have been given with a name and a password in it. */
    private static String withoutUser(String address) {
        return address.replaceFirst("//[^/]*@", "//");
    }
}

package coop.plenum.infrastructure.machine;

import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.infrastructure.machine.Identifier.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A machine as one provider shows it.
 *
 * @param identifiers by which it may be found elsewhere, in order
 * @param vendor its maker's name in the form in which spellings are equal
 * @param system the id of the installed system; images that are copied share it, so it only tells views apart
 * @param connection over which it is seen; empty for what a person has written down
 * @param gone whether its connection no longer knows it
 */
public record View(
        Item item,
        Set<Identifier> identifiers,
        Optional<String> vendor,
        Optional<String> system,
        Optional<UUID> connection,
        boolean gone) {
    /** Types of machines carry it. */
    public static final String TRAIT = "compute.server";

    static View of(Item item) {
        Values values = item.values();
        Set<Identifier> identifiers = new TreeSet<>();
        values.text("uuid")
                .flatMap(SystemUuid::canonical)
                .ifPresent(uuid -> identifiers.add(new Identifier(Kind.UUID, uuid)));
        values.text("serialNumber")
                .flatMap(SerialNumber::meant)
                .ifPresent(serial -> identifiers.add(new Identifier(Kind.SERIAL_NUMBER, serial)));
        add(identifiers, Kind.MAC_ADDRESS, several(values, "macAddresses", "mac"), MacAddress::telling);
        add(identifiers, Kind.IP_ADDRESS, addresses(values), AddressHint::telling);
        return new View(
                item,
                identifiers,
                values.text("manufacturer").flatMap(Vendor::name),
                values.text("machineId").filter(id -> !id.isBlank()),
                item.management().map(Management::connection),
                item.management().flatMap(Management::vanishedAt).isPresent());
    }

    /** Where only one is told it may be a name as well, and then says nothing here. */
    private static Stream<String> addresses(Values values) {
        boolean several = !values.list("addresses").isEmpty();
        return several(values, "addresses", "address").filter(text -> several || AddressHint.isFour(text));
    }

    private static Stream<String> several(Values values, String many, String one) {
        List<?> list = values.list(many);
        return list.isEmpty() ? values.text(one).stream() : list.stream().map(String::valueOf);
    }

    private static void add(
            Set<Identifier> into, Kind kind, Stream<String> told, Function<String, Optional<String>> meant) {
        told.flatMap(value -> meant.apply(value).stream()).forEach(value -> into.add(new Identifier(kind, value)));
    }

    public UUID id() {
        return item.id();
    }

    /** Its addresses of any kind and use. */
    public List<String> addresses() {
        return addresses(item.values()).toList();
    }

    public List<String> macAddresses() {
        return several(item.values(), "macAddresses", "mac").toList();
    }

    Set<Identifier> identifiers(Kind kind) {
        return identifiers.stream()
                .filter(identifier -> identifier.kind() == kind)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Optional<Identifier> one(Kind kind) {
        return identifiers(kind).stream().findFirst();
    }
}

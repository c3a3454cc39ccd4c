package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.baremetal.bmc.LanConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the IP settings of an EthernetInterface. */
final class LanReader {
    private static final int MOST = 32;
    private static final Pattern V4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]{2,39}");

    private LanReader() {}

    static LanConfig read(Values nic) {
        Values address =
                nic.list("IPv4Addresses").stream().map(Json::values).findFirst().orElse(Values.empty());
        Values vlan = nic.nested("VLAN");
        return new LanConfig(
                v4(address, "Address"),
                address.text("AddressOrigin").map(LanReader::source),
                v4(address, "SubnetMask"),
                v4(address, "Gateway"),
                vlan.flag("VLANEnable").orElse(false) ? vlan.integer("VLANId") : OptionalLong.empty());
    }

    /** All addresses that are in use and lead here from elsewhere. */
    static List<String> addresses(Values nic) {
        List<String> addresses = new ArrayList<>();
        for (Object entry : nic.list("IPv4Addresses")) {
            v4(Json.values(entry), "Address")
                    .filter(text -> !text.startsWith("169.254."))
                    .ifPresent(addresses::add);
        }
        for (Object entry : nic.list("IPv6Addresses")) {
            SystemReader.text(Json.values(entry), "Address")
                    .map(text -> text.toLowerCase(Locale.ROOT))
                    .filter(text -> V6.matcher(text).matches() && text.contains(":") && !text.startsWith("fe80"))
                    .filter(text -> !text.equals("::"))
                    .ifPresent(addresses::add);
        }
        return addresses.stream().distinct().limit(MOST).toList();
    }

    private static Optional<String> v4(Values from, String name) {
        return SystemReader.text(from, name).filter(text -> V4.matcher(text).matches() && !text.equals("0.0.0.0"));
    }

    private static String source(String origin) {
        return switch (origin) {
            case "Static" -> "static";
            case "DHCP" -> "dhcp";
            case "BOOTP" -> "bios";
            default -> "other";
        };
    }
}

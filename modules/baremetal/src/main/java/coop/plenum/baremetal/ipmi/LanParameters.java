package coop.plenum.baremetal.ipmi;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.baremetal.bmc.LanConfig;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The controller's own network settings; reading them needs the level OPERATOR on most controllers. */
final class LanParameters {
    private static final int GET = 0x02;
    /** The channel that this message came over. */
    private static final int THIS_CHANNEL = 0x0e;

    private static final int ADDRESS = 3;
    private static final int SOURCE = 4;
    private static final int MAC = 5;
    private static final int NETMASK = 6;
    private static final int GATEWAY = 12;
    private static final int VLAN = 20;

    private static final int VLAN_ENABLED = 0x80;
    private static final int VLAN_ID = 0x0fff;

    private LanParameters() {}

    static LanConfig read(Session session) throws ProviderException, InterruptedException {
        Optional<Bytes> source = get(session, SOURCE, 1);
        Optional<Bytes> vlan = get(session, VLAN, 2);
        return new LanConfig(
                v4(session, ADDRESS),
                source.map(bytes -> source(bytes.at(0) & 0x0f)),
                v4(session, NETMASK),
                v4(session, GATEWAY),
                vlan.filter(bytes -> bytes.has(1, VLAN_ENABLED))
                        .map(bytes -> OptionalLong.of(bytes.word(0) & VLAN_ID))
                        .orElse(OptionalLong.empty()));
    }

    static Optional<String> macAddress(Session session) throws ProviderException, InterruptedException {
        return get(session, MAC, 6)
                .map(mac -> String.format(
                        Locale.ROOT,
                        "%02x:%02x:%02x:%02x:%02x:%02x",
                        mac.at(0),
                        mac.at(1),
                        mac.at(2),
                        mac.at(3),
                        mac.at(4),
                        mac.at(5)))
                .filter(address -> !address.equals("00:00:00:00:00:00"));
    }

    private static Optional<String> v4(Session session, int parameter) throws ProviderException, InterruptedException {
        return get(session, parameter, 4)
                .map(bytes -> bytes.at(0) + "." + bytes.at(1) + "." + bytes.at(2) + "." + bytes.at(3))
                .filter(address -> !address.equals("0.0.0.0"));
    }

    private static String source(int code) {
        return switch (code) {
            case 1 -> "static";
            case 2 -> "dhcp";
            case 3 -> "bios";
            default -> "other";
        };
    }

    /** Empty where the controller does not tell, or not to this user. */
    private static Optional<Bytes> get(Session session, int parameter, int length)
            throws ProviderException, InterruptedException {
        Message.Response response = session.answer(NetworkFunction.TRANSPORT, 0, GET, THIS_CHANNEL, parameter, 0, 0);
        Bytes data = response.data();
        // the first byte is the parameter's revision
        return response.code() == 0 && data.size() >= length + 1
                ? Optional.of(data.part(1, length + 1))
                : Optional.empty();
    }
}

package coop.plenum.baremetal.ipmi;

import coop.plenum.api.provider.ProviderException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the controller says of itself. */
record DeviceInfo(String firmware, String ipmiVersion, Optional<String> manufacturer) {
    private static final int GET_DEVICE_ID = 0x01;
    private static final int GET_SYSTEM_GUID = 0x37;
    private static final int GET_LAN_PARAMETER = 0x02;
    private static final int PARAMETER_MAC = 5;
    /** The channel that this message came over. */
    private static final int THIS_CHANNEL = 0x0e;

    /** A few makers by their IANA enterprise number; what stands in the FRU counts more. */
    private static final Map<Integer, String> MAKERS = Map.of(
            2, "IBM",
            11, "HP",
            343, "Intel",
            674, "Dell",
            10368, "Fujitsu",
            10876, "Supermicro",
            15370, "Gigabyte",
            19046, "Lenovo",
            47196, "HPE");

    static DeviceInfo read(Session session) throws ProviderException, InterruptedException {
        Bytes data = session.call("Get Device ID", NetworkFunction.APPLICATION, GET_DEVICE_ID);
        if (data.size() < 9) {
            throw new ProviderException(
                    ProviderException.Category.INTERNAL, "protocol-error", "The answer to Get Device ID is too short.");
        }
        int maker = data.word(6) | (data.at(8) & 0x0f) << 16;
        return new DeviceInfo(
                String.format(Locale.ROOT, "%d.%02x", data.at(2) & 0x7f, data.at(3)),
                (data.at(4) & 0x0f) + "." + (data.at(4) >> 4),
                Optional.ofNullable(MAKERS.get(maker)));
    }

    /** The machine's UUID, where the controller knows it. */
    static Optional<String> systemGuid(Session session) throws ProviderException, InterruptedException {
        Message.Response response = session.answer(NetworkFunction.APPLICATION, 0, GET_SYSTEM_GUID);
        return response.code() == 0 && response.data().size() >= 16
                ? Guid.text(response.data().part(0, 16).toArray())
                : Optional.empty();
    }

    /** The controller's own MAC address; needs the level OPERATOR on most controllers. */
    static Optional<String> macAddress(Session session) throws ProviderException, InterruptedException {
        Message.Response response =
                session.answer(NetworkFunction.TRANSPORT, 0, GET_LAN_PARAMETER, THIS_CHANNEL, PARAMETER_MAC, 0, 0);
        Bytes data = response.data();
        if (response.code() != 0 || data.size() < 7) {
            return Optional.empty();
        }
        String mac = String.format(
                Locale.ROOT,
                "%02x:%02x:%02x:%02x:%02x:%02x",
                data.at(1),
                data.at(2),
                data.at(3),
                data.at(4),
                data.at(5),
                data.at(6));
        return Optional.of(mac).filter(address -> !address.equals("00:00:00:00:00:00"));
    }
}

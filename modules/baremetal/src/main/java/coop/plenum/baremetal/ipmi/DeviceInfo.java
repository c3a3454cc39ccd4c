package coop.plenum.baremetal.ipmi;

import coop.plenum.api.provider.ProviderException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the controller says of itself. */
record DeviceInfo(String firmware, String ipmiVersion, Optional<String> manufacturer) {
    private static final int GET_DEVICE_ID = 0x01;
    private static final int GET_SYSTEM_GUID = 0x37;

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
}

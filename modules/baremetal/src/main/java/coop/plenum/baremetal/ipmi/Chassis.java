package coop.plenum.baremetal.ipmi;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.BootDevice;
import coop.plenum.baremetal.bmc.BootOverride;
import coop.plenum.baremetal.bmc.Health;
import coop.plenum.baremetal.bmc.PowerCommand;
import coop.plenum.baremetal.bmc.PowerState;
import java.util.Map;
import java.util.Optional;

/** The chassis commands: power, boot device, identify. */
final class Chassis {
    private static final int GET_STATUS = 0x01;
    private static final int CONTROL = 0x02;
    private static final int IDENTIFY = 0x04;
    private static final int SET_BOOT_OPTIONS = 0x08;
    private static final int GET_BOOT_OPTIONS = 0x09;

    private static final int OPTION_IN_PROGRESS = 0;
    private static final int OPTION_KEEP = 3;
    private static final int OPTION_ACKNOWLEDGE = 4;
    private static final int OPTION_FLAGS = 5;
    private static final int VALID = 0x80;
    private static final int PERSISTENT = 0x40;
    private static final int UEFI = 0x20;

    private static final Map<PowerCommand, Integer> CONTROLS = Map.of(
            PowerCommand.OFF, 0,
            PowerCommand.ON, 1,
            PowerCommand.CYCLE, 2,
            PowerCommand.RESET, 3,
            PowerCommand.NMI, 4,
            PowerCommand.SOFT_OFF, 5);

    private static final Map<BootDevice, Integer> DEVICES = Map.of(
            BootDevice.NONE, 0,
            BootDevice.PXE, 1,
            BootDevice.DISK, 2,
            BootDevice.CDROM, 5,
            BootDevice.BIOS, 6);

    private Chassis() {}

    /** @param indicator empty where the controller does not tell */
    record Status(PowerState power, Health health, Optional<Boolean> indicator) {}

    static Status status(Session session) throws ProviderException, InterruptedException {
        Bytes data = session.call("Get Chassis Status", NetworkFunction.CHASSIS, GET_STATUS);
        if (data.size() < 3) {
            return new Status(PowerState.UNKNOWN, Health.UNKNOWN, Optional.empty());
        }
        // overload, power fault, power control fault; drive fault, cooling fault
        boolean faulty = data.has(0, 0x1a) || data.has(2, 0x0c);
        Optional<Boolean> indicator = data.has(2, 0x40) ? Optional.of(data.has(2, 0x30)) : Optional.empty();
        return new Status(
                data.has(0, 1) ? PowerState.ON : PowerState.OFF, faulty ? Health.CRITICAL : Health.OK, indicator);
    }

    /** Repeating a command whose answer was lost does no harm: each ends in the same state. */
    static void control(Session session, PowerCommand command) throws ProviderException, InterruptedException {
        session.call("Chassis Control " + command, NetworkFunction.CHASSIS, CONTROL, CONTROLS.getOrDefault(command, 0));
    }

    static void identify(Session session, int seconds) throws ProviderException, InterruptedException {
        session.call("Chassis Identify", NetworkFunction.CHASSIS, IDENTIFY, seconds);
    }

    /** Empty when the controller does not tell, or not to this user. */
    static Optional<BootOverride> boot(Session session) throws ProviderException, InterruptedException {
        Bytes data = session.answer(NetworkFunction.CHASSIS, 0, GET_BOOT_OPTIONS, OPTION_FLAGS, 0, 0)
                .data();
        if (data.size() < 4) {
            return Optional.empty();
        }
        if (!data.has(2, VALID)) {
            return Optional.of(BootOverride.NONE);
        }
        int code = (data.at(3) & 0x3c) >> 2;
        BootDevice device = DEVICES.entrySet().stream()
                .filter(entry -> entry.getValue() == code)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(BootDevice.NONE);
        return Optional.of(new BootOverride(device, data.has(2, PERSISTENT), data.has(2, UEFI)));
    }

    static void boot(Session session, BootOverride override) throws ProviderException, InterruptedException {
        // what comes before the flags helps where it is known and is no loss where it is not: a controller would
        // forget the flags after 60 s without a power command, and a firmware skip them without an acknowledgement
        session.answer(NetworkFunction.CHASSIS, 0, SET_BOOT_OPTIONS, OPTION_IN_PROGRESS, 1);
        session.answer(NetworkFunction.CHASSIS, 0, SET_BOOT_OPTIONS, OPTION_KEEP, 0x08);
        session.answer(NetworkFunction.CHASSIS, 0, SET_BOOT_OPTIONS, OPTION_ACKNOWLEDGE, 1, 1);
        int flags = override.device() == BootDevice.NONE
                ? 0
                : VALID | (override.persistent() ? PERSISTENT : 0) | (override.uefi() ? UEFI : 0);
        Integer device = DEVICES.get(override.device());
        if (device == null) {
            throw new ProviderException(
                    Category.UNSUPPORTED,
                    "boot-device-unsupported",
                    "IPMI cannot boot from " + override.device() + ".");
        }
        try {
            session.call(
                    "Set System Boot Options",
                    NetworkFunction.CHASSIS,
                    SET_BOOT_OPTIONS,
                    OPTION_FLAGS,
                    flags,
                    device << 2,
                    0,
                    0,
                    0);
        } finally {
            session.answer(NetworkFunction.CHASSIS, 0, SET_BOOT_OPTIONS, OPTION_IN_PROGRESS, 0);
        }
    }
}

package coop.plenum.baremetal;

import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Actions.Action;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What can be done with a machine. */
final class ActionCatalog {
    static final String START = "start";
    static final String STOP = "stop";
    static final String FORCE_STOP = "force-stop";
    static final String REBOOT = "reboot";
    static final String FORCE_REBOOT = "force-reboot";
    static final String POWER_CYCLE = "power-cycle";
    static final String SET_BOOT_DEVICE = "set-boot-device";
    static final String IDENTIFY = "identify";
    static final String READ_SENSORS = "read-sensors";
    static final String READ_EVENT_LOG = "read-event-log";

    static final String CLEAR_EVENT_LOG = "clear-event-log";
    static final String SEND_NMI = "send-nmi";

    private static final Set<String> NEED_POWER = Set.of(STOP, REBOOT, FORCE_REBOOT, POWER_CYCLE, SEND_NMI);
    /** What is left of a retired machine: to find it, look at it and take charge of it again. */
    private static final Set<String> OF_RETIRED = Set.of(IDENTIFY, READ_SENSORS, READ_EVENT_LOG);

    private static final List<Action> OWN = List.of(
            simple(START, "Start", "Switches the machine on.", false),
            simple(STOP, "Stop", "Asks the operating system to shut down and waits until the machine is off.", true),
            simple(FORCE_STOP, "Force stop", "Cuts the power at once, whatever the operating system does.", true),
            simple(
                    REBOOT,
                    "Reboot",
                    "Asks the operating system to shut down, waits until the machine is off, and switches it on again.",
                    true),
            simple(
                    FORCE_REBOOT,
                    "Force reboot",
                    "Resets the machine at once, whatever the operating system does. Its power is not cut.",
                    true),
            simple(POWER_CYCLE, "Power cycle", "Cuts the power at once and switches it on again.", true),
            new Action(
                    SET_BOOT_DEVICE,
                    "Set boot device",
                    "Overrides the firmware's boot order.",
                    List.of(
                            Field.of("device", FieldType.ENUM, "Device")
                                    .options("none", "pxe", "disk", "cdrom", "bios")
                                    .flags(Flag.REQUIRED),
                            Field.of("persistent", FieldType.BOOLEAN, "For every boot")
                                    .help("Else for the next boot only."),
                            Field.of("uefi", FieldType.BOOLEAN, "UEFI").help("Yes unless said otherwise.")),
                    false),
            new Action(
                    IDENTIFY,
                    "Identify",
                    "Lights the identify light.",
                    List.of(Field.of("seconds", FieldType.INTEGER, "Seconds")
                            .flags(Flag.REQUIRED)
                            .help("0 to 255; 0 puts it out.")),
                    false),
            simple(READ_SENSORS, "Read sensors", "Writes the present readings into the operation's log.", false),
            simple(READ_EVENT_LOG, "Read event log", "Writes the newest events into the operation's log.", false),
            simple(
                    CLEAR_EVENT_LOG,
                    "Clear event log",
                    "Writes the newest events into the operation's log, then empties the event log for good.",
                    true),
            new Action(
                    SEND_NMI,
                    "Send NMI",
                    "Interrupts an operating system that hangs, so that it writes a dump.",
                    List.of(Field.of("mayCrash", FieldType.BOOLEAN, "It may crash")
                            .flags(Flag.REQUIRED)
                            .help("Most systems stop or restart at that, and lose what is not saved.")),
                    true));

    static final List<Action> ALL = Stream.concat(
                    OWN.stream(), Arrays.stream(Transition.values()).map(Transition::action))
            .toList();

    private ActionCatalog() {}

    static boolean needsPower(String action) {
        return NEED_POWER.contains(action);
    }

    static boolean ofRetired(String action) {
        return OF_RETIRED.contains(action);
    }

    private static Action simple(String name, String title, String description, boolean disruptive) {
        return new Action(name, title, description, List.of(), disruptive);
    }
}

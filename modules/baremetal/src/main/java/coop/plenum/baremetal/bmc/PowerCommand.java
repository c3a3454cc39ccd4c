package coop.plenum.baremetal.bmc;

/** What can be done to a machine's power. */
public enum PowerCommand {
    ON,
    /** At once, whatever the operating system does. */
    OFF,
    /** Off, then on again. */
    CYCLE,
    /** Restart without losing power. */
    RESET,
    /** Ask the operating system to shut down (ACPI). */
    SOFT_OFF,
    /** Interrupt the operating system where it cannot look away, so that it writes a dump (NMI). */
    NMI
}

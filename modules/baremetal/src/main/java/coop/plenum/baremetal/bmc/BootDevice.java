package coop.plenum.baremetal.bmc;

/** What a machine is told to boot from; {@link #NONE} leaves it to the firmware's own order. */
public enum BootDevice {
    NONE,
    PXE,
    DISK,
    CDROM,
    BIOS
}

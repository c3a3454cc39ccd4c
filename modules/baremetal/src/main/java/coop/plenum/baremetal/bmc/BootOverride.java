package coop.plenum.baremetal.bmc;

/**
 * What overrides the firmware's boot order.
 *
 * @param persistent for every boot; else for the next one only
 * @param uefi boot in UEFI mode; else in legacy mode
 */
public record BootOverride(BootDevice device, boolean persistent, boolean uefi) {
    public static final BootOverride NONE = new BootOverride(BootDevice.NONE, false, false);
}

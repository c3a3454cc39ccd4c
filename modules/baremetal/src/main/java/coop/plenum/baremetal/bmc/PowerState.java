package coop.plenum.baremetal.bmc;

/** Whether a machine has power. */
public enum PowerState {
    ON,
    OFF,
    POWERING_ON,
    POWERING_OFF,
    UNKNOWN
}

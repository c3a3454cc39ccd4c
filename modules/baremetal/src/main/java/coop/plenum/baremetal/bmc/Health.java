package coop.plenum.baremetal.bmc;

/** How something is, worst last but for what cannot be told. */
public enum Health {
    UNKNOWN,
    OK,
    WARNING,
    CRITICAL;

    public Health worse(Health other) {
        return compareTo(other) >= 0 ? this : other;
    }
}

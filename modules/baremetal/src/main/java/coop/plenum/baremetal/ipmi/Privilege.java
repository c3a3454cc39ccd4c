package coop.plenum.baremetal.ipmi;

/** Levels of what a session may do. Administrator is never asked for: nothing here needs it. */
enum Privilege {
    /** Reads. */
    USER(2),
    /** Also power and boot device. */
    OPERATOR(3);

    final int code;

    Privilege(int code) {
        this.code = code;
    }
}

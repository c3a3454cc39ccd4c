package coop.plenum.baremetal;

import coop.plenum.api.Values;
import java.util.Optional;

/** What stage of its life a machine is in. A stage is the organisation's word; no controller knows it. */
enum Lifecycle {
    /** It was found, and nobody has taken charge of it. */
    UNKNOWN(""),
    /** Somebody has taken charge of it. */
    ENROLLED("enrolled"),
    /** All that it is made of has been read and recorded. */
    INSPECTED("inspected"),
    /** It may be taken into use. */
    AVAILABLE("available"),
    IN_USE("in-use"),
    /** It is out of service for good; only looking at it is left. */
    RETIRED("retired");

    final String word;

    Lifecycle(String word) {
        this.word = word;
    }

    static Lifecycle of(Values known) {
        Optional<String> word = known.text("lifecycle");
        for (Lifecycle stage : values()) {
            if (word.equals(Optional.of(stage.word))) {
                return stage;
            }
        }
        return UNKNOWN;
    }

    @Override
    public String toString() {
        return this == UNKNOWN ? "not enrolled" : word;
    }
}

package coop.plenum.core.operation;

import java.time.Duration;

/** When something is looked at again. */
interface Timers {
    /** Something is due. */
    void checkNow();

    /** Something will be due then. */
    void checkIn(Duration delay);

    void in(Duration delay, Runnable action);
}

package coop.plenum.baremetal.ipmi;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;

/** Clears the system event log (SEL): reserves it, has it erased, and waits until it is. */
final class EventLogEraser {
    private static final int RESERVE = 0x42;
    private static final int CLEAR = 0x47;
    private static final int INITIATE = 0xaa;
    private static final int STATUS = 0x00;
    private static final int ERASED = 1;

    private static final int TRIES = 40;
    private static final long PAUSE_MILLIS = 250;

    private EventLogEraser() {}

    static void clear(Session session) throws ProviderException, InterruptedException {
        Bytes reserved = session.call("Reserve SEL", NetworkFunction.STORAGE, RESERVE);
        int reservation = reserved.size() >= 2 ? reserved.word(0) : 0;
        int step = INITIATE;
        for (int i = 0; i < TRIES; i++) {
            Bytes progress = session.call(
                    "Clear SEL",
                    NetworkFunction.STORAGE,
                    CLEAR,
                    reservation & 0xff,
                    reservation >> 8,
                    'C',
                    'L',
                    'R',
                    step);
            if (progress.size() > 0 && (progress.at(0) & 0x0f) == ERASED) {
                return;
            }
            step = STATUS;
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new ProviderException(
                Category.TRANSIENT,
                "controller-busy",
                "The controller is still erasing its event log. Look again later.");
    }
}

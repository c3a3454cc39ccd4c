package coop.plenum.itest.console;

import java.time.Duration;

/**
 * How long somebody takes for what they do. That of people is the keystroke-level model's (Card, Moran, Newell: The
 * Keystroke-Level Model for User Performance Time with Interactive Systems, 1980).
 */
enum Pace {
    MACHINE(Duration.ZERO, Duration.ZERO, Duration.ZERO),
    PEOPLE(Duration.ofMillis(1_350), Duration.ofMillis(1_100), Duration.ofMillis(200));

    private final Duration think;
    private final Duration point;
    private final Duration key;

    Pace(Duration think, Duration point, Duration key) {
        this.think = think;
        this.point = point;
        this.key = key;
    }

    void beforeClick() {
        pass(think.plus(point));
    }

    /** Goes to a field and writes into it. */
    void beforeTyping(String text) {
        pass(think.plus(point).plus(key.multipliedBy(text.length())));
    }

    private static void pass(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

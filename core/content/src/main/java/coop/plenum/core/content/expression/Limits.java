package coop.plenum.core.content.expression;

/** How much an evaluation may cost. */
final class Limits {
    /** Rounds of all macros of one evaluation together, and numbers in a range. */
    static final int ITERATIONS = 2_000;
    /** Of one value: its characters, elements and members. */
    static final int WEIGHT = 262_144;
    /** The weights of all values that come up in the course of an evaluation. */
    static final long EFFORT = 4_000_000;
    /** Levels of lists and maps in a value. */
    static final int DEPTH = 50;

    private Limits() {}
}

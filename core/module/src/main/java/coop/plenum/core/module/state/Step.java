package coop.plenum.core.module.state;

/** How far a change has come; each step is on disk before the next one begins. */
public enum Step {
    PLANNED,
    /** The jars are in the store. */
    FETCHED,
    /** Their signatures hold. */
    VERIFIED,
    /** The bundles are in the framework and wired, or out of it. */
    RESOLVED,
    /** The content types are there. */
    MIGRATED,
    STARTED,
    HEALTHY
}

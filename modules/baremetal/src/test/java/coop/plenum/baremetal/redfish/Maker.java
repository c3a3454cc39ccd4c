package coop.plenum.baremetal.redfish;

/** Whose ways the fake service has. */
public enum Maker {
    /** By the book, with sensors as a collection. */
    STANDARD,
    /** Event log at the manager, newest first; no boot mode in an override; a light that only blinks. */
    IDRAC,
    /** No power cycle, shut-down by the power button, 400 for a refused log-in, absolute links with its own name. */
    ILO,
    /** Allowed values in a description of their own, changes only with If-Match, boot overrides only whole. */
    SUPERMICRO
}

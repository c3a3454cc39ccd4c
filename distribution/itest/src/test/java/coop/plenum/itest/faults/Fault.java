package coop.plenum.itest.faults;

/** What a line, or something on it, does to a request. */
enum Fault {
    /** Nothing. */
    NONE,
    /** The connection is reset before the request has got anywhere. */
    RESET_BEFORE,
    /** The request takes effect, and the connection is reset before there is an answer. */
    RESET_AFTER,
    /** The request takes effect, and the answer ends in the middle of its body. */
    CUT,
    /** The request takes effect, and its answer trickles for longer than anybody waits. */
    SLOW,
    /** The request takes effect, and there is silence. */
    SILENCE,
    /** The answer comes twice in one go. */
    TWICE,
    /** The answer comes once more when the next request on the connection is in, ahead of that one's own. */
    STALE,
    /** Refused: too often. */
    BUSY,
    /** Refused: the service is down. */
    DOWN,
    /** The request takes effect, and a gateway says that it did not wait for the answer. */
    GATEWAY
}

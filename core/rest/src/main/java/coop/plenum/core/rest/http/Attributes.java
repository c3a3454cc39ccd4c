package coop.plenum.core.rest.http;

/** Names of request attributes, which resources see as request properties. */
public final class Attributes {
    /** The {@link coop.plenum.api.access.Caller}; absent where nobody need sign in. */
    public static final String CALLER = "plenum.caller";
    /** The {@link coop.plenum.api.access.Authentication.SignedIn} behind the caller. */
    public static final String SIGNED_IN = "plenum.signed-in";
    /** The correlation id. */
    public static final String CORRELATION = "plenum.correlation";
    /** The exception that became a problem, so that a unit of work around the request rolls back with it. */
    public static final String FAILURE = "plenum.failure";
    /** Present while the request runs in a unit of work that will be rolled back. */
    public static final String ROLLED_BACK = "plenum.rolled-back";
    /** Set by a resource whose answer must not be kept for a replay, because it shows a secret. */
    public static final String NOT_REPLAYABLE = "plenum.not-replayable";

    private Attributes() {}
}

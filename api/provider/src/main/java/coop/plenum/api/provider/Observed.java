package coop.plenum.api.provider;

/** What looking at a resource gave. */
public sealed interface Observed {
    /** The remote system says it does not exist. */
    record Absent() implements Observed {}

    record Present(ResourceState state) implements Observed {}

    /** It could not be told; the state in Plenum stays as it is. */
    record Unknown(ProviderException reason) implements Observed {}
}

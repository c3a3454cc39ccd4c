package coop.plenum.api.provider;

/**
 * How much a change takes of a quota of the remote system.
 *
 * @param quota the same for all changes on a connection that draw on the same quota, and for no other
 * @param what it is a quota of, in words that go with a number: {@code virtual CPUs of the project demo}
 * @param left what nobody has taken yet
 * @param needed what the change takes
 */
public record QuotaNeed(String quota, String what, long left, long needed) {}

package coop.plenum.core.content.expression;

/** A function was called with something it cannot work with; the message says so to the author of the expression. */
final class InvalidArgument extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidArgument(String message) {
        super(message);
    }
}

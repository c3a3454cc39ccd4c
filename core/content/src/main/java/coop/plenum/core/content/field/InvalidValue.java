package coop.plenum.core.content.field;

/** A value that its field cannot take. The message says what would be right. */
public final class InvalidValue extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    public InvalidValue(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public InvalidValue(String message) {
        this("invalid-value", message);
    }

    /** Stable, for {@code PlenumException.Violation}. */
    public String code() {
        return code;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}

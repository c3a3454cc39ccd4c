package coop.plenum.core.rest.json;

import com.fasterxml.jackson.core.io.SerializedString;
import coop.plenum.api.content.State;
import java.time.Instant;
import java.util.UUID;

/**
 * A text of letters, digits, {@code -}, {@code .} and {@code :}, which is the same in JSON and in UTF-8. A third of a list are such
 * texts, and they are copied as they are, instead of looking at each character. Only what cannot have others is made one.
 */
final class Ascii extends SerializedString {
    private static final long serialVersionUID = 1;

    private Ascii(String text) {
        super(text);
    }

    static Ascii of(UUID id) {
        return new Ascii(id.toString());
    }

    static Ascii of(Instant time) {
        return new Ascii(Times.text(time));
    }

    static Ascii of(State state) {
        return new Ascii(KebabEnums.name(state));
    }

    @Override
    @SuppressWarnings("deprecation") // what makes it unfit for other texts is what is wanted of this one
    public int appendQuotedUTF8(byte[] buffer, int offset) {
        int length = _value.length();
        if (length > buffer.length - offset) {
            return -1;
        }
        _value.getBytes(0, length, buffer, offset);
        return length;
    }
}

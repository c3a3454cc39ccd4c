package coop.plenum.core.rest.json;

import com.fasterxml.jackson.core.io.SerializedString;
import java.time.Instant;
import java.util.UUID;

/**
 * A text of letters, digits, {@code -}, {@code .}, {@code _} and {@code :}, which is the same in JSON and in UTF-8. Half of a list
 * are such texts, and they are copied as they are, instead of looking at each character.
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

    /** Of a content type. */
    static Ascii ofName(String name) {
        return new Ascii(name);
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

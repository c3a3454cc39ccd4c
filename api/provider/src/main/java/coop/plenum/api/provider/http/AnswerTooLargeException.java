package coop.plenum.api.provider.http;

import java.io.IOException;

/** An answer had more bytes than {@link BoundedBody} was to take in. */
public final class AnswerTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    AnswerTooLargeException(int largest) {
        super("an answer of more than " + largest + " bytes");
    }
}

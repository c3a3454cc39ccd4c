package coop.plenum.core.access;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coop.plenum.api.PlenumException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts coded errors. */
final class Codes {
    private Codes() {}

    static PlenumException refused(String code, ThrowingCallable call) {
        PlenumException[] caught = new PlenumException[1];
        assertThatExceptionOfType(PlenumException.class).isThrownBy(call).satisfies(e -> {
            caught[0] = e;
            org.assertj.core.api.Assertions.assertThat(e.code())
                    .as(e.getMessage())
                    .isEqualTo(code);
        });
        return caught[0];
    }
}

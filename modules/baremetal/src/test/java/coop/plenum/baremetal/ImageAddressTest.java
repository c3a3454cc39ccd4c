package coop.plenum.baremetal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://h/x.iso", "http://10.0.0.1:8080/a%20b.iso", "nfs://h/export/x.img", "tftp://h/x"})
    void addressesThatControllersFetchFromAreTaken(String text) throws Exception {
        assertThat(ImageAddress.of(Values.of("image", text))).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x.iso", "file:///etc/passwd", "https:///x", "javascript:1", "https://h/ x", "gopher://h/x"})
    void otherTextsAreRefused(String text) {
        assertThat(catchThrowableOfType(ProviderException.class, () -> ImageAddress.of(Values.of("image", text)))
                        .code())
                .isEqualTo("invalid-image");
    }

    @Test
    void aPasswordInAnAddressIsRefusedAndNotRepeated() {
        ProviderException refused = catchThrowableOfType(
                ProviderException.class, () -> ImageAddress.of(Values.of("image", "https://bob:s3cret@h/x.iso")));
        assertThat(refused.getMessage()).contains("no user name or password").doesNotContain("s3cret");
    }
}

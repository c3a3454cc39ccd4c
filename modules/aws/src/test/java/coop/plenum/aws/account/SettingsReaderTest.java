package coop.plenum.aws.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection form is read, or says which field is wrong. */
class SettingsReaderTest {
    private static final Values GOOD = Values.builder()
            .put("regions", List.of("eu-central-1", "us-gov-west-1", "eu-central-1"))
            .put("accessKeyId", " AKIAEXAMPLE ")
            .build();

    private static void assertWrong(String field, Object value) {
        assertThatThrownBy(() -> SettingsReader.read(GOOD.merge(Values.of(field, value))))
                .as(field + " " + value)
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.category()).isEqualTo(Category.USER);
                    assertThat(e.field()).contains(field);
                });
    }

    @Test
    void aRegionCountsOnceAndBlanksAreForgiven() throws Exception {
        Settings settings = SettingsReader.read(GOOD);
        assertThat(settings.regions()).containsExactly("eu-central-1", "us-gov-west-1");
        assertThat(settings.accessKeyId()).isEqualTo("AKIAEXAMPLE");
        assertThat(settings.isTemporary()).isFalse();
        assertThat(settings.role()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"frankfurt", "eu-central", "eu-central-1a", "", "eu-central-1/../x"})
    void whatIsNoRegionIsNamed(String region) {
        assertWrong("regions", List.of(region));
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, ftp://aws.example",
        "endpoint, https://user:password@aws.example",
        "endpoint, not an address",
        "roleArn, arn:aws:iam::123456789012:user/plenum",
        "roleArn, plenum",
        "externalId, without-a-role",
        "authorities, no certificate",
        "timeout, PT0S",
        "timeout, PT1H",
        "timeout, soon",
        "accessKeyId, AKIA EXAMPLE"
    })
    void whatIsWrongIsSaidOfItsField(String field, String value) {
        assertWrong(field, value);
    }

    @Test
    void fingerprintsAreTakenAsPeopleCopyThem() throws Exception {
        String digits = "AB".repeat(32);
        String colons = String.join(":", Collections.nCopies(32, "ab"));
        assertThat(SettingsReader.read(GOOD.merge(Values.of("certificateFingerprints", List.of(digits, colons))))
                        .fingerprints())
                .containsExactly("ab".repeat(32));
        assertWrong("certificateFingerprints", List.of("ab:cd"));
    }
}

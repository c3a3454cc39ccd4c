package coop.plenum.baremetal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Values LEAST = Values.of(Map.of("addresses", List.of("bmc"), "username", "op"));

    @Test
    void whatIsNotSaidHasADefault() throws Exception {
        Settings settings = Settings.parse(LEAST);
        assertThat(settings.protocol()).isEqualTo(Settings.Protocol.AUTO);
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.fingerprints()).isEmpty();
    }

    @Test
    void fingerprintsAreTakenAsToolsPrintThem() throws Exception {
        Settings settings = Settings.parse(LEAST.merge(
                Values.of(Map.of("tlsTrust", "pinned", "certificateFingerprints", List.of("AB:".repeat(31) + "CD")))));
        assertThat(settings.fingerprints()).containsExactly("ab".repeat(31) + "cd");
    }

    @Test
    void fingerprintsCountOnlyWhenTrustIsPinned() throws Exception {
        Settings settings = Settings.parse(LEAST.merge(Values.of("certificateFingerprints", List.of("ab".repeat(32)))));
        assertThat(settings.fingerprints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"protocol,telnet", "username,''", "timeout,soon", "timeout,PT0S", "timeout,PT5M", "tlsTrust,pinned"})
    void nonsenseIsAUserFailureOfItsField(String field, String value) {
        assertThatThrownBy(() -> Settings.parse(LEAST.merge(Values.of(field, value))))
                .isInstanceOfSatisfying(ProviderException.class, failure -> {
                    assertThat(failure.category()).isEqualTo(ProviderException.Category.USER);
                    assertThat(failure.field()).contains(field.equals("tlsTrust") ? "certificateFingerprints" : field);
                });
    }
}

package coop.plenum.console.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingTest {
    private static final Set<Encoding> ALL = EnumSet.allOf(Encoding.class);

    @ParameterizedTest(name = "\"{0}\" gets {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none | IDENTITY",
                "'' | IDENTITY",
                "gzip, deflate, br, zstd | BROTLI",
                "gzip | GZIP",
                "x-gzip | GZIP",
                "GZIP | GZIP",
                "br;q=0.5, gzip;q=0.8 | GZIP",
                "br; q=1.0, gzip; q=0.5 | BROTLI",
                "br;q=0 | IDENTITY",
                "br;q=0, * | GZIP",
                "* | BROTLI",
                "*;q=0 | IDENTITY",
                "identity;q=0, gzip;q=0.1 | GZIP",
                "identity, br;q=0.2 | IDENTITY",
                "identity;q=0 | IDENTITY",
                "zstd | IDENTITY",
                "br;q=high | IDENTITY",
                "br;q=7, gzip | GZIP",
                "gzip;q=0.001 | GZIP",
            })
    void theWeightsOfTheClientDecide(@Nullable String accepted, Encoding expected) {
        assertThat(Encoding.choose(accepted, ALL)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "\"{0}\" gets {1}")
    @CsvSource(
            delimiter = '|',
            value = {"br, gzip | GZIP", "br | IDENTITY", "*;q=0.5 | GZIP"})
    void onlyWhatIsThereIsChosen(String accepted, Encoding expected) {
        assertThat(Encoding.choose(accepted, EnumSet.of(Encoding.GZIP, Encoding.IDENTITY)))
                .isEqualTo(expected);
    }
}

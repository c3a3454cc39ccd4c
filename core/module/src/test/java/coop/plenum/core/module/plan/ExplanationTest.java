package coop.plenum.core.module.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.VersionRange;

class ExplanationTest {
    @ParameterizedTest
    @ValueSource(strings = {"[1.0.0,2.0.0)", "(1.0.0,2.0.0]", "[1.2.3,1.2.3]"})
    void aRangeIsShownAsItWasWritten(String range) {
        assertThat(Explanation.range("(&(p=x)" + new VersionRange(range).toFilterString("version") + ")"))
                .isEqualTo(" version " + range);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(p=x)", "(&(p=x)(other=1.0))"})
    void noRangeIsNotShown(String filter) {
        assertThat(Explanation.range(filter)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(&(p=x)(version>=1.5.0))"})
    void anOpenRangeIsShownByItsFloor(String filter) {
        assertThat(Explanation.range(filter)).isEqualTo(" version 1.5.0");
    }
}

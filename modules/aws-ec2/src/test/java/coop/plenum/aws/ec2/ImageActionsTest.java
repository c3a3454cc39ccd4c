package coop.plenum.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ImageActionsTest {
    private static final Instant NOW = Instant.parse("2026-11-27T03:52:30.123Z");

    @Test
    void anImageWithoutANameIsCalledAsItsInstanceWithTheTime() {
        assertThat(ImageActions.nameAt("web", NOW)).isEqualTo("web 2026-11-27 03.52.30");
    }

    @Test
    void whatAwsTakesInNoNameIsReplacedAndWhatIsTooLongIsCut() {
        assertThat(ImageActions.nameAt("café: a&b", NOW)).isEqualTo("caf-- a-b 2026-11-27 03.52.30");
        assertThat(ImageActions.nameAt("x".repeat(300), NOW)).hasSize(128).endsWith("x 2026-11-27 03.52.30");
    }
}

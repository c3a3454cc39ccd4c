package coop.plenum.aws.route53;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names are as people write them. */
class NamesTest {
    @Test
    void theDotAtTheEndIsLeftOutAndWhatIsNoLetterIsShown() {
        assertThat(Route53.name("\\052.example.com.")).isEqualTo("*.example.com");
        assertThat(Route53.name("example.com")).isEqualTo("example.com");
        assertThat(Route53.name("a\\bc.")).isEqualTo("a\\bc");
        assertThat(Route53.name(".")).isEqualTo(".");
    }

    @Test
    void anIdIsWithoutThePathBeforeIt() {
        assertThat(Route53.id("/hostedzone/Z1")).isEqualTo("Z1");
        assertThat(Route53.id("Z1")).isEqualTo("Z1");
    }

    @Test
    void theIdOfARecordSurvivesBeingWritten() {
        RecordId id = new RecordId("Z1", "*.example.com", "A", "one/two");
        assertThat(RecordId.parse(id.text())).contains(id);
        assertThat(RecordId.parse("no-such-resource")).isEmpty();
    }
}

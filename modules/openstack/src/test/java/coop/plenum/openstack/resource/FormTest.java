package coop.plenum.openstack.resource;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values on both sides. */
class FormTest {
    @Test
    void referencesComeBackAsTheyWent() {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            String id = random.nextBoolean() ? UUID.randomUUID().toString() : "a:b:" + random.nextInt();
            assertThat(Form.id(Form.reference(Types.NETWORK, id))).isEqualTo(id);
        }
        assertThat(Form.id("plain")).isEqualTo("plain");
    }

    @Test
    void referencesAreInOneOrderWhateverTheCloudSays() {
        assertThat(Form.REFERENCES.here(List.of("b", "a"), "t").orElseThrow())
                .isEqualTo(Form.REFERENCES.here(List.of("a", "b"), "t").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T08:22:20Z, 2026-11-26T08:22:20Z",
        "2026-11-26T08:22:20.000000, 2026-11-26T08:22:20Z",
        "2026-11-26T10:22:20+02:00, 2026-11-26T08:22:20Z"
    })
    void timesAreInstantsWithOrWithoutAZone(String there, String here) {
        assertThat(Form.TIME.here(there, "")).contains(here);
    }

    @Test
    void whatIsEmptyThereIsAbsentHere() {
        for (Form form : Form.values()) {
            assertThat(form.here(null, "t")).as(form.name()).isEmpty();
            assertThat(form.here("", "t")).as(form.name()).isEmpty();
        }
        assertThat(Form.LIST.here(List.of(), "")).isEmpty();
        assertThat(Form.JSON.here(List.of(), "")).isEmpty();
        assertThat(Form.TIME.here("yesterday", "")).isEmpty();
        assertThat(Form.NUMBER.here("many", "")).isEmpty();
    }

    @Test
    void marksAreNotShown() {
        Mark mark = Mark.of("key", new UUID(0, 1));
        assertThat(Form.LABELS.here(mark.metadata(), "")).isEmpty();
        assertThat(Form.LABELS.here(Map.of("a", "b", Mark.KEY, "x"), "")).contains(Map.of("a", "b"));
    }

    @Test
    void aMarkIsTheSameForTheSameKeyAndShortEnoughForATag() {
        String key = UUID.randomUUID() + ":apply";
        Mark mark = Mark.of(key, UUID.randomUUID());
        assertThat(Mark.of(key, UUID.randomUUID()).key()).isEqualTo(mark.key());
        assertThat(mark.tags()).allMatch(tag -> tag.length() <= 60);
        assertThat(mark.isOn(Values.of("metadata", mark.metadata()))).isTrue();
        assertThat(mark.isOn(Values.of("tags", mark.tags()))).isTrue();
        assertThat(Mark.of("another", UUID.randomUUID()).isOn(Values.of("tags", mark.tags())))
                .isFalse();
    }
}

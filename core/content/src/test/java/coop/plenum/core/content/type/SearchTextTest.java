package coop.plenum.core.content.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.core.content.World;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTextTest {
    private static final TypeTable TABLE = new TypeTable(World.type(
            "test.thing",
            Field.of("host", FieldType.STRING, "Host").flags(Flag.SEARCHABLE),
            Field.of("roles", FieldType.STRING, "Roles").flags(Flag.SEARCHABLE, Flag.MULTIPLE),
            Field.of("plain", FieldType.STRING, "Plain"),
            Field.of("pin", FieldType.STRING, "PIN").flags(Flag.SEARCHABLE, Flag.SENSITIVE)));

    private static String of(String title) {
        return SearchText.of(TABLE, title, Values.empty());
    }

    @Test
    void titleAndSearchableFieldsAreInItAndSensitiveOnesNever() {
        Values values = Values.builder()
                .put("host", "Alpha")
                .put("roles", List.of("web", "db"))
                .put("plain", "hidden")
                .put("pin", "4711")
                .build();
        assertThat(SearchText.of(TABLE, "Title", values)).isEqualTo("title alpha web db");
    }

    @Test
    void caseAndAccentsDoNotCount() {
        assertThat(of("MÜNCHEN Żółw")).isEqualTo("munchen zołw");
        assertThat(of("TITLE")).as("in every locale").isEqualTo("title");
        assertThat(SearchText.asked("München")).containsExactly("munchen");
    }

    @Test
    void itIsCutBetweenCharacters() {
        assertThat(of("x".repeat(5_000))).hasSize(1_000);
        String faces = of("x" + "😀".repeat(5_000));
        assertThat(faces.codePointCount(0, faces.length())).isEqualTo(1_000);
        assertThat(Character.isHighSurrogate(faces.charAt(faces.length() - 1))).isFalse();
        assertThat(of("ﷺ".repeat(900)).length()).as("what grows").isLessThanOrEqualTo(1_000);
        List<String> many = Collections.nCopies(100, "y".repeat(1_000));
        assertThat(SearchText.of(TABLE, "t", Values.of("roles", many))).hasSize(1_000);
    }

    @Test
    void questionsAreWordsAndBounded() {
        assertThat(SearchText.asked("  web-04   LAB lab ")).containsExactly("web-04", "lab");
        assertThat(SearchText.asked("")).isEmpty();
        assertThat(SearchText.asked("%")).containsExactly("%");
        assertThatThrownBy(() -> SearchText.asked("x".repeat(201)))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("invalid-search"));
        assertThatThrownBy(() -> SearchText.asked("a b c d e f g h i")).isInstanceOf(PlenumException.class);
    }
}

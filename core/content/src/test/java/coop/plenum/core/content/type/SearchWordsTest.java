package coop.plenum.core.content.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.core.content.World;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchWordsTest {
    private static final TypeTable TABLE = new TypeTable(World.type(
            "test.thing",
            Field.of("host", FieldType.STRING, "Host").flags(Flag.SEARCHABLE),
            Field.of("roles", FieldType.STRING, "Roles").flags(Flag.SEARCHABLE, Flag.MULTIPLE),
            Field.of("plain", FieldType.STRING, "Plain"),
            Field.of("pin", FieldType.STRING, "PIN").flags(Flag.SEARCHABLE, Flag.SENSITIVE)));

    private static List<String> of(String title) {
        return List.copyOf(SearchWords.of(TABLE, title, Values.empty()));
    }

    @Test
    void wordsBeginAfterBlanksAndAfterSigns() {
        assertThat(of("web-042.lab spare")).containsExactly("web-042.lab", "042.lab", "lab", "spare");
        assertThat(of("(old) \"db\", a")).containsExactly("old", "db", "a");
        assertThat(of("rack/7")).as("a last sign alone tells nothing").containsExactly("rack/7");
        assertThat(of("-- !")).isEmpty();
    }

    @Test
    void caseAndAccentsDoNotCount() {
        assertThat(of("MÜNCHEN Żółw")).containsExactly("munchen", "zołw");
        assertThat(of("TITLE")).as("in every locale").containsExactly("title");
        assertThat(SearchWords.asked("München")).containsExactly("munchen");
    }

    @Test
    void addressesStayWhole() {
        assertThat(of("10.0.3.17 52:54:00:aa:bb:cc 2001:db8::1 10.0.0.0/8"))
                .containsExactly("10.0.3.17", "52:54:00:aa:bb:cc", "2001:db8::1", "10.0.0.0/8");
    }

    @Test
    void searchableFieldsAreFoundAndSensitiveOnesNever() {
        Values values = Values.builder()
                .put("host", "Alpha")
                .put("roles", List.of("web", "db"))
                .put("plain", "hidden")
                .put("pin", "4711")
                .build();
        assertThat(SearchWords.of(TABLE, "Title", values)).containsExactlyInAnyOrder("title", "alpha", "web", "db");
    }

    @Test
    void anItemHasABoundedNumberOfBoundedWords() {
        assertThat(of(IntStream.range(0, 500).mapToObj(i -> "w" + i).collect(Collectors.joining(" "))))
                .hasSize(60);
        assertThat(of("x".repeat(200))).containsExactly("x".repeat(60));
        assertThat(of("😀".repeat(100)).toString()).doesNotContain("?");
        assertThat(of("a-".repeat(120)).size()).isLessThanOrEqualTo(60);
    }

    @Test
    void questionsAreBoundedToo() {
        assertThat(SearchWords.asked("  web-04   LAB lab ")).containsExactly("web-04", "lab");
        assertThat(SearchWords.asked("...")).isEmpty();
        assertThatThrownBy(() -> SearchWords.asked("x".repeat(201)))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("invalid-search"));
        assertThatThrownBy(() -> SearchWords.asked("a b c d e f g h i")).isInstanceOf(PlenumException.class);
    }
}

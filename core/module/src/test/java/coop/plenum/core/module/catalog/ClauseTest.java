package coop.plenum.core.module.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class ClauseTest {
    @Test
    void pathsAttributesAndDirectivesAreToldApart() {
        List<Clause> clauses =
                Clause.parse("a.b;c.d;version=\"1.0\";uses:=\"x,y\";size:Long=5;list:List<Version>=\"1.0,2.0\", e");
        assertThat(clauses).hasSize(2);
        Clause first = clauses.get(0);
        assertThat(first.paths()).containsExactly("a.b", "c.d");
        assertThat(first.attributes())
                .containsEntry("version", "1.0")
                .containsEntry("size", 5L)
                .containsEntry("list", List.of(new Version("1.0"), new Version("2.0")));
        assertThat(first.directives()).containsEntry("uses", "x,y");
        assertThat(clauses.get(1).paths()).containsExactly("e");
    }

    @Test
    void quotedTextMayHoldSeparatorsAndQuotes() {
        assertThat(Clause.parse("a;title=\"one, two; \\\"three\\\" = four\"")
                        .get(0)
                        .attributes())
                .containsEntry("title", "one, two; \"three\" = four");
    }

    @Test
    void aMissingHeaderHasNoClauses() {
        assertThat(Clause.parse(null)).isEmpty();
        assertThat(Clause.parse(" ")).isEmpty();
    }

    @Test
    void aClauseWithoutANameIsRefused() {
        assertThatThrownBy(() -> Clause.parse("version=1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Clause.parse("a;b:Color=red")).isInstanceOf(IllegalArgumentException.class);
    }
}

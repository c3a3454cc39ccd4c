package coop.plenum.infrastructure.changeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class StepGraphTest {
    private static List<String> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "s" + i).toList();
    }

    @RepeatedTest(50)
    void eachStepComesAfterAllItWaitsFor(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int count = random.nextInt(1, 60);
        List<Set<Integer>> before = new ArrayList<>();
        for (int step = 0; step < count; step++) {
            Set<Integer> earlier = new TreeSet<>();
            for (int i = 0; i < random.nextInt(4) && step > 0; i++) {
                earlier.add(random.nextInt(step));
            }
            before.add(earlier);
        }

        StepGraph graph = new StepGraph(keys(count), before);

        assertThat(graph.order()).hasSize(count).doesNotHaveDuplicates();
        for (int step = 0; step < count; step++) {
            int place = graph.order().indexOf(step);
            for (int earlier : before.get(step)) {
                assertThat(graph.order().indexOf(earlier)).isLessThan(place);
                assertThat(graph.height(earlier)).isGreaterThan(graph.height(step));
            }
        }
    }

    @Test
    void aCircleIsNamedInOrder() {
        List<Set<Integer>> before = List.of(Set.of(2), Set.of(0), Set.of(1), Set.of(2));

        assertThatThrownBy(() -> new StepGraph(keys(4), before))
                .isInstanceOf(PlenumException.class)
                .hasMessageContaining("s0 -> s2 -> s1 -> s0");
    }

    @Test
    void aStepThatWaitsForItselfIsACircle() {
        assertThatThrownBy(() -> new StepGraph(keys(1), List.of(Set.of(0)))).hasMessageContaining("s0 -> s0");
    }

    @Test
    void fiveThousandStepsInARowAreNoProblem() {
        List<Set<Integer>> before = new ArrayList<>();
        IntStream.range(0, 5_000).forEach(step -> before.add(step == 0 ? Set.of() : Set.of(step - 1)));

        assertThat(new StepGraph(keys(5_000), before).height(0)).isEqualTo(4_999);
    }
}

package coop.plenum.infrastructure.changeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.infrastructure.changeset.StepStates.State;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StepStatesTest {
    @RepeatedTest(50)
    void whatIsWrittenIsReadAgain(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<State> all = List.of(State.values());
        StepStates states = new StepStates(random.nextInt(1, 100));
        for (int step = 0; step < states.size(); step++) {
            states.set(step, all.get(random.nextInt(all.size())));
            states.keep(step, random.nextBoolean() ? "" : "PENDING:1:0:" + random.nextInt() + " :\nü");
            if (random.nextBoolean()) {
                states.written(step, random.nextLong(1, 1_000));
            }
            states.tell(step, random.nextBoolean() ? "" : "It failed: " + random.nextInt());
        }

        StepStates read = StepStates.parse(states.text(), states.size());

        assertThat(read.text()).isEqualTo(states.text());
        for (int step = 0; step < states.size(); step++) {
            assertThat(read.state(step)).isEqualTo(states.state(step));
            assertThat(read.token(step)).isEqualTo(states.token(step));
            assertThat(read.message(step)).isEqualTo(states.message(step));
            assertThat(read.written(step)).isEqualTo(states.written(step));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ddd", "dx", "dd 1", "dd 1:t:?", "dd a:t:YQ"})
    void whatIsNotItsOwnIsRefused(String text) {
        assertThatThrownBy(() -> StepStates.parse(text, 2)).isInstanceOf(PlenumException.class);
    }

    @Test
    void whatIsDoneStaysDoneWhenTheRestIsOpenedAgain() {
        StepStates states = new StepStates(3);
        states.end(0, State.DONE, "");
        states.keep(1, "CALLED:1:0:");
        states.end(1, State.FAILED, "It is not known.");
        states.end(2, State.SKIPPED, "Not tried.");

        states.reopen();

        assertThat(states.text()).startsWith("dww");
        assertThat(states.token(1)).contains("CALLED:1:0:");
        assertThat(states.message(1)).isEmpty();
    }
}

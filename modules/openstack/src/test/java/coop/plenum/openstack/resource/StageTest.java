package coop.plenum.openstack.resource;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StageTest {
    private final ProviderException broken =
            new ProviderException(Category.TRANSIENT, "unreachable", "The line broke.");

    @Test
    void whoWaitsForTheCloudGoesOnWaitingWhereItWasWhenTheLineBreaks() throws Exception {
        Step.Pending pending = (Step.Pending) Stage.missed(Optional.of("made:1:2"), broken);
        assertThat(pending.message()).contains("The line broke.");
        assertThat(Stage.parse(pending.resumeToken())).isEqualTo(new Stage("made", "1:2"));
    }

    @Test
    void itIsGivenUpAfterManyLooksInARow() {
        Optional<String> token = Optional.of("made:1");
        int looks = 0;
        while (Stage.missed(token, broken) instanceof Step.Pending pending) {
            token = Optional.of(pending.resumeToken());
            looks++;
        }
        assertThat(looks).isEqualTo(30);
    }

    @Test
    void whatFailedBeforeTheCloudWasToldHasFailed() {
        assertThat(Stage.missed(Optional.empty(), broken)).isInstanceOf(Step.Failed.class);
    }

    @Test
    void aRefusalIsNotWaitedFor() {
        ProviderException refused = new ProviderException(Category.CONFLICT, "wrong-state", "No.");
        assertThat(Stage.missed(Optional.of("made:1"), refused)).isInstanceOf(Step.Failed.class);
    }
}

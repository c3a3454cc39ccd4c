package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderDriverTest {
    private static final Duration NEXT_TO_NOTHING = Duration.ofMillis(1);

    private static ProviderDriver drive(Harbour harbour) throws ProviderException {
        return drive(harbour, "harbour");
    }

    private static ProviderDriver drive(Harbour harbour, String host) throws ProviderException {
        Provider provider =
                harbour.connect(Values.of("host", host), new FakeConnectionContext(Map.of("pin", Harbour.PIN)));
        return new ProviderDriver(provider, NEXT_TO_NOTHING);
    }

    /** A harbour whose beacons take some calls to change color. */
    private static class SlowHarbour extends Harbour {
        final List<String> calls = new ArrayList<>();
        private final int needed;

        SlowHarbour(int needed) {
            this.needed = needed;
        }

        @Override
        Step update(Change change) throws ProviderException {
            calls.add(change.resumeToken().orElse("first"));
            return calls.size() < needed
                    ? new Step.Pending("call " + calls.size(), Duration.ofHours(1), "It is being painted.")
                    : super.update(change);
        }
    }

    @Test
    void whatIsMadeIsFoundChangedAndDeleted() throws Exception {
        try (ProviderDriver driver = drive(new Harbour())) {
            ResourceState mole =
                    driver.create(Harbour.BEACON, "mole", Values.of(Map.of("name", "mole", "color", "red")));
            assertThat(driver.find(Harbour.BEACON, "mole")).isEqualTo(mole);
            ResourceState green = driver.update(Harbour.BEACON, mole, Values.of("color", "green"));
            assertThat(green.values().text("color")).contains("green");
            assertThat(driver.observe(Harbour.BEACON, mole.externalId())).contains(green);
            driver.delete(Harbour.BEACON, green);
            assertThat(driver.observe(Harbour.BEACON, mole.externalId())).isEmpty();
        }
    }

    @Test
    void allPagesAreRead() throws Exception {
        try (ProviderDriver driver = drive(new Harbour())) {
            assertThat(driver.discover(Harbour.BEACON, 4))
                    .hasSize(6)
                    .isEqualTo(driver.discover(Harbour.BEACON, 100))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void whatIsPendingIsCalledAgainWithItsToken() throws Exception {
        SlowHarbour harbour = new SlowHarbour(3);
        try (ProviderDriver driver = drive(harbour)) {
            ResourceState pier = driver.find(Harbour.BEACON, "pier");
            assertThat(driver.update(Harbour.BEACON, pier, Values.of("color", "red"))
                            .values()
                            .text("color"))
                    .contains("red");
        }
        assertThat(harbour.calls).containsExactly("first", "call 1", "call 2");
    }

    @Test
    void allCallsOfOneChangeHaveOneKeyAndTwoChangesHaveTwo() throws Exception {
        List<String> keys = new ArrayList<>();
        Harbour harbour = new SlowHarbour(3) {
            @Override
            void request(HarbourConnection connection, OperationContext context)
                    throws ProviderException, InterruptedException {
                keys.add(context.idempotencyKey());
                super.request(connection, context);
            }
        };
        try (ProviderDriver driver = drive(harbour)) {
            ResourceState pier = driver.find(Harbour.BEACON, "pier");
            keys.clear();
            driver.update(Harbour.BEACON, pier, Values.of("color", "red"));
            assertThat(keys).hasSize(3).containsOnly(keys.get(0));
            driver.update(Harbour.BEACON, pier, Values.of("color", "blue"));
            assertThat(keys).hasSize(4);
            assertThat(keys.get(3)).isNotEqualTo(keys.get(0));
        }
    }

    @Test
    void whatGoesOnAndOnIsGivenUp() throws Exception {
        SlowHarbour harbour = new SlowHarbour(Integer.MAX_VALUE);
        try (ProviderDriver driver = drive(harbour)) {
            ResourceState pier = driver.find(Harbour.BEACON, "pier");
            assertThatThrownBy(() -> driver.update(Harbour.BEACON, pier, Values.of("color", "red")))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("It is being painted.");
        }
    }

    @Test
    void anActionIsTakenOfWhatThereIs() throws Exception {
        try (ProviderDriver driver = drive(new Harbour())) {
            ResourceState pier = driver.find(Harbour.BEACON, "pier");
            assertThat(driver.act(Harbour.BEACON, pier, "flash", Values.empty()))
                    .isEqualTo(Step.done());
            assertThat(driver.find(Harbour.BEACON, "pier").values().integer("flashes"))
                    .hasValue(1);
            driver.delete(Harbour.BEACON, pier);
            assertThatThrownBy(() -> driver.act(Harbour.BEACON, pier, "flash", Values.empty()))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("pier");
        }
    }

    @Test
    void anActionThatCannotBeTakenIsNotTaken() throws Exception {
        Harbour harbour = new Harbour() {
            @Override
            Optional<String> unavailable(String action) {
                return Optional.of("There is fog.");
            }
        };
        try (ProviderDriver driver = drive(harbour)) {
            ResourceState pier = driver.find(Harbour.BEACON, "pier");
            assertThatThrownBy(() -> driver.act(Harbour.BEACON, pier, "flash", Values.empty()))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("There is fog.");
            assertThat(driver.find(Harbour.BEACON, "pier")).isEqualTo(pier);
        }
    }

    @Test
    void aFailureIsAnAnswerToApplyAndAnErrorElsewhere() throws Exception {
        try (ProviderDriver driver = drive(new Harbour(), "busy")) {
            ResourceRef ref = ProviderDriver.ref(new ResourceState("beacon-1", "north", Map.of(), Values.empty()));
            Step step = driver.apply(Harbour.BEACON, Change.Kind.UPDATE, ref, Values.empty(), Values.empty());
            assertThat(step)
                    .isInstanceOfSatisfying(
                            Step.Failed.class,
                            failed -> assertThat(failed.cause().category()).isEqualTo(Category.THROTTLED));
            assertThatThrownBy(() -> ProviderDriver.done(step))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("THROTTLED busy: Not so fast.");
            assertThatThrownBy(() -> driver.observe(Harbour.BEACON, "beacon-1"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("THROTTLED busy: Not so fast.");
        }
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        try (ProviderDriver driver = drive(new Harbour())) {
            assertThatThrownBy(() -> driver.find(Harbour.BEACON, "moon"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("moon");
            assertThatThrownBy(() -> driver.handler("harbour.crane"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("harbour.crane");
            ResourceHandler tower = driver.handler(Harbour.TOWER);
            assertThat(tower.type().contentType()).isEqualTo(Harbour.TOWER);
        }
    }
}

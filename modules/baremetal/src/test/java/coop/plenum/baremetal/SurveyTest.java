package coop.plenum.baremetal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.provider.Discoverer.Found;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.baremetal.bmc.BmcAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SurveyTest {
    private final Map<String, FakeBmc> bmcs = new LinkedHashMap<>();
    private Fleet fleet;
    private Survey survey;

    private void cover(int named, int ranged) {
        List<BmcAddress> addresses = new ArrayList<>();
        for (int i = 1; i <= named + ranged; i++) {
            addresses.add(new BmcAddress("bmc", i, i <= named));
        }
        fleet = new Fleet(addresses, address -> bmcs.computeIfAbsent(address.id(), id -> new FakeBmc(address)));
        survey = new Survey(fleet);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private Found machines(TestContext context, Optional<String> page, int max) throws Exception {
        return survey.discover(States.MACHINE_TYPE, States::machines, page, max, context);
    }

    private List<ResourceState> sensors(TestContext context, int max) throws Exception {
        List<ResourceState> all = new ArrayList<>();
        Optional<String> page = Optional.empty();
        do {
            Found found = survey.discover(States.SENSOR_TYPE, States::sensors, page, max, context);
            assertThat(found.states()).hasSizeLessThanOrEqualTo(max);
            all.addAll(found.states());
            page = found.next();
        } while (page.isPresent());
        return all;
    }

    @Test
    void oneLookAnswersForAllTypesOfOneOperation() throws Exception {
        cover(3, 0);
        TestContext context = new TestContext();
        assertThat(machines(context, Optional.empty(), 100).states()).hasSize(3);
        assertThat(sensors(context, 100)).hasSize(3);
        assertThat(bmcs.values()).allMatch(bmc -> bmc.reads.get() == 1);
    }

    @Test
    void theNextOperationLooksAgain() throws Exception {
        cover(1, 0);
        machines(new TestContext(), Optional.empty(), 100);
        machines(new TestContext(), Optional.empty(), 100);
        assertThat(bmcs.get("bmc:1").reads).hasValue(2);
    }

    @Test
    void theSameTypeTwiceInOneOperationLooksAgain() throws Exception {
        cover(1, 0);
        TestContext context = new TestContext();
        machines(context, Optional.empty(), 100);
        machines(context, Optional.empty(), 100);
        assertThat(bmcs.get("bmc:1").reads).hasValue(2);
    }

    @Test
    void pagesMayEndWithinAController() throws Exception {
        cover(3, 0);
        bmcs.values().forEach(bmc -> bmc.sensors = 5);
        List<ResourceState> all = sensors(new TestContext(), 2);
        assertThat(all).extracting(ResourceState::externalId).hasSize(15).doesNotHaveDuplicates();
    }

    @Test
    void readingsAreNoPartOfWhatIsStored() throws Exception {
        cover(1, 0);
        assertThat(sensors(new TestContext(), 10)).isEqualTo(sensors(new TestContext(), 10));
    }

    @Test
    void silenceInARangeMeansThatNothingIsThere() throws Exception {
        cover(1, 2);
        bmcs.get("bmc:3").failure = "unreachable";
        Found found = machines(new TestContext(), Optional.empty(), 100);
        assertThat(found.states()).hasSize(2);
        assertThat(found.complete()).isTrue();
    }

    @Test
    void silenceWhereSomethingAnsweredBeforeIsIncomplete() throws Exception {
        cover(0, 2);
        machines(new TestContext(), Optional.empty(), 100);
        bmcs.get("bmc:2").failure = "unreachable";
        assertThat(machines(new TestContext(), Optional.empty(), 100).complete())
                .isFalse();
    }

    @Test
    void aSilentPageOfARangeIsNoGap() throws Exception {
        cover(0, 40);
        bmcs.values().stream().limit(35).forEach(bmc -> bmc.failure = "unreachable");
        TestContext context = new TestContext();
        Found first = machines(context, Optional.empty(), 100);
        assertThat(first.states()).isEmpty();
        assertThat(first.complete()).isTrue();
        Found second = machines(context, first.next(), 100);
        assertThat(second.states()).hasSize(5);
        assertThat(second.complete()).isTrue();
        assertThat(second.next()).isEmpty();
    }

    @Test
    void afterARestartTheLastPagesAloneAreNoFailure() throws Exception {
        cover(0, 40);
        bmcs.values().stream().skip(30).forEach(bmc -> bmc.failure = "unreachable");
        Found last = machines(new TestContext(), Optional.of("32:0"), 100);
        assertThat(last.states()).isEmpty();
        assertThat(last.complete()).isFalse();
    }

    @Test
    void silenceAtANamedAddressIsIncomplete() throws Exception {
        cover(2, 0);
        bmcs.get("bmc:2").failure = "unreachable";
        Found found = machines(new TestContext(), Optional.empty(), 100);
        assertThat(found.states()).hasSize(1);
        assertThat(found.complete()).isFalse();
    }

    @Test
    void nothingButFailuresIsAFailure() {
        cover(2, 0);
        bmcs.get("bmc:1").failure = "unreachable";
        bmcs.get("bmc:2").failure = "wrong-credentials";
        assertThatThrownBy(() -> machines(new TestContext(), Optional.empty(), 100))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.code()).isEqualTo("wrong-credentials"));
    }

    @Test
    void aForeignPageTokenIsRefused() {
        cover(1, 0);
        for (String token : List.of("", "x", "1", "1:x")) {
            assertThatThrownBy(() -> machines(new TestContext(), Optional.of(token), 10))
                    .isInstanceOf(ProviderException.class);
        }
    }
}

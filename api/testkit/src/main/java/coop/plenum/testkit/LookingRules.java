package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a provider lists what there is and looks at single resources. */
abstract class LookingRules extends SecretRules {
    private static final int SAMPLE = 20;

    @Test
    void discoveryListsEachResourceOnceAndAsItIsObserved() throws Exception {
        for (ResourceHandler handler : discoverers(provider)) {
            List<ResourceState> found = discover(handler);
            assertThat(ids(found))
                    .as("discover() of %s must list each resource once", name(handler))
                    .doesNotHaveDuplicates();
            for (ResourceState state : found.stream().limit(SAMPLE).toList()) {
                assertShows(
                        state,
                        observe(handler, ref(state)),
                        "discover() and observe() must tell the same of \"" + state.externalId()
                                + "\": the same fields and values, and none that change from one look to the next");
            }
        }
    }

    @Test
    void aSmallPageIsAHintThatLosesNothing() throws Exception {
        for (ResourceHandler handler : discoverers(provider)) {
            List<String> whole = ids(discover(handler));

            assertThat(ids(discover(handler, Math.max(1, whole.size() / 3))))
                    .as(
                            "discover() of %s must list in small pages what it lists in a big one: each page must begin"
                                    + " right after the one before",
                            name(handler))
                    .containsExactlyInAnyOrderElementsOf(whole);
        }
    }

    @Test
    void aForeignPageTokenIsRefused() {
        for (ResourceHandler handler : discoverers(provider)) {
            assertThrown(
                    catchThrowable(() -> page(handler, Optional.of("no-such-page-token"), BIGGEST_PAGE, context())),
                    Category.USER,
                    "discover() of " + name(handler) + " with a page token that it has not given (else a list that goes"
                            + " on after an upgrade starts anew or breaks)");
        }
    }

    @Test
    void whatIsUnknownIsAbsent() throws Exception {
        for (ResourceHandler handler : provider.handlers()) {
            assertThat(observe(handler, ref("no-such-resource")))
                    .as(
                            "observe() of %s must answer Observed.Absent for an external id that does not exist, whatever"
                                    + " it looks like: absence is an answer and not a failure",
                            name(handler))
                    .isEqualTo(new Observed.Absent());
        }
    }
}

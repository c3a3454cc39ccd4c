package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is not as it was published is seen, and brought back, accepted or ignored. */
@ExtendWith(DemoSite.class)
class DriftPageIT {
    @Test
    void whatHasDriftedIsBroughtBackByAChange(Site site) {
        SimulatedServer server = SimulatedServer.make(site.server().admin(), "drifting");
        server.drift();
        try (Browser browser = site.browserOfAdmin().go("/console/drift")) {
            browser.awaitText("drifting");
            browser.awaitText("2 → 3");
            browser.assertAccessible().assertNoSidewaysScroll();
            browser.role("checkbox", "Select drifting").click();
            browser.button("Ignore").click();
            browser.find("plenum-confirm").button("Ignore").click();
            browser.awaitText("Ignored by: Ignore cores of drifting");
            browser.role("checkbox", "Select drifting").click();
            browser.button("Bring back").click();
            browser.find("plenum-confirm").button("Draft the change").click();
            browser.awaitText("Bring back: drifting");
            browser.button("Apply").click();
            browser.find("plenum-confirm").button("Apply").click();
            browser.awaitText("Succeeded");
            browser.go("/console/drift");
            browser.awaitText("demo-drifted"); // which the sample site has left so
            assertThat(browser.text()).doesNotContain("drifting");
            browser.assertAccessible();
        }
    }
}

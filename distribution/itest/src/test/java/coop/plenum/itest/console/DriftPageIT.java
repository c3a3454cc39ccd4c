package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Client;
import java.util.List;
import java.util.Map;
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

    @Test
    void whatNobodyManagesIsShownWhereARuleTellsOfIt(Site site) {
        Client admin = site.server().admin();
        String rule = admin.post(
                        "/api/v1/items",
                        Map.of(
                                "type", "infrastructure.unmanaged-rule",
                                "title", "Tell of volumes",
                                "state", "published",
                                "values", Map.of("answer", "warn", "types", List.of("example.volume"))))
                .expect(201)
                .text("/id");
        try (Browser browser = site.browserOfAdmin().go("/console/drift")) {
            browser.awaitText("There, and managed by nobody");
            browser.awaitText("Told by: Tell of volumes");
            browser.assertAccessible().assertNoSidewaysScroll();
            admin.delete("/api/v1/items/" + rule, "\"1\"").expect(204);
            browser.go("/console/drift");
            browser.awaitText("No rule tells of anything that nobody manages.");
        }
    }
}

package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What needs somebody stands on the first page, each with the way there. */
@ExtendWith(DemoSite.class)
class OverviewPageIT {
    @Test
    void whatNeedsSomebodyLeadsToWhereItIsMended(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/")) {
            Part attention = browser.find("plenum-attention-list");
            attention.awaitText("1 item has drifted");
            attention.awaitText("Fail: demo-drifted failed");
            browser.find("plenum-type-counts").awaitText("Simulated server");
            browser.find("plenum-latest-audit").awaitText("session.log-in");
            browser.assertAccessible().assertNoSidewaysScroll();
            // others share the site, and may have left newer failures
            browser.find("plenum-attention-list", "plenum-button[href$='" + failed(site) + "']")
                    .click();
            browser.awaitPath("/console/operations/.+").awaitText("It is not known whether the action happened");
        }
    }

    private static String failed(Site site) {
        for (JsonNode operation : site.server()
                .admin()
                .get("/api/v1/operations?status=failed&limit=100")
                .json()
                .path("items")) {
            if (operation.path("title").asText().startsWith("Fail: demo-drifted")) {
                return operation.path("id").asText();
            }
        }
        throw new AssertionError("The demo's failed operation is gone.");
    }

    @Test
    void firstStepsTickThemselvesAndStayHiddenOnceTheyAre(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/")) {
            Part steps = browser.find("plenum-first-steps", "plenum-card");
            steps.awaitText("Add a connection");
            assertThat(steps.link("Add a connection").count()).isZero();
            steps.link("Verify the audit log").awaitShown();
            steps.button("Hide these steps").click();
            steps.awaitGone();
            browser.reload();
            browser.find("plenum-attention-list").awaitText("1 item has drifted");
            assertThat(steps.count()).isZero();
        }
    }

    @Test
    void whoMaySeeNothingIsToldSo(Site site) {
        try (Browser browser = site.browser().as(site.user("overview-nobody")).go("/console/")) {
            browser.awaitText("There is nothing that you may see");
            assertThat(browser.text()).doesNotContain("Needs attention", "First steps", "audit log");
            browser.assertAccessible();
        }
    }
}

package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Client;
import coop.plenum.itest.Inventory;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Work that outlives a request: seen as it happens, understood when it fails, tried again. */
@ExtendWith(DemoSite.class)
class OperationsPageIT {
    @Test
    void aFailureSaysItsCauseFirstAndCanBeTriedAgain(Site site) throws Exception {
        try (Browser browser = site.browserOfAdmin().go("/console/operations")) {
            browser.field("Status").choose("Failed");
            browser.awaitPath("/console/operations\\?status=failed");
            browser.link("Fail: demo-drifted").click();
            browser.awaitText("The remote system could not be reached, or failed in passing");
            browser.awaitText("outcome-unknown");
            browser.assertAccessible().assertNoSidewaysScroll();

            browser.button("Save as a file").click();
            String id = browser.path().replaceAll(".*/", "");
            assertThat(Files.readString(browser.awaitDownload("operation-" + id + ".log")))
                    .contains("It is not known whether the action happened");

            browser.button("Try again").click();
            browser.awaitText("2 attempts");
        }
    }

    @Test
    void aNewOperationShowsInAListThatIsOpen(Site site) {
        Client admin = site.server().admin();
        // others share the site, and may have left drafts
        String server = admin.get("/api/v1/items?type=example.server&limit=1&sort=-title&filter="
                        + Inventory.encoded("state == \"published\""))
                .text("/items/0/id");
        try (Browser browser = site.browserOfAdmin().go("/console/operations?target=" + server)) {
            browser.awaitText("No operation fits");
            admin.post("/api/v1/ext/infrastructure/resources/" + server + "/actions/create-snapshot", Map.of())
                    .expect(202);
            browser.find("plenum-table", "tbody tr").awaitCount(1);
            browser.find("plenum-table").awaitText("Succeeded");
            browser.field("Asked for by").choose("Me");
            browser.awaitPath(".*requester=.+");
            browser.find("plenum-table", "tbody tr").awaitCount(1);
        }
    }

    @Test
    void theListFollowsTheSpaceThatIsChosen(Site site) {
        Client admin = site.server().admin();
        String root = admin.get("/api/v1/spaces").text("/items/0/id");
        admin.post("/api/v1/spaces", Map.of("parent", root, "kind", "project", "name", "quiet", "title", "Quiet"))
                .expect(201);
        try (Browser browser = site.browserOfAdmin().go("/console/operations")) {
            browser.link("Fail: demo-drifted").awaitShown();
            browser.button("All spaces").click();
            browser.find("plenum-top-bar").text("Quiet").click();
            browser.awaitText("Nothing has run yet");
        }
    }

    @Test
    void aViewerSeesWhyTryingAgainIsNotForThem(Site site) {
        String failed = site.server()
                .admin()
                .get("/api/v1/operations?status=failed&limit=1")
                .text("/items/0/id");
        try (Browser browser =
                site.browser().as(site.user("operations-viewer", "viewer")).go("/console/operations/" + failed)) {
            browser.button("Try again").hover();
            browser.awaitText("Needs the permission operation.retry");
            browser.assertAccessible();
        }
    }

    @Test
    void whoMayNotSeeOperationsIsToldSo(Site site) {
        try (Browser browser = site.browser().as(site.user("operations-nobody")).go("/console/operations")) {
            browser.awaitText("It needs the permission operation.view");
            browser.assertAccessible();
        }
    }
}

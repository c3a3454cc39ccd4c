package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything in one table: narrowed, paged, kept as a view, exported and acted on. */
@ExtendWith(DemoSite.class)
class InventoryPageIT {
    private static final String SERVERS = "/console/inventory?type=example.server&sort=title";

    @Test
    void aFilterIsBuiltFromRowsOrWrittenAsText(Site site) {
        try (Browser browser = site.browserOfAdmin().go(SERVERS)) {
            browser.button("Filter").click();
            browser.button("Add condition").click();
            browser.field("Field of condition 1").choose("Cores");
            browser.field("Value of condition 1").type("16");
            browser.awaitPath(".*[?&]filter=cores.*16.*");
            assertThat(browser.find("#cel").value()).isEqualTo("cores >= 16");

            browser.find("#cel").type("cores >= 16 && powerState == \"on\"");
            browser.awaitPath(".*powerState.*");
            assertThat(browser.field("Field of condition 2").value()).isEqualTo("powerState");
            browser.assertAccessible().assertNoSidewaysScroll();

            browser.find("#cel").type("cores >= 16 && powr == \"on\"");
            browser.awaitText("There is no field \"powr\" here.");
            assertThat(browser.find("plenum-inventory-filter", "mark").text()).isEqualTo("powr");
            browser.assertAccessible();
        }
    }

    @Test
    void pagesAreTurnedForthAndBackAndCountedWhenAskedFor(Site site) {
        try (Browser browser = site.browserOfAdmin().go(SERVERS)) {
            browser.awaitText("1–50");
            browser.button("Next page").click();
            browser.awaitText("51–100");
            browser.awaitPath(".*[?&]after=.+");
            browser.button("Count all").click();
            browser.find("plenum-inventory-page", ".footer").awaitText("51–100 of 20");
            browser.back();
            browser.awaitText("1–50 of 20");
            browser.button("Drifted").click();
            browser.find("plenum-inventory-page", "tbody").awaitText("demo-drifted");
            browser.awaitNoText("server-000001");
        }
    }

    @Test
    void aLinkWithASpaceChoosesTheSpace(Site site) {
        Client admin = site.server().admin();
        String root = admin.get("/api/v1/spaces").text("/items/0/id");
        String space = admin.post(
                        "/api/v1/spaces",
                        Map.of("parent", root, "kind", "project", "name", "linked", "title", "Linked"))
                .expect(201)
                .text("/id");
        try (Browser browser = site.browserOfAdmin().go(SERVERS + "&space=" + space)) {
            browser.find("plenum-top-bar").awaitText("Linked");
            browser.awaitPath(".*[?&]space=" + space + ".*").awaitNoText("server-000001");
            browser.button("Linked").click();
            browser.find("plenum-top-bar").text("All spaces").click();
            browser.awaitText("1–50");
        } finally {
            String path = "/api/v1/spaces/" + space;
            admin.delete(path, admin.get(path).etag()).expect(204);
        }
    }

    @Test
    void aViewIsSavedOpenedByItsLinkAndDeleted(Site site) {
        try (Browser browser = site.browserOfAdmin().go(SERVERS + "&filter=cores%20%3E%3D%2032")) {
            browser.find("plenum-inventory-page", "tbody").awaitText("32");
            browser.button("Views").click();
            browser.role("menuitem", "Save as a view").click();
            browser.field("Title").type("The big ones");
            browser.assertAccessible();
            browser.button("Save").click();
            browser.awaitPath(".*[?&]view=.+");
            String view = browser.path().replaceAll(".*[?&](view=[^&]+).*", "$1");

            browser.go("/console/inventory?" + view);
            browser.awaitPath(".*filter=cores.*");
            browser.find("h1").awaitText("The big ones");
            browser.button("Drifted").click();
            browser.awaitText("Not as saved");

            browser.button("Views").click();
            browser.role("menuitem", "Delete the view").click();
            browser.find("plenum-confirm").button("Delete").click();
            browser.find("h1").awaitText("Inventory");
        }
    }

    @Test
    void theWholeListIsExportedNotOnlyItsPage(Site site) throws Exception {
        try (Browser browser = site.browserOfAdmin().go(SERVERS)) {
            browser.awaitText("1–50");
            browser.find("plenum-page-header").awaitShown();
            browser.button("More").click();
            browser.role("menuitem", "Export the list").click();
            browser.button("Download").click();
            Path file = browser.awaitDownload("example.server.csv");
            assertThat(Files.readAllLines(file))
                    .hasSizeGreaterThan(200)
                    .anyMatch(line -> line.contains("server-000199"))
                    .first()
                    .asString()
                    .contains("title", "values.cores");
            browser.awaitText("in the file.");
        }
    }

    @Test
    void labelsAreSetOnASelectionWithAResultForEach(Site site) {
        try (Browser browser = site.browserOfAdmin().go(SERVERS)) {
            browser.field("Select server-000011").click();
            browser.field("Select server-000012").click();
            browser.awaitText("2 items selected");
            browser.button("Labels").click();
            browser.button("Add label").click();
            browser.field("Name of label 1").type("tier");
            browser.field("Value of label 1").type("test");
            browser.assertAccessible();
            browser.button("Label 2 items").click();
            browser.awaitText("2 of 2 done.");
            assertThat(site.server()
                            .admin()
                            .get("/api/v1/items?type=example.server&filter=labels.tier%20%3D%3D%20%22test%22")
                            .json()
                            .path("items"))
                    .hasSize(2);
        }
    }

    @Test
    void aSelectionIsDeletedByOneChangeAndWhatIsOfThisSiteAtOnce(Site site) {
        Client admin = site.server().admin();
        SimulatedServer first = SimulatedServer.make(admin, "swept-1");
        SimulatedServer second = SimulatedServer.make(admin, "swept-2");
        String rack = ItemPageIT.rack(admin, "site.swept", Map.of("place", "Hall 9"));
        try (Browser browser = site.browserOfAdmin().go(found(rack, first, second))) {
            browser.field("Select swept-1").click();
            browser.field("Select swept-2").click();
            browser.field("Select A rack").click();
            browser.awaitText("3 items selected");
            browser.button("Delete").click();
            browser.awaitText("1 item of this site is deleted for good, at once.")
                    .awaitText("2 resources are deleted on their remote systems by one change");
            browser.assertAccessible();
            browser.button("Delete 3 items").click();
            browser.awaitText("1 of 1 done.").awaitText("2 more are in a draft");
            admin.get("/api/v1/items/" + rack).expect(404);
            admin.get("/api/v1/items/" + first.id()).expect(200);
            browser.link("Review the change").click();
            browser.awaitPath("/console/changes/[0-9a-f-]{36}");
            browser.find("plenum-steps").awaitText("2 to delete");
            browser.button("Apply").click();
            browser.find("plenum-confirm").field("Type 2 to confirm").type("2");
            browser.find("plenum-confirm").button("Apply").click();
            browser.awaitText("Succeeded");
            admin.get("/api/v1/items/" + second.id()).expect(404);
        }
    }

    @Test
    void aFieldIsEditedAndAnActionTakenForAllByOneChangeEach(Site site) {
        Client admin = site.server().admin();
        SimulatedServer first = SimulatedServer.make(admin, "grown-1");
        SimulatedServer second = SimulatedServer.make(admin, "grown-2");
        try (Browser browser = site.browserOfAdmin().go(found(first.id(), second))) {
            browser.field("Select grown-1").click();
            browser.field("Select grown-2").click();
            browser.button("Edit").click();
            browser.field("Field").choose("Cores");
            browser.field("Cores").type("6");
            browser.assertAccessible();
            browser.button("Draft the change").click();
            browser.awaitPath("/console/changes/[0-9a-f-]{36}");
            browser.find("h1").awaitText("Cores of 2 resources");
            browser.find("plenum-steps").awaitText("2 to update");
            browser.assertNoSidewaysScroll();

            browser.go(found(first.id(), second));
            browser.field("Select grown-1").click();
            browser.field("Select grown-2").click();
            browser.button("Act").click();
            browser.field("Action").choose("Reboot (2 of 2)");
            browser.button("Draft the change").click();
            browser.find("h1").awaitText("Reboot: 2 resources");
            browser.find("plenum-steps").awaitText("2 actions");
            browser.button("Apply").click();
            browser.find("plenum-confirm").button("Apply").click();
            browser.awaitText("Succeeded");
        }
    }

    /** The list of nothing but these. */
    private static String found(String id, SimulatedServer... others) {
        String ids = Stream.concat(Stream.of(id), Stream.of(others).map(SimulatedServer::id))
                .map(one -> "%22" + one + "%22")
                .collect(Collectors.joining(","));
        return "/console/inventory?filter=id%20in%20%5B" + ids + "%5D";
    }

    @Test
    void whoMayOnlyLookSeesWhyTheRestIsGreyedOut(Site site) {
        try (Browser browser =
                site.browser().as(site.user("inventory-viewer", "viewer")).go(SERVERS)) {
            browser.field("Select server-000001").click();
            assertThat(browser.button("Delete").attribute("aria-description"))
                    .isEqualTo("Needs the permission example.server.delete");
            browser.assertAccessible();
        }
        try (Browser browser = site.browser().as(site.user("inventory-nobody")).go("/console/inventory")) {
            browser.awaitText("You may not see any items");
            browser.assertAccessible();
        }
    }
}

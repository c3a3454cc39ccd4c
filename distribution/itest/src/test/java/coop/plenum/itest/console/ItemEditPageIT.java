package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Client;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Items are made and changed: at once where they live here, by a plan where they live on a remote system. */
@ExtendWith(DemoSite.class)
class ItemEditPageIT {
    @Test
    void aServerIsMadeByAPlanAndRemovedByAnother(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/items/new")) {
            browser.find("plenum-item-type-choice", "a[href$='example.server']").click();
            browser.field("Title").type("made-by-hand");
            browser.button("Show the plan").click();
            browser.awaitText("This is required.");
            browser.field("Cores").type("2");
            browser.field("Memory").type("4");
            browser.assertAccessible().assertNoSidewaysScroll();
            browser.button("Show the plan").click();
            browser.awaitText("Applying creates made-by-hand.");
            browser.awaitText("Known only once it is applied:");
            browser.assertAccessible();
            browser.button("Apply").click();
            browser.awaitPath("/console/items/[0-9a-f-]{36}");
            browser.find("plenum-item-summary").awaitText("4 GiB");

            browser.button("More").click();
            browser.role("menuitem", "Delete").click();
            browser.awaitText("Applying deletes the real resource made-by-hand.");
            browser.button("Apply").click();
            browser.awaitPath("/console/inventory.*");
        }
    }

    @Test
    void aFieldOfTheRemoteSystemIsChangedByAPlan(Site site) {
        SimulatedServer server = SimulatedServer.make(site.server().admin(), "edited");
        try (Browser browser = site.browserOfAdmin().go(server.page() + "/edit")) {
            browser.field("Cores").type("6");
            browser.button("Show the plan").click();
            browser.find("plenum-diff").awaitText("Cores").awaitText("2").awaitText("6");
            browser.button("Back to the form").click();
            assertThat(browser.field("Cores").value()).isEqualTo("6");
            browser.button("Show the plan").click();
            browser.button("Apply").click();
            browser.awaitPath(server.page());
            browser.find("plenum-item-summary").awaitText("6");
        }
    }

    @Test
    void whatCannotBeChangedInPlaceIsReplacedOnceThatIsPlanned(Site site) {
        SimulatedServer server = SimulatedServer.make(site.server().admin(), "edited-anew");
        try (Browser browser = site.browserOfAdmin().go(server.page() + "/edit")) {
            browser.field("Host name").type("made-anew");
            browser.button("Show the plan").click();
            browser.awaitText("The resource would have to be deleted and made anew");
            browser.assertAccessible().assertNoSidewaysScroll();
            browser.button("Plan to replace it").click();
            browser.awaitText("the resource is deleted and made anew. What it holds is lost.");
            browser.assertAccessible();
            browser.button("Apply").click();
            browser.awaitPath(server.page());
            browser.find("plenum-item-summary").awaitText("made-anew");
        }
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsMerged(Site site) {
        Client admin = site.server().admin();
        String rack = ItemPageIT.rack(admin, "site.merged", Map.of("place", "Hall 1", "units", 42));
        try (Browser browser = site.browserOfAdmin().go("/console/items/" + rack + "/edit")) {
            browser.field("Place").type("Hall mine");
            admin.patch(
                            "/api/v1/items/" + rack,
                            "\"1\"",
                            Map.of("title", "Their rack", "values", Map.of("place", "Hall theirs")))
                    .expect(200);
            browser.button("Save").click();
            browser.awaitText("Somebody else was first");
            browser.assertAccessible();
            assertThat(browser.field("Title").value()).isEqualTo("Their rack");
            assertThat(browser.field("Place").value()).isEqualTo("Hall mine");
            browser.button("Take theirs: Place").click();
            browser.field("Units").type("40");
            browser.button("Save both").click();
            browser.awaitPath("/console/items/" + rack);
            browser.find("plenum-item-summary").awaitText("Hall theirs").awaitText("40");
        }
    }

    @Test
    void whoMayNotEditIsToldWhatItTakes(Site site) {
        SimulatedServer server = SimulatedServer.make(site.server().admin(), "looked-at");
        try (Browser browser =
                site.browser().as(site.user("edit-viewer", "viewer")).go(server.page() + "/edit")) {
            browser.awaitText("It needs the permission example.server.edit");
            browser.assertAccessible();
        }
    }
}

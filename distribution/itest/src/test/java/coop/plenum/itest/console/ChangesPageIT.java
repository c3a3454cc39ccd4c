package coop.plenum.itest.console;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A change shows what it will do, and does exactly that. */
@ExtendWith(DemoSite.class)
class ChangesPageIT {
    @Test
    void aPlanIsReadThenAppliedAndItsCourseWatched(Site site) {
        String change = SimulatedServer.make(site.server().admin(), "planned").draft(Map.of("cores", 6));
        try (Browser browser = site.browserOfAdmin().go("/console/changes")) {
            browser.link("Change planned").click();
            browser.awaitPath("/console/changes/" + change);
            browser.find("plenum-diff").awaitText("Cores").awaitText("6");
            browser.assertAccessible().assertNoSidewaysScroll();
            browser.button("Apply").click();
            browser.find("plenum-confirm").button("Apply").click();
            browser.awaitText("It updated planned in place.");
            browser.awaitText("Succeeded");
            browser.assertAccessible();
        }
    }

    @Test
    void aPlanThatIsOldIsNotAppliedButMadeAnew(Site site) {
        SimulatedServer server = SimulatedServer.make(site.server().admin(), "overtaken");
        String change = server.draft(Map.of("cores", 7));
        try (Browser browser = site.browserOfAdmin().go("/console/changes/" + change)) {
            browser.find("plenum-diff").awaitText("2").awaitText("7");
            server.change(Map.of("cores", 3));
            browser.button("Apply").click();
            browser.find("plenum-confirm").button("Apply").click();
            browser.awaitText("This is a new plan");
            browser.find("plenum-diff").awaitText("3").awaitText("7");
            browser.assertAccessible();
        }
    }

    @Test
    void aDraftCanBeDiscarded(Site site) {
        String change = SimulatedServer.make(site.server().admin(), "discarded").draft(Map.of("cores", 8));
        try (Browser browser = site.browserOfAdmin().go("/console/changes/" + change)) {
            browser.button("Discard").click();
            browser.find("plenum-confirm").button("Discard").click();
            browser.awaitPath("/console/changes");
            browser.awaitText("The draft is gone.");
            site.server()
                    .admin()
                    .get("/api/v1/ext/infrastructure/changes/" + change)
                    .expect(404);
        }
    }

    @Test
    void whoMayNotSeeChangesIsToldSo(Site site) {
        try (Browser browser = site.browser().as(site.user("changes-nobody")).go("/console/changes")) {
            browser.awaitText("It needs the permission infrastructure.change.view");
            browser.assertAccessible();
        }
    }
}

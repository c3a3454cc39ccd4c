package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import coop.plenum.itest.Client;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One item: what it is, what became of it, and what can be done with it. */
@ExtendWith(DemoSite.class)
class ItemPageIT {
    @Test
    void driftIsShownByFieldAndBroughtBackByAPlan(Site site) {
        SimulatedServer server =
                SimulatedServer.make(site.server().admin(), "drift-back").drift();
        try (Browser browser = site.browserOfAdmin().go(server.page())) {
            browser.find("plenum-item-summary", ".drift")
                    .awaitText("Cores")
                    .awaitText("2")
                    .awaitText("3");
            browser.assertAccessible().assertNoSidewaysScroll();
            browser.button("Show the plan").click();
            browser.find("plenum-change-flow", "plenum-diff").awaitText("3").awaitText("2");
            browser.assertAccessible();
            browser.button("Apply").click();
            browser.awaitText("drift-back has been updated.");
            browser.find("plenum-item-summary", ".drift").awaitGone();
        }
    }

    @Test
    void driftIsAcceptedAndCountsAsPublished(Site site) {
        SimulatedServer server =
                SimulatedServer.make(site.server().admin(), "drift-accepted").drift();
        try (Browser browser = site.browserOfAdmin().go(server.page())) {
            browser.field("Accept").click();
            browser.button("Show the plan").click();
            browser.awaitText("touches nothing on the remote system");
            browser.button("Apply").click();
            browser.find("plenum-item-summary", ".drift").awaitGone();
            assertThat(site.server()
                            .admin()
                            .get("/api/v1/items/" + server.id())
                            .json()
                            .at("/desired/cores")
                            .asInt())
                    .isEqualTo(3);
        }
    }

    @Test
    void anActionIsTakenAndItsEffectAppearsByItself(Site site) {
        SimulatedServer server = SimulatedServer.make(site.server().admin(), "acted-on");
        try (Browser browser = site.browserOfAdmin().go(server.page())) {
            browser.find("plenum-item-summary").awaitText("On");
            browser.button("Actions").click();
            browser.role("menuitem", "Stop").click();
            browser.awaitText("may be interrupted");
            browser.assertAccessible();
            browser.button("Stop").click();
            browser.find("plenum-item-summary").awaitText("Off");
            browser.link("Operations").awaitShown();
            browser.go(server.page() + "/operations");
            browser.find("plenum-item-operations").awaitText("Stop: acted-on").awaitText("Succeeded");
            browser.assertAccessible();
            browser.go(server.page() + "/audit");
            browser.find("plenum-item-audit").awaitText("resource.act");
            browser.assertAccessible();
        }
    }

    @Test
    void twoRevisionsAreComparedAndTheEarlierOneComesBack(Site site) {
        Client admin = site.server().admin();
        String rack = rack(admin, "site.revised", Map.of("place", "Hall 1"));
        admin.patch("/api/v1/items/" + rack, "\"1\"", Map.of("values", Map.of("place", "Hall 2")))
                .expect(200);
        try (Browser browser = site.browserOfAdmin().go("/console/items/" + rack + "/revisions")) {
            browser.find("plenum-diff").awaitText("Hall 1").awaitText("Hall 2");
            browser.assertAccessible();
            browser.button("Revert to 1").click();
            browser.find("plenum-confirm").field("Reason").type("It was right");
            browser.find("plenum-confirm").button("Revert").click();
            browser.awaitText("Everything is as in revision 1 again");
            browser.awaitText("It was right");
            assertThat(admin.get("/api/v1/items/" + rack).text("/values/place")).isEqualTo("Hall 1");
        }
    }

    @Test
    void referencesAreFollowedBothWays(Site site) {
        Client admin = site.server().admin();
        String server = admin.get("/api/v1/items?type=example.server&sort=title&filter=title.contains(%22000020%22)")
                .text("/items/0/id");
        String rack = rack(admin, "site.referring", Map.of("place", "Hall 3", "servers", List.of(server)));
        try (Browser browser = site.browserOfAdmin().go("/console/items/" + server + "/references")) {
            browser.link("A rack").click();
            browser.awaitPath("/console/items/" + rack);
            browser.link("server-000020").click();
            browser.awaitPath("/console/items/" + server);
        }
    }

    @Test
    void onAPhoneWhatCanBeDoneStandsInOneLine(Site site) {
        SimulatedServer server = SimulatedServer.make(site.server().admin(), "in-one-line");
        try (Browser browser =
                site.browserOfAdmin().width(Width.PHONE).go(server.page()).settle()) {
            int line = browser.button("Open console").middle();
            assertThat(browser.button("Actions").middle()).isCloseTo(line, within(2));
            assertThat(browser.link("Edit").middle()).isCloseTo(line, within(2));
            assertThat(browser.find("plenum-item-header").button("More").middle())
                    .isCloseTo(line, within(2));
            browser.assertAccessible().assertNoSidewaysScroll();
        }
    }

    @Test
    void anItemThatIsNotThereSaysSo(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/items/01a21511-05e5-7000-8ed1-2960a1977875")) {
            browser.awaitText("No such item");
            browser.assertAccessible();
        }
    }

    /** An item of a site's own type, made here. */
    static String rack(Client admin, String type, Map<String, Object> values) {
        admin.post(
                        "/api/v1/content-types",
                        Map.of(
                                "name",
                                type,
                                "label",
                                "Rack",
                                "fields",
                                List.of(
                                        Map.of("name", "place", "type", "string", "label", "Place"),
                                        Map.of("name", "units", "type", "integer", "label", "Units"),
                                        Map.of(
                                                "name",
                                                "servers",
                                                "type",
                                                "reference",
                                                "label",
                                                "Servers",
                                                "flags",
                                                List.of("multiple"),
                                                "options",
                                                List.of("example.server")))))
                .expect(201);
        return admin.post("/api/v1/items", Map.of("type", type, "title", "A rack", "values", values))
                .expect(201)
                .text("/id");
    }
}

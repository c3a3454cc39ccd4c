package coop.plenum.itest.console;

import coop.plenum.itest.Client;
import java.util.List;
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
    void whatCannotBeChangedInPlaceIsReplacedOnlyWhereThatIsAccepted(Site site) {
        Client admin = site.server().admin();
        SimulatedServer server = SimulatedServer.make(admin, "replaced");
        String refused = server.draft(Map.of("hostname", "replaced-anew"));
        String accepted = admin.post(
                        "/api/v1/ext/infrastructure/changes",
                        Map.of(
                                "kind",
                                "update",
                                "item",
                                server.id(),
                                "values",
                                Map.of("hostname", "replaced-anew"),
                                "replace",
                                true))
                .expect(201)
                .text("/id");
        try (Browser browser = site.browserOfAdmin().go("/console/changes/" + refused)) {
            browser.awaitText("the change does not accept that");
            browser.awaitText("\"Host name\" cannot change once it is set.");
            browser.assertAccessible().assertNoSidewaysScroll();
            browser.go("/console/changes/" + accepted);
            browser.awaitText("the resource is deleted and made anew");
            browser.find("plenum-diff").awaitText("Host name").awaitText("replaced-anew");
            browser.assertAccessible();
            browser.button("Apply").click();
            browser.find("plenum-confirm").button("Apply").click();
            browser.awaitText("It deleted replaced and made it anew.");
            browser.go(server.page());
            browser.find("plenum-item-summary").awaitText("replaced-anew");
        }
    }

    @Test
    void manyResourcesAreMadeInOrderAndTakenBack(Site site) {
        Client admin = site.server().admin();
        String connection = SimulatedServer.connection(admin);
        String change = admin.post(
                        "/api/v1/ext/infrastructure/changes",
                        Map.of(
                                "kind",
                                "set",
                                "title",
                                "Shop",
                                "steps",
                                List.of(
                                        step(
                                                connection,
                                                "shop-web",
                                                "example.server",
                                                Map.of(
                                                        "hostname",
                                                        "shop-web",
                                                        "cores",
                                                        2,
                                                        "memory",
                                                        4,
                                                        "network",
                                                        "step:shop-net")),
                                        step(
                                                connection,
                                                "shop-net",
                                                "example.network",
                                                Map.of("name", "shop-net", "cidr", "10.30.0.0/24")))))
                .expect(201)
                .text("/id");
        try (Browser browser = site.browserOfAdmin().go("/console/changes")) {
            browser.link("Shop").click();
            browser.awaitPath("/console/changes/" + change);
            browser.find("plenum-steps").awaitText("2 to create");
            browser.assertAccessible().assertNoSidewaysScroll();
            browser.button("Apply").click();
            browser.find("plenum-confirm").button("Apply").click();
            browser.find("plenum-steps").awaitText("Done");
            browser.awaitText("Succeeded");
            browser.assertAccessible();
            browser.button("More actions").click();
            browser.role("menuitem", "Draft a revert").click();
            browser.find("plenum-confirm").button("Draft a revert").click();
            browser.awaitText("Revert: Shop");
            browser.find("plenum-steps").awaitText("2 to delete");
            browser.button("Apply").click();
            browser.find("plenum-confirm").field("Type 2 to confirm").type("2");
            browser.find("plenum-confirm").button("Apply").click();
            browser.awaitText("Succeeded");
        }
    }

    private static Map<String, Object> step(String connection, String name, String type, Map<String, Object> values) {
        return Map.of(
                "key", name, "kind", "create", "connection", connection, "type", type, "title", name, "values", values);
    }

    @Test
    void whatAPolicyDemandsIsApprovedBySomebodyElse(Site site) {
        Client admin = site.server().admin();
        GuardedSpace space = GuardedSpace.make(admin, "guarded");
        space.guard();
        admin.post(
                        "/api/v1/roles",
                        Map.of("name", "approver", "permissions", List.of("*.view", "infrastructure.change.approve")))
                .expect(201);
        String change = SimulatedServer.drafted(admin, "guarded", space.id());
        try (Browser requester = site.browserOfAdmin().go("/console/changes/" + change);
                Browser approver = site.browser()
                        .as(site.user("changes-approver", "approver"))
                        .go("/console/changes?status=awaiting")) {
            requester.awaitText("0 of 1");
            approver.link("Create guarded").click();
            approver.awaitPath("/console/changes/" + change);
            approver.assertAccessible().assertNoSidewaysScroll();
            approver.button("Approve this plan").click();
            approver.awaitText("1 of 1");
            requester.awaitText("1 of 1");
            requester.button("Apply").click();
            requester.find("plenum-confirm").button("Apply").click();
            requester.awaitText("It created guarded.");
        }
    }

    @Test
    void draftsBecomeOneChange(Site site) {
        Client admin = site.server().admin();
        SimulatedServer server = SimulatedServer.make(admin, "joined-1");
        String update = server.draft(Map.of("cores", 4));
        String create = SimulatedServer.drafted(
                admin, "joined-2", admin.get("/api/v1/spaces").text("/items/0/id"));
        try (Browser browser = site.browserOfAdmin().go("/console/changes?text=joined")) {
            browser.field("Select Change joined-1").click();
            browser.button("Combine").hover();
            browser.awaitText("Select another draft to combine it with");
            browser.field("Select Create joined-2").click();
            browser.awaitText("2 changes selected");
            browser.assertAccessible().assertNoSidewaysScroll();
            browser.button("Combine").click();
            Part form = browser.find("plenum-form-dialog");
            form.field("Title").type("Both of them");
            form.button("Make one change").click();
            browser.awaitPath("/console/changes/[0-9a-f-]{36}");
            browser.find("h1").awaitText("Both of them");
            browser.find("plenum-steps").awaitText("1 to create").awaitText("1 to update");
            admin.get("/api/v1/ext/infrastructure/changes/" + update).expect(404);
            admin.get("/api/v1/ext/infrastructure/changes/" + create).expect(404);

            browser.go(SimulatedServer.make(admin, "joined-3").page() + "/edit");
            browser.field("Cores").type("8");
            browser.button("Show the plan").click();
            browser.button("Combine").click();
            browser.find("plenum-form-dialog").field("Your other draft").choose("Both of them");
            browser.assertAccessible();
            browser.find("plenum-form-dialog").button("Make one change").click();
            browser.find("h1").awaitText("Both of them");
            browser.find("plenum-steps").awaitText("1 to create").awaitText("2 to update");
            browser.button("Apply").click();
            browser.find("plenum-confirm").button("Apply").click();
            browser.awaitText("Succeeded");
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

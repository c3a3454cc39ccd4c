package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Client;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A change shows what it will do, and does exactly that. */
@ExtendWith(DemoSite.class)
class ChangesPageIT {
    @Test
    void aPlanIsReadThenAppliedAndItsCourseWatched(Site site) {
        Client admin = site.server().admin();
        String change = draft(admin, "planned", Map.of("cores", 6));
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
        Client admin = site.server().admin();
        String change = draft(admin, "overtaken", Map.of("cores", 7));
        try (Browser browser = site.browserOfAdmin().go("/console/changes/" + change)) {
            browser.find("plenum-diff").awaitText("2").awaitText("7");
            String item =
                    admin.get("/api/v1/ext/infrastructure/changes/" + change).text("/itemId");
            apply(
                    admin,
                    admin.post(
                                    "/api/v1/ext/infrastructure/changes",
                                    Map.of("kind", "update", "item", item, "values", Map.of("cores", 3)))
                            .expect(201)
                            .text("/id"));
            browser.button("Apply").click();
            browser.find("plenum-confirm").button("Apply").click();
            browser.awaitText("This is a new plan");
            browser.find("plenum-diff").awaitText("3").awaitText("7");
            browser.assertAccessible();
        }
    }

    @Test
    void aDraftCanBeDiscarded(Site site) {
        String change = draft(site.server().admin(), "discarded", Map.of("cores", 8));
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

    /** A change of a server of its own, which has 2 cores. */
    private static String draft(Client admin, String title, Map<String, Object> values) {
        String connection = admin.get("/api/v1/ext/infrastructure/connections").text("/items/0/id");
        Map<String, Object> wanted = Map.of("hostname", title, "cores", 2, "memory", 4);
        String made = admin.post(
                        "/api/v1/ext/infrastructure/changes",
                        Map.of(
                                "kind",
                                "create",
                                "connection",
                                connection,
                                "type",
                                "example.server",
                                "title",
                                title,
                                "values",
                                wanted))
                .expect(201)
                .text("/id");
        String item = apply(admin, made);
        return admin.post(
                        "/api/v1/ext/infrastructure/changes",
                        Map.of("kind", "update", "item", item, "values", values, "reason", "a test"))
                .expect(201)
                .text("/id");
    }

    /** The item that the change is about. */
    private static String apply(Client admin, String change) {
        String path = "/api/v1/ext/infrastructure/changes/" + change;
        String operation = admin.post(
                        path + "/apply", Map.of("digest", admin.get(path).text("/digest")))
                .expect(202)
                .text("/id");
        coop.plenum.itest.Waiting.until(
                "change applied",
                Browser.PATIENCE,
                () -> admin.get("/api/v1/operations/" + operation)
                        .text("/status")
                        .equals("succeeded"));
        String item = admin.get(path).text("/resourceId");
        assertThat(item).isNotEmpty();
        return item;
    }
}

package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Client;
import coop.plenum.itest.Waiting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is already there comes under management without being touched. */
@ExtendWith(DemoSite.class)
class AdoptionIT {
    private static final String UNMANAGED = "/api/v1/items?type=example.volume&total=true&filter=!managed";

    @Test
    void allThatMatchAreAdopted(Site site) {
        Client admin = site.server().admin();
        int before = admin.get(UNMANAGED).expect(200).json().path("total").asInt();
        assertThat(before).isPositive();

        admin.post("/api/v1/ext/infrastructure/adoptions", Map.of("type", "example.volume", "filter", "nonsense =="))
                .expect(400);
        admin.post("/api/v1/ext/infrastructure/adoptions", Map.of("filter", "")).expect(400);
        admin.post("/api/v1/ext/infrastructure/adoptions", Map.of("type", "example.nothing"))
                .expect(404);
        String operation = admin.post(
                        "/api/v1/ext/infrastructure/adoptions",
                        Map.of("type", "example.volume", "filter", "title != \"\"", "reason", "ours"))
                .expect(202)
                .text("/id");
        Waiting.until(
                "operation succeeded",
                Browser.PATIENCE,
                () -> admin.get("/api/v1/operations/" + operation)
                        .text("/status")
                        .equals("succeeded"));
        assertThat(admin.get("/api/v1/operations/" + operation)
                        .json()
                        .at("/result/adopted")
                        .asInt())
                .isEqualTo(before);
        assertThat(admin.get(UNMANAGED).json().path("total").asInt()).isZero();
    }

    @Test
    void allThatAListHoldsAreAdoptedInTheConsole(Site site) {
        Client admin = site.server().admin();
        String many = "filter=cores%20%3E%3D%2032%20%26%26%20title.startsWith(%22server-%22)";
        int before = admin.get("/api/v1/items?type=example.server&total=true&" + many + "%20%26%26%20!managed")
                .expect(200)
                .json()
                .path("total")
                .asInt();
        assertThat(before).isPositive();
        try (Browser browser = site.browserOfAdmin().go("/console/inventory?type=example.server&sort=title&" + many)) {
            browser.find("plenum-inventory-page", "tbody input[type=checkbox]").click();
            browser.button("Adopt").click();
            browser.button("All that match").click();
            Part dialog = browser.find("plenum-adopt-all");
            dialog.awaitText("on all its pages, are not managed yet");
            browser.assertAccessible();
            dialog.button("Adopt all " + before + " items").click();
            dialog.awaitText("Succeeded").awaitText(before + " items adopted.");
            browser.assertAccessible();
            dialog.link("See the operation").click();
            browser.awaitPath("/console/operations/.+");

            browser.go("/console/inventory");
            browser.find("plenum-inventory-page", "tbody tr").awaitShown();
            browser.button("More").click();
            browser.awaitText("Choose one type first");
        }
        assertThat(admin.get("/api/v1/items?type=example.server&total=true&" + many + "%20%26%26%20!managed")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void oneIsAdoptedAndLetGoOfInTheConsole(Site site) {
        Client admin = site.server().admin();
        String network = admin.get("/api/v1/items?type=example.network&filter=!managed%20%26%26%20!vanished")
                .text("/items/0/id");
        try (Browser browser = site.browserOfAdmin().go("/console/items/" + network)) {
            browser.button("More").click();
            browser.role("menuitem", "Adopt it as it is").click();
            browser.awaitText("It is managed now");
            browser.find("plenum-page-header").awaitText("Managed");
            browser.assertAccessible();
            browser.button("More").click();
            browser.role("menuitem", "Stop managing it").click();
            browser.awaitText("It is only observed from now on");
        }
    }

    @Test
    void whoMayOnlyLookAdoptsNothing(Site site) {
        Client viewer = site.user("adopt-viewer", "viewer");
        String network = viewer.get("/api/v1/items?type=example.network").text("/items/0/id");
        viewer.post("/api/v1/ext/infrastructure/adoptions", Map.of("item", network))
                .expect(403);

        Client admin = site.server().admin();
        admin.post(
                        "/api/v1/roles",
                        Map.of("name", "actor", "permissions", List.of("*.view", "infrastructure.resource.act")))
                .expect(201);
        Client actor = site.user("adopt-actor", "actor");
        actor.post("/api/v1/ext/infrastructure/adoptions", Map.of("item", network))
                .expectProblem(403, "access-denied");
        actor.post("/api/v1/ext/infrastructure/adoptions", Map.of("type", "example.network"))
                .expectProblem(403, "access-denied");
    }
}

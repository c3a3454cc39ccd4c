package coop.plenum.itest.console;

import coop.plenum.itest.Client;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A text becomes a form, the form a plan, and the plan a site. */
@ExtendWith(DemoSite.class)
class BlueprintPageIT {
    private static final String SOURCE = """
            name: shop
            parameters:
              servers: {type: integer, title: Servers, default: 2, minimum: 1, maximum: 5}
            items:
              front:
                type: example.network
                values: {name: bp-front, cidr: "${cidr.subnet('10.40.0.0/16', 8, 1)}"}
              web:
                type: example.server
                foreach: range(parameters.servers)
                values: {hostname: "bp-web-${each.value}", cores: 2, memory: 4, network: {ref: front}}
            """;

    @Test
    void aBlueprintIsDeployedFromItsForm(Site site) {
        Client admin = site.server().admin();
        admin.post("/api/v1/modules/blueprint/install", Map.of()).expect(200);
        String blueprint = admin.post(
                        "/api/v1/items",
                        Map.of(
                                "type",
                                "blueprint.blueprint",
                                "title",
                                "Shop",
                                "state",
                                "published",
                                "values",
                                Map.of("source", SOURCE)))
                .expect(201)
                .text("/id");
        String connection =
                admin.get("/api/v1/items/" + SimulatedServer.connection(admin)).text("/title");
        try (Browser browser = site.browserOfAdmin().go("/console/x/blueprint/blueprint-page")) {
            browser.link("Shop").click();
            browser.awaitText("This is a valid blueprint.");
            browser.assertAccessible().assertNoSidewaysScroll();
            browser.field("Connection: default").type(connection);
            browser.role("option", connection).click();
            browser.button("Draft the change").click();
            browser.awaitText("3 to create");
            browser.button("Apply").click();
            browser.find("plenum-confirm").button("Apply").click();
            browser.awaitText("Succeeded");
            browser.go("/console/x/blueprint/blueprint-page?show=deployments");
            browser.link("shop").click();
            browser.awaitText("bp-web-1");
            browser.assertAccessible().assertNoSidewaysScroll();
        } finally {
            admin.send("DELETE", "/api/v1/modules/blueprint", null).expect(204);
        }
        admin.get("/api/v1/items/" + blueprint).expect(200);
    }
}

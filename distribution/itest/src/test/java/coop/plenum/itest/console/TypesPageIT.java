package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.itest.Client;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DemoSite.class)
class TypesPageIT {
    @Test
    void aTypeIsMadeOfFieldsThatArePutInOrder(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/types/new")) {
            browser.field("Label").type("Rack position");
            browser.button("Add a field").click();
            browser.role("dialog", "What kind of field?").text("Choice").click();
            Part field = browser.role("dialog", "Add a field");
            field.field("Label").type("Side of the rack");
            field.field("Options, 1").type("front");
            field.field("Required").click();
            field.button("Add a field").click();
            browser.find("li.field").awaitText("sideOfTheRack");

            browser.button("Add a field").click();
            browser.role("dialog", "What kind of field?").text("Quantity").click();
            field.field("Label").type("Height");
            field.field("Unit").type("mm");
            browser.find("[role=option]").awaitText("mm").click();
            field.button("Add a field").click();
            browser.button("Actions for Height").click();
            browser.role("menuitem", "Move up").click();
            browser.find("plenum-type-preview").awaitText("Side of the rack");
            browser.assertAccessible();
            browser.button("New content type").click();
            browser.awaitPath("/console/types/site.rack-position");
            browser.find("plenum-table", "tbody tr").awaitText("Quantity (mm)");
            browser.assertAccessible();
        }
        JsonNode type = site.server()
                .admin()
                .get("/api/v1/content-types/site.rack-position")
                .expect(200)
                .json();
        assertThat(type.path("fields"))
                .extracting(field -> field.path("name").asText())
                .containsExactly("height", "sideOfTheRack");
    }

    @Test
    void aChangeThatWouldLoseValuesIsRefusedInWordsAtItsField(Site site) {
        Client admin = site.server().admin();
        Map<String, Object> purpose =
                Map.of("name", "purpose", "type", "enum", "label", "Purpose", "options", List.of("spare", "lent"));
        admin.post("/api/v1/content-types", Map.of("name", "site.shelf", "label", "Shelf", "fields", List.of(purpose)))
                .expect(201);
        admin.post(
                        "/api/v1/items",
                        Map.of("type", "site.shelf", "title", "Shelf 1", "values", Map.of("purpose", "spare")))
                .expect(201);
        try (Browser browser = site.browserOfAdmin().go("/console/types/site.shelf/edit")) {
            browser.button("Edit Purpose").click();
            Part field = browser.role("dialog", "Edit Purpose");
            field.button("Remove Options, 1").click();
            field.button("Apply").click();
            browser.awaitText("1 change");
            browser.button("Save").click();
            browser.find("li.field").awaitText("still has the value \"spare\" in some items.");
            browser.assertAccessible();
            browser.button("Discard").click();
            browser.awaitText("No changes");

            browser.go("/console/types/site.shelf/usage");
            browser.find("plenum-card").awaitText("1");
            browser.button("Actions for Shelf").click();
            browser.role("menu", "Actions for Shelf").awaitText("One item of it exists; delete that first");
        }
    }

    @Test
    void aTypeOfAModuleIsReadOnly(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/types/example.server")) {
            browser.awaitText("Belongs to the module example");
            assertThat(browser.button("Edit fields").attribute("aria-disabled")).isEqualTo("true");
            browser.link("Permissions").click();
            browser.awaitText("example.server.view-sensitive");
            browser.assertAccessible();
            browser.link("JSON Schema").click();
            browser.awaitText("\"x-plenum-type\": \"example.server\"");
        }
    }
}

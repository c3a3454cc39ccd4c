package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Client;
import coop.plenum.itest.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A text becomes a form, the form a plan, and the plan a site; what is there becomes a text. */
@ExtendWith(DemoSite.class)
class BlueprintPageIT {
    private static final String PAGE = "/console/x/blueprint/blueprint-page";
    private static final String SOURCE = """
            name: %1$s
            parameters:
              servers: {type: integer, title: Servers, default: 2, minimum: 1, maximum: 5}
            items:
              front:
                type: example.network
                values: {name: %1$s-front, cidr: "${cidr.subnet('10.%2$d.0.0/16', 8, 1)}"}
              web:
                type: example.server
                foreach: range(parameters.servers)
                values: {hostname: "%1$s-web-${each.value}", cores: 2, memory: 4, network: {ref: front}}
            """;

    @BeforeAll
    static void install(Site site) {
        site.server()
                .admin()
                .post("/api/v1/modules/blueprint/install", Map.of())
                .expect(200);
    }

    @AfterAll
    static void uninstall(Site site) {
        site.server().admin().send("DELETE", "/api/v1/modules/blueprint", null).expect(204);
    }

    private static String kept(Client admin, String title, String source) {
        Map<String, Object> item = Map.of(
                "type",
                "blueprint.blueprint",
                "title",
                title,
                "state",
                "published",
                "values",
                Map.of("source", source));
        return admin.post("/api/v1/items", item).expect(201).text("/id");
    }

    private static String connectionTitle(Client admin) {
        return admin.get("/api/v1/items/" + SimulatedServer.connection(admin)).text("/title");
    }

    private static void choose(Browser browser, String field, String connection) {
        browser.field(field).type(connection);
        browser.role("option", connection).click();
    }

    @Test
    void aBlueprintIsDeployedUpdatedAndDestroyed(Site site) {
        Client admin = site.server().admin();
        String blueprint = kept(admin, "Shop", SOURCE.formatted("shop", 40));
        String connection = connectionTitle(admin);
        try (Browser browser = site.browserOfAdmin().go(PAGE)) {
            browser.link("Shop").click();
            browser.awaitText("This is a valid blueprint.");
            browser.assertAccessible().assertNoSidewaysScroll();
            choose(browser, "Connection: default", connection);
            browser.button("Draft the change").click();
            browser.awaitText("3 to create");
            browser.button("Apply").click();
            browser.find("plenum-confirm").button("Apply").click();
            browser.awaitText("Succeeded");

            gainsAConnection(admin, blueprint);
            browser.go(PAGE + "?show=deployments");
            browser.link("shop").click();
            browser.awaitText("shop-web-1");
            choose(browser, "Connection: other", connection);
            browser.field("Servers").type("1");
            Looks.assertSound(browser.settle(), "deployment", Theme.values());
            browser.width(Width.DESK).theme(Theme.LIGHT);
            browser.button("Draft the change").click();
            browser.find("h1").awaitText("Update shop");
            browser.awaitText("1 to create").awaitText("1 to delete");
            browser.button("Apply").click();
            browser.find("plenum-confirm").button("Apply").click();
            browser.awaitText("Succeeded");

            browser.go(PAGE + "?show=deployments");
            browser.link("shop").click();
            browser.awaitText("shop-back");
            browser.button("Destroy").click();
            browser.find("plenum-confirm").button("Destroy").click();
            browser.awaitText("3 to delete");
            browser.button("Apply").click();
            browser.find("plenum-confirm").field("Type 3 to confirm").type("3");
            browser.find("plenum-confirm").button("Apply").click();
            browser.awaitText("Succeeded");
        }
        assertThat(admin.get("/api/v1/items?type=example.network&filter=title%20%3D%3D%20%22shop-front%22")
                        .json()
                        .path("items"))
                .isEmpty();
    }

    /** The next version goes over a connection that the first had no name for. */
    private static void gainsAConnection(Client admin, String blueprint) {
        String source = SOURCE.formatted("shop", 40)
                + "  back:\n    type: example.network\n    connection: other\n"
                + "    values: {name: shop-back, cidr: 10.41.0.0/24}\n";
        admin.patch(
                        "/api/v1/items/" + blueprint,
                        admin.get("/api/v1/items/" + blueprint).etag(),
                        Map.of("values", Map.of("source", source)))
                .expect(200);
    }

    @Test
    void aFileIsUploadedItsProblemsAreShownWhereTheyAreAndItIsKeptInTheChosenSpace(Site site, @TempDir Path folder)
            throws IOException {
        Client admin = site.server().admin();
        String space = GuardedSpace.make(admin, "yards").id();
        Path wrong = folder.resolve("wrong.yaml");
        Files.writeString(wrong, SOURCE.formatted("yard", 42).replace("memory: 4", "memori: 4"));
        Path right = folder.resolve("right.yaml");
        Files.writeString(right, SOURCE.formatted("yard", 42));
        try (Browser browser = site.browserOfAdmin().go(PAGE)) {
            browser.button("All spaces").click();
            browser.find("plenum-top-bar").text("yards").click();
            browser.link("New blueprint").click();
            browser.button("Upload a file").awaitShown();
            browser.find("blueprint-editor", "input[type=file]").upload(wrong);
            browser.find("blueprint-editor").awaitText("Line 11").awaitText("memori");
            Looks.assertSound(browser.settle(), "blueprint-problems", Theme.values());
            browser.width(Width.DESK).theme(Theme.LIGHT);
            browser.find("blueprint-editor", "input[type=file]").upload(right);
            browser.awaitText("This is a valid blueprint.").awaitText("In the space yards.");
            browser.button("Save and publish").click();
            browser.awaitText("The blueprint is saved.");
            browser.awaitPath(".*[?&]blueprint=.+");
            String id = browser.path().replaceAll(".*[?&]blueprint=([^&]+).*", "$1");
            assertThat(admin.get("/api/v1/items/" + id).text("/space")).isEqualTo(space);
        }
    }

    @Test
    void whatIsThereOrWasKeptElsewhereBecomesABlueprint(Site site, @TempDir Path folder) throws IOException {
        Path inventory = folder.resolve("hosts.ini");
        Files.writeString(inventory, "[web]\nweb[01:03] ansible_host=192.0.2.7 ansible_password=secret\n");
        Client admin = site.server().admin();
        SimulatedServer.make(admin, "worth-keeping");
        try (Browser browser = site.browserOfAdmin().go(PAGE + "?show=import")) {
            browser.field("Start").choose("From items");
            browser.field("Type").type("example.server");
            browser.field("Filter").type("title == \"worth-keeping\"");
            browser.button("Make a blueprint").click();
            browser.find("blueprint-port", "plenum-code").awaitText("worth-keeping");
            browser.assertAccessible().assertNoSidewaysScroll();

            browser.field("Start").choose("Terraform or OpenTofu state");
            browser.field("Terraform or OpenTofu state").type("{");
            browser.button("Make a blueprint").click();
            browser.find("plenum-problem").awaitText("JSON");

            browser.field("Start").choose("Ansible inventory");
            browser.find("blueprint-port", "input[type=file]").upload(inventory);
            Waiting.until(
                    "the file is read",
                    Browser.PATIENCE,
                    () -> browser.field("Ansible inventory").value().contains("web[01:03]"));
            browser.button("Make a blueprint").click();
            browser.find("blueprint-port", "plenum-code").awaitText("web02");
            assertThat(browser.find("blueprint-port", "plenum-code").text()).doesNotContain("secret");
            Looks.assertSound(browser.settle(), "blueprint-imported", Theme.values());
            browser.width(Width.DESK).theme(Theme.LIGHT);
            browser.find("blueprint-port", "plenum-card:last-of-type")
                    .button("Make a blueprint")
                    .click();
            browser.awaitPath(".*[?&]blueprint=.+");
            browser.find("blueprint-editor").awaitText("Blueprint in YAML");
        }
    }
}

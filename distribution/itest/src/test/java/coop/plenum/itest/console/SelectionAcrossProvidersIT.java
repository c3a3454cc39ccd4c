package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.baremetal.redfish.FakeRedfishService;
import coop.plenum.baremetal.redfish.Maker;
import coop.plenum.itest.Client;
import coop.plenum.itest.Inventory;
import coop.plenum.openstack.fake.FakeCloud;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers of several providers, selected together, are acted on by one change, by the one name that an action has. */
class SelectionAcrossProvidersIT {
    private static final String SERVERS = "/console/inventory?trait=compute.server";

    private final FakeCloud cloud = new FakeCloud();
    private final FakeRedfishService controller = new FakeRedfishService(Maker.STANDARD);
    private Site site;
    private Client admin;
    private String space;
    private List<String> titles;

    @BeforeEach
    void connect(@TempDir Path data) throws IOException {
        cloud.services().put("compute/servers", Map.of("name", "web", "flavorRef", "f1", "imageRef", "i1"));
        controller.become("00000000-0000-0000-0000-0000000000a7", "02:00:00:00:00:a7", "192.0.2.167");
        site = Site.start(data);
        admin = site.server().admin();
        for (String module : List.of("example", "openstack", "baremetal")) {
            admin.post("/api/v1/modules/" + module + "/install", Map.of()).expect(200);
        }
        space = admin.get("/api/v1/spaces").text("/items/0/id");
        Inventory.connect(admin, space, "simulator", "simulator", Map.of("count", 1, "seed", 26), Map.of());
        Inventory.connect(
                admin,
                space,
                "cloud",
                "openstack",
                Map.of("authUrl", cloud.authUrl(), "username", "tester", "project", "proving"),
                Map.of("password", FakeCloud.PASSWORD));
        Inventory.connect(
                admin,
                space,
                "rack",
                "baremetal",
                Map.of(
                        "protocol",
                        "redfish",
                        "addresses",
                        List.of("127.0.0.1:" + controller.port()),
                        "username",
                        "admin",
                        "tlsTrust",
                        "pinned",
                        "certificateFingerprints",
                        List.of(FakeRedfishService.fingerprint())),
                Map.of("password", FakeRedfishService.PASSWORD));
        titles = Inventory.titles(servers());
        assertThat(Inventory.types(servers()))
                .containsExactlyInAnyOrder("baremetal.machine", "example.server", "openstack.server");
    }

    @AfterEach
    void stop() {
        site.server().close();
        controller.close();
        cloud.close();
    }

    private List<JsonNode> servers() {
        return Inventory.ask(admin, space, "!vanished");
    }

    private Browser act(Browser browser) {
        browser.go(SERVERS);
        titles.forEach(title -> browser.field("Select " + title).click());
        browser.awaitText("3 items selected");
        browser.button("Act").click();
        return browser;
    }

    @Test
    void allAreStoppedByOneChange() {
        try (Browser browser = site.browserOfAdmin()) {
            act(browser).field("Action").choose("Stop (3 of 3)");
            browser.awaitText("Asks the operating system to shut down").awaitText("may be interrupted");
            Looks.assertSound(browser.settle(), "selection-across-providers", Theme.values());
            browser.width(Width.DESK).theme(Theme.LIGHT);
            browser.button("Draft the change").click();
            browser.awaitPath("/console/changes/[0-9a-f-]{36}").find("h1").awaitText("Stop: 3 resources");
            browser.find("plenum-steps").awaitText("3 actions");
            browser.screenshot("change-across-providers");
            browser.button("Apply").click();
            browser.find("plenum-confirm").button("Apply").click();
            browser.awaitText("Succeeded");
            assertThat(admin.get("/api/v1/items?type=infrastructure.change")
                            .json()
                            .path("items"))
                    .as("one change for all")
                    .hasSize(1);
            assertThat(servers())
                    .allSatisfy(
                            server -> assertThat(server.at("/values/powerState").asText())
                                    .as(server.path("title").asText())
                                    .isEqualTo("off"));
            assertThat(controller.resets()).as("asked, not switched off").contains("GracefulShutdown");
            assertThat(cloud.services().effects()).anyMatch(effect -> effect.endsWith("os-stop"));

            act(browser).field("Action").choose("Stop (0 of 3)");
            browser.awaitText("The machine is off.").awaitText("The server is off already.");
            browser.field("Action").choose("Resize (2 of 3)");
            browser.awaitText("It has no such action.");
            assertThat(browser.button("Draft the change").attribute("aria-description"))
                    .isEqualTo("They ask for different values: select those of one type");
            browser.assertAccessible().screenshot("selection-that-differs");
        }
    }
}

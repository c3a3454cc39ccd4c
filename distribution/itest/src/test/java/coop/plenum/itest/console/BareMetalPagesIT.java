package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.baremetal.redfish.FakeRedfishService;
import coop.plenum.baremetal.redfish.Maker;
import coop.plenum.itest.Client;
import coop.plenum.itest.Inventory;
import coop.plenum.itest.IpmiRig;
import coop.plenum.itest.Ports;
import coop.plenum.itest.Waiting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Controllers are found by a scan and connected from its page; a machine's page shows how far its life has come. */
class BareMetalPagesIT {
    private static final int BASE_PORT = Ports.before(2);

    @Test
    void controllersAreFoundConnectedAndTheirMachinesTakenChargeOf(@TempDir Path data, @TempDir Path rigs)
            throws Exception {
        try (IpmiRig rig = IpmiRig.start(rigs, BASE_PORT, 2)) {
            Site site = Site.start(data);
            try (Browser browser = site.browserOfAdmin()) {
                Client admin = site.server().admin();
                admin.post("/api/v1/modules/baremetal/install", Map.of()).expect(200);
                scan(browser, stored(admin, "test"));
                String machine = connected(browser, admin);
                life(browser, admin, machine);
                assertThat(rig.actions(1)).doesNotContain("set power");
                anImageIsPutIntoADrive(admin);
            } finally {
                site.server().close();
            }
        }
    }

    /** An action with parameters, over REST and the provider, at the controller whose drive is meant. */
    private static void anImageIsPutIntoADrive(Client admin) {
        try (FakeRedfishService controller = new FakeRedfishService(Maker.STANDARD)) {
            Inventory.connect(
                    admin,
                    admin.get("/api/v1/spaces").text("/items/0/id"),
                    "by Redfish",
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
            String drive = admin.get("/api/v1/items?type=baremetal.virtual-media")
                    .expect(200)
                    .text("/items/0/id");
            String act = "/api/v1/ext/infrastructure/resources/" + drive + "/actions/insert-media";
            admin.post(act, Map.of("parameters", Map.of("writable", true))).expectProblem(400, "invalid-parameters");
            String image = "https://images.example/rescue.iso";
            String operation = admin.post(act, Map.of("parameters", Map.of("image", image, "writable", true)))
                    .expect(202)
                    .text("/id");
            Waiting.until(
                    "the image is in the drive",
                    Browser.PATIENCE,
                    () -> admin.get("/api/v1/operations/" + operation)
                            .text("/status")
                            .equals("succeeded"));
            assertThat(controller.acted())
                    .containsExactly(
                            "VirtualMedia.InsertMedia {Image=" + image + ", Inserted=true, WriteProtected=false}");
            assertThat(admin.get("/api/v1/items/" + drive).text("/values/image"))
                    .isEqualTo(image);
            admin.post(act, Map.of("parameters", Map.of("image", image))).expectProblem(409, "action-unavailable");
        }
    }

    private static String stored(Client admin, String password) {
        return admin.post("/api/v1/secrets", Map.of("field", "controllers", "value", password))
                .expect(201)
                .text("/reference");
    }

    private static void scan(Browser browser, String secret) {
        browser.go("/console/x/baremetal/baremetal-scan");
        Looks.assertSound(browser.settle(), "scan", Theme.values());
        browser.width(Width.DESK).theme(Theme.LIGHT);
        browser.field("Addresses, 1").type("127.0.0.1:" + (BASE_PORT + 1) + "-" + (BASE_PORT + 2));
        browser.field("Protocol").choose("ipmi");
        browser.field("1. user name").type("ipmiusr");
        browser.field("1. password").type("not-the-password");
        browser.field("2. user name").type("ipmiusr");
        browser.field("2. password").type(secret);
        browser.button("Scan").click();
        browser.awaitText("2 addresses, 0 silent").awaitText("Works").awaitText("127.0.0.1:" + (BASE_PORT + 2));
        assertThat(browser.text()).doesNotContain("not-the-password");
        Looks.assertSound(browser.settle(), "scanned", Theme.values());
        browser.width(Width.DESK).theme(Theme.LIGHT);
    }

    private static String connected(Browser browser, Client admin) throws InterruptedException {
        browser.button("Connect 2 controllers as ipmiusr").click();
        browser.awaitText("2 controllers are connected.");
        for (int tries = 0; tries < 150; tries++) {
            var machines = admin.get("/api/v1/items?type=baremetal.machine&sort=title")
                    .expect(200)
                    .json()
                    .path("items");
            if (machines.size() == 2) {
                return machines.path(0).path("id").asText();
            }
            Thread.sleep(200);
        }
        throw new AssertionError("the machines did not come");
    }

    private static void life(Browser browser, Client admin, String machine) {
        browser.go("/console/x/baremetal/baremetal-machines").find("h1").awaitText("Racks");
        assertThat(browser.find("plenum-navigation", "a").texts())
                .contains("Racks", "Machines")
                .doesNotHaveDuplicates();
        browser.go("/console/items/" + machine);
        browser.link("Hardware").click();
        browser.awaitText("nobody has taken charge of it yet").awaitText("No parts are known");
        admin.post("/api/v1/ext/infrastructure/resources/" + machine + "/actions/retire", Map.of())
                .expect(400);
        admin.post("/api/v1/ext/infrastructure/resources/" + machine + "/actions/enroll", Map.of())
                .expect(202);
        browser.awaitText("enroll ·");
        assertThat(browser.find("baremetal-hardware", "li[aria-current=step]").text())
                .isEqualTo("Enrolled");
        Looks.assertSound(browser.settle(), "hardware", Theme.values());
    }
}

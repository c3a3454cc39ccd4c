package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.IpmiRig;
import coop.plenum.itest.Ports;
import coop.plenum.itest.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job as somebody does it who has never been here, from the address that the server prints to machines that are
 * switched, on BMCs that nobody here wrote. What they were told stands in their own log.
 */
class MainJobInBrowserIT {
    private static final int BASE_PORT = Ports.before(2);
    private static final String MACHINE = "Server-2 SN000002";
    private static final Duration MOST_UNTIL_MACHINES = Duration.ofMinutes(3);

    @Test
    void machinesAreConnectedSwitchedAndLookedUpAndStayWhenTheirModuleGoes(@TempDir Path data, @TempDir Path rigs)
            throws Exception {
        try (IpmiRig rig = IpmiRig.start(rigs, BASE_PORT, 2);
                Server server = Server.launch(data, Ports.free(), Map.of("PLENUM_ADMIN_PASSWORD", ""))
                        .awaitReady();
                Browser browser = Browser.open(server.client().base())) {
            long began = System.nanoTime();
            browser.pace(Pace.PEOPLE);
            setUp(browser.go(server.setUpAddress()));
            connect(browser);
            browser.awaitText("2 Machine 0 Memory module");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(MOST_UNTIL_MACHINES);
            browser.pace(Pace.MACHINE);

            openMachine(browser);
            switchOn(browser);
            assertThat(rig.actions(2)).contains("set power 1");
            assertThat(rig.actions(1)).doesNotContain("set power");
            readHistory(browser);
            lookAtItsPages(browser);

            uninstall(browser);
            browser.go("/console/inventory?type=baremetal.machine");
            browser.link(MACHINE).awaitShown();
        }
    }

    private static void setUp(Browser browser) {
        browser.field("Login").type("ada");
        browser.field("Your name").type("Ada");
        browser.field("Password").type(Site.PASSWORD);
        browser.button("Create administrator").click();
        browser.awaitPath("/console/setup/start").button("Connect a system").click();
    }

    private static void connect(Browser browser) {
        browser.find("plenum-start-page", "#baremetal plenum-button", "button").click();
        browser.awaitPath("/console/connections/new\\?provider=baremetal");
        browser.field("Name").type("Rack 1");
        browser.field("Protocol").choose("ipmi");
        browser.field("Addresses of the controllers, 1").type("127.0.0.1:" + (BASE_PORT + 1) + "-" + (BASE_PORT + 2));
        browser.field("User name").type("ipmiusr");
        browser.field("Password").type("not the password");
        browser.button("Test and save").click();
        browser.awaitText("It does not work, so it was not saved");
        browser.assertAccessible();
        browser.field("Password").type("test");
        browser.button("Test and save").click();
        browser.awaitPath("/console/connections/[0-9a-f-]{36}");
    }

    private static void openMachine(Browser browser) {
        browser.go("/console/inventory?type=baremetal.machine").link(MACHINE).click();
        browser.awaitPath("/console/items/.*");
    }

    private static void switchOn(Browser browser) {
        browser.find("plenum-item-summary").awaitText("Off");
        browser.button("Actions").click();
        browser.role("menuitem", "Start").click();
        browser.find("plenum-item-action").button("Start").click();
        browser.link("Follow it").click();
        browser.awaitPath("/console/operations/.*");
        browser.find("plenum-operation-page").awaitText("Start: " + MACHINE).awaitText("Succeeded");
        browser.link(MACHINE).click();
        browser.find("plenum-item-summary").awaitText("On");
    }

    private static void readHistory(Browser browser) {
        Part machine = browser.find("plenum-item-page");
        machine.link("Revisions").click();
        machine.find("plenum-diff").awaitText("Power");
        machine.link("Operations").click();
        machine.find("plenum-item-operations").awaitText("Start: " + MACHINE).awaitText("Succeeded");
        machine.link("Audit").click();
        machine.find("plenum-item-audit").link("resource.act").click();
        browser.awaitPath("/console/audit/.*").find("plenum-entry-proof").awaitText("Verified");
    }

    private static void lookAtItsPages(Browser browser) {
        Looks.assertSound(browser.go("/console/x/baremetal/baremetal-machines").settle(), "machines", Theme.values());
        browser.width(Width.DESK).theme(Theme.LIGHT);
    }

    private static void uninstall(Browser browser) {
        browser.go("/console/modules/baremetal?change=uninstall").settle();
        browser.find("plenum-module-change").button("Uninstall").click();
        browser.awaitText("Bare metal is uninstalled");
    }
}

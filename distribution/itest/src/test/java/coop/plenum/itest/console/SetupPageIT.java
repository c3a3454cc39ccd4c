package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Ports;
import coop.plenum.itest.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the address that the server prints to resources on the screen. */
class SetupPageIT {
    @TempDir
    private Path data;

    @Test
    void theAddressThatIsPrintedLeadsToAnAdministratorASampleSiteAndItsResources() throws Exception {
        try (Server server = Server.launch(data, Ports.free(), Map.of("PLENUM_ADMIN_PASSWORD", ""))
                        .awaitReady();
                Browser browser = Browser.open(server.client().base())) {
            browser.go(server.setUpAddress());
            browser.field("Login").type("ada");
            assertThat(browser.field("Set-up token").value())
                    .isEqualTo(Files.readString(data.resolve("setup-token")).strip());
            assertThat(browser.path()).doesNotContain("token");
            Looks.assertSound(browser, "setup-new", Theme.values());

            browser.field("Password").type("short");
            browser.button("Create administrator").click();
            browser.awaitText("12");
            browser.assertAccessible();
            browser.field("Your name").type("Ada");
            browser.field("Password").type(Site.PASSWORD);
            browser.button("Create administrator").click();
            browser.awaitPath("/console/setup/start");
            Looks.assertSound(browser, "setup-start", Theme.values());

            browser.button("Prepare the sample site").click();
            browser.awaitText("Your sample site is ready");
            Looks.assertSound(browser, "setup-sample", Theme.values());
            browser.link("See the resources").click();
            browser.awaitPath("/console/inventory.*");
            browser.awaitText("server-0");

            browser.go("/console/");
            browser.awaitText("First steps");
            browser.awaitText("1 item has drifted");
            browser.awaitText("Fail: demo-drifted failed");
            browser.assertAccessible();
        }
    }

    @Test
    @Tag("alone")
    void somebodySeesResourcesWithinAMinuteOfOpeningTheAddress() throws Exception {
        try (Server server = Server.launch(data, Ports.free(), Map.of("PLENUM_ADMIN_PASSWORD", ""))
                        .awaitReady();
                Browser browser = Browser.open(server.client().base()).pace(Pace.PEOPLE)) {
            long began = System.nanoTime();
            browser.go(server.setUpAddress());
            browser.field("Login").type("ada");
            browser.field("Your name").type("Ada");
            browser.field("Password").type(Site.PASSWORD);
            browser.button("Create administrator").click();
            browser.awaitPath("/console/setup/start")
                    .button("Prepare the sample site")
                    .click();
            browser.awaitText("Your sample site is ready");
            browser.link("See the resources").click();
            browser.awaitText("server-0");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void whoComesLateIsSentToTheLogInPage() throws Exception {
        try (Server server = Server.start(data);
                Browser browser = Browser.open(server.client().base())) {
            browser.go("/console/setup");
            browser.link("Log in").click();
            browser.awaitPath("/console/login");
            browser.field("Login").type("admin");
            browser.field("Password").type("wrong");
            browser.button("Log in").click();
            browser.find("plenum-problem").awaitShown();
            browser.assertAccessible().screenshot("login-wrong");
        }
    }
}

package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of modules. */
class ModulesPageIT {
    @TempDir
    private static Path data;

    private static Site site;

    @BeforeAll
    static void start() throws IOException {
        site = Site.start(data);
    }

    @AfterAll
    static void stop() {
        site.server().close();
    }

    private static void uninstall(String module) {
        site.server().admin().send("DELETE", "/api/v1/modules/" + module, null);
    }

    @Test
    @Tag("alone")
    void aModuleIsInstalledAsPlannedAndItsPageShowsInASecondTabWithinASecondAndGoesAgain() {
        uninstall("example");
        try (Browser browser = site.browserOfAdmin()) {
            browser.go("/console/modules?tab=catalog");
            String first = browser.tab();
            String second = browser.openTab("/console/");
            browser.link("Modules").awaitShown();

            browser.switchTo(first).button("Install Simulator").click();
            Part dialog = browser.find("plenum-module-change");
            dialog.awaitText("example.status.view")
                    .awaitText("example.server")
                    .awaitText("nothing of the core restarts")
                    .awaitText("Signed by");
            browser.assertAccessible();
            dialog.button("Install").click();
            browser.awaitText("Simulator is installed");

            long installed = System.nanoTime();
            browser.switchTo(second).link("Simulated world").awaitShown();
            assertThat(Duration.ofNanos(System.nanoTime() - installed)).isLessThan(Duration.ofSeconds(1));
            browser.link("Simulated world").click();
            browser.awaitText("No world is simulated yet");

            browser.switchTo(first).go("/console/modules/example?change=uninstall");
            dialog.awaitText("There are no items of its 3 content types");
            dialog.button("Uninstall").click();
            browser.awaitText("Simulator is uninstalled");
            browser.switchTo(second).link("Simulated world").awaitGone();
            browser.awaitText("This page is gone");
        }
        assertThat(site.policyViolations()).isZero();
    }

    @Test
    void whatCannotBeDoneIsRefusedInWordsAndPurgingNeedsTheName() {
        site.server().admin().post("/api/v1/modules/example/install", Map.of());
        try (Browser browser = site.browserOfAdmin()) {
            Part dialog = browser.go("/console/modules/infrastructure?change=uninstall")
                    .find("plenum-module-change");
            dialog.awaitText("The module example needs infrastructure. Uninstall example first.");
            assertThat(dialog.button("Uninstall").attribute("aria-disabled")).isEqualTo("true");

            browser.go("/console/modules/example?change=uninstall");
            dialog.field("Delete its content types and all their items too. This cannot be undone.")
                    .click();
            Part purge = dialog.button("Uninstall and delete its content");
            assertThat(purge.attribute("aria-disabled")).isEqualTo("true");
            dialog.field("Type example to confirm").type("example");
            purge.click();
            // the page behind the dialog may be counting what is being deleted
            browser.tolerate("items\\?type=example\\..* 404 ");
            browser.awaitText("Simulator is uninstalled");
        }
        assertThat(site.server()
                        .admin()
                        .get("/api/v1/content-types/example.server")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aFileThatIsNoModuleIsRefusedInWords(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("notes.jar"), "no jar");
        try (Browser browser = site.browserOfAdmin()) {
            browser.go("/console/modules?tab=upload")
                    .find("plenum-module-upload", "input")
                    .upload(file);
            browser.awaitText("it is damaged or no jar file");
            browser.assertAccessible();
        }
    }

    @Test
    void whoMayNotManageModulesSeesThemAndWhyNothingCanBeDone() {
        try (Browser browser = site.browser().as(site.user("val", "auditor"))) {
            Part install = browser.go("/console/modules?tab=catalog").button("Install Bare metal");
            assertThat(install.attribute("aria-disabled")).isEqualTo("true");
            assertThat(install.attribute("aria-description")).contains("module.manage");
        }
    }

    @Test
    void whoMayNotSeeModulesIsToldWhichPermissionIsMissing() {
        try (Browser browser = site.browser().as(site.user("nora"))) {
            browser.go("/console/modules").awaitText("You may not see this").awaitText("module.view");
        }
    }
}

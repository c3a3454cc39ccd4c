package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of connections. */
class ConnectionsPageIT {
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

    @Test
    void aConnectionIsTriedBeforeItIsSavedThenItsResourcesCome() {
        site.server().admin().post("/api/v1/modules/example/install", Map.of());
        try (Browser browser = site.browserOfAdmin()) {
            browser.go("/console/connections").link("New connection").awaitShown();
            browser.go("/console/connections/new")
                    .find("plenum-connection-edit", "a.choice")
                    .click();
            browser.awaitPath("/console/connections/new\\?provider=simulator");
            browser.awaitText("Rights that its user needs").awaitText("The simulator needs no rights.");
            browser.field("Name").type("Lab");
            browser.field("Servers").type("20");
            browser.field("Token").type("expired");
            browser.button("Test and save").click();
            browser.awaitText("It does not work, so it was not saved").awaitText("The simulator refuses this token.");
            browser.button("Save anyway").awaitShown();
            browser.assertAccessible();

            browser.field("Token").type("right");
            browser.button("Test").click();
            browser.awaitText("It works");
            browser.button("Test and save").click();
            browser.awaitPath("/console/connections/[0-9a-f-]{36}");
            browser.awaitText("31 resources").awaitText("Simulated world with 20 servers");
            browser.assertAccessible();
            assertThat(browser.text()).contains("Set, never shown");

            browser.button("Quick sync").click();
            browser.find("plenum-connection-syncs").awaitText("quick · ");
            browser.assertAccessible();
            someTypes(browser);

            browser.link("Edit").click();
            assertThat(browser.field("Token").value()).isEmpty();
            browser.field("Name").type("Lab of today");
            browser.button("Remove it").click();
            browser.button("Keep it").click();
            browser.button("Test and save").click();
            browser.awaitText("Lab of today is saved").awaitText("Set, never shown");

            browser.link("Edit").click();
            browser.button("Remove it").click();
            browser.button("Keep it").awaitShown();
            browser.button("Test and save").click();
            browser.awaitNoText("Set, never shown");

            browser.button("More actions").click();
            browser.role("menuitem", "Delete").click();
            Part question = browser.find("plenum-confirm");
            question.awaitText("Delete Lab of today?");
            question.button("Delete").click();
            browser.awaitPath("/console/connections").awaitText("Nothing is connected yet");
        }
        assertThat(site.policyViolations()).isZero();
    }

    private static void someTypes(Browser browser) {
        browser.awaitNoText("Syncing");
        browser.button("More actions").click();
        browser.role("menuitem", "Sync some types").click();
        Part dialog = browser.find("plenum-form-dialog");
        dialog.awaitText("Sync some types of Lab").awaitText("stays as it was seen last");
        dialog.field("Simulated network").click();
        dialog.field("Simulated volume").click();
        browser.assertAccessible();
        dialog.button("Sync").click();
        browser.awaitText("Lab is being synced");
        browser.find("plenum-connection-syncs").awaitText("11 resources"); // of 31, since 20 are servers
    }

    @Test
    void withoutAProviderTheWayLeadsToTheCatalog() {
        site.server().admin().send("DELETE", "/api/v1/modules/example", null);
        try (Browser browser = site.browserOfAdmin()) {
            browser.go("/console/connections").awaitText("No provider is installed");
            browser.link("Look at the catalog").click();
            browser.awaitPath("/console/modules\\?tab=catalog");
        }
    }
}

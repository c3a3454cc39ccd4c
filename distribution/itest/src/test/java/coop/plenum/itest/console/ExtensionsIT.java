package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What modules add to the console comes and goes with them, and what is wrong with it stays in its place. */
class ExtensionsIT {
    private static final Path DOCS = Path.of(System.getProperty("plenum.root"), "docs");

    @TempDir
    private static Path data;

    @TempDir
    private static Path jars;

    private static Site site;
    private static Client admin;

    @BeforeAll
    static void start() throws IOException {
        site = Site.start(data, Map.of("PLENUM_UNSIGNED_MODULES", "true"));
        admin = site.server().admin();
    }

    @AfterAll
    static void stop() {
        site.server().close();
    }

    private static void install(Path jar, String module) throws IOException {
        admin.with("Content-Type", "application/java-archive")
                .send("POST", "/api/v1/modules/upload", Files.readAllBytes(jar))
                .expect(201);
        admin.post("/api/v1/modules/" + module + "/install", Map.of()).expect(200);
    }

    private static void uninstall(String module) {
        admin.send("DELETE", "/api/v1/modules/" + module, null).expect(204);
    }

    @Test
    void theFilesOfTheTutorialMakeAPageInEveryOpenTab() throws IOException {
        Path jar = ModuleJar.ofFolder(DOCS.resolve("tutorial/console-page"), jars.resolve("stock-1.0.0.jar"));
        try (Browser browser = site.browserOfAdmin()) {
            browser.go("/console/modules?tab=upload");
            String first = browser.tab();
            String second = browser.openTab("/console/");
            browser.role("link", "Modules").awaitShown();
            assertThat(browser.link("Stock").count()).isZero();

            browser.switchTo(first).find("plenum-module-upload", "input").upload(jar);
            browser.find("plenum-module-upload").button("Install").click();
            browser.find("plenum-module-change").awaitText("stock.view").awaitText("Unsigned");
            browser.find("plenum-module-change").button("Install").click();
            browser.awaitText("Stock is installed");

            browser.switchTo(second).link("Stock").click();
            browser.awaitText("There is nothing yet");
            browser.assertAccessible();
            admin.post(
                            "/api/v1/content-types",
                            Map.of("name", "site.shelf", "label", "Shelf", "fields", java.util.List.of()))
                    .expect(201);
            admin.post("/api/v1/items", Map.of("type", "site.shelf", "title", "one", "values", Map.of()))
                    .expect(201);
            browser.awaitText("Shelf");

            uninstall("stock");
            browser.awaitText("This page is gone");
            browser.link("Stock").awaitGone();
        }
        assertThat(site.policyViolations()).isZero();
    }

    @Test
    void theTutorialShowsTheVeryFilesThatAreTested() throws IOException {
        String tutorial = Files.readString(DOCS.resolve("tutorial/add-a-page-to-the-console.md"));
        Path folder = DOCS.resolve("tutorial/console-page");
        for (String file : new String[] {
            "MANIFEST.MF", "PLENUM-INF/console.json", "PLENUM-INF/permissions.json", "PLENUM-INF/console/page.js"
        }) {
            assertThat(tutorial).as(file).contains("\n" + Files.readString(folder.resolve(file)) + "```\n");
        }
    }

    @Test
    void aScriptThatThrowsOrHangsShowsACardAndLeavesTheRestWorking() throws IOException {
        install(ModuleJar.ofPage(jars, "throws", 1, "throw new Error('on purpose');"), "throws");
        install(ModuleJar.ofPage(jars, "hangs", 1, "await new Promise(() => {});"), "hangs");
        install(ModuleJar.ofPage(jars, "breaks", 1, """
                        import { LitElement } from 'lit';
                        customElements.define('breaks-page', class extends LitElement {
                          render() { throw new Error('on purpose'); }
                        });"""), "breaks");
        try (Browser browser =
                site.browserOfAdmin().tolerate("on purpose").tolerate("Extension (throws|hangs|breaks)-page")) {
            browser.go("/console/");
            browser.link("Page of throws").click();
            browser.awaitText("Page of throws from the module throws does not work")
                    .awaitText("on purpose")
                    .assertAccessible();
            browser.link("Page of breaks").click();
            browser.awaitText("It stopped with an error").awaitText("on purpose");
            browser.link("Page of hangs").click();
            browser.awaitText("Its script did not load in time");
            browser.link("Modules").click();
            browser.awaitText("Module hangs");

            browser.go("/console/?safe=1");
            browser.link("Modules").awaitShown();
            browser.link("Page of throws").awaitGone();
        } finally {
            uninstall("throws");
            uninstall("hangs");
            uninstall("breaks");
        }
    }

    @Test
    void aModuleForAnotherVersionOfTheConsoleSaysSoInItsPlaceAndWhatToUpgrade() throws IOException {
        install(ModuleJar.ofPage(jars, "future", 7, "customElements.define('future-page', HTMLElement);"), "future");
        try (Browser browser = site.browserOfAdmin().tolerate("Extension future-page")) {
            browser.go("/console/modules/future");
            browser.awaitText("It is written for version 7 of the console's contract")
                    .awaitText("Upgrade Plenum");
            browser.link("Page of future").click();
            browser.awaitText("It was made for another version of the console");
        } finally {
            uninstall("future");
        }
    }
}

package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The platform itself: whether it works, what it says, and its interface to try. */
@ExtendWith(DemoSite.class)
class SystemPageIT {
    @Test
    void healthIsToldInWordsAndTheServerDescribed(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/system")) {
            browser.awaitText("Everything works");
            browser.awaitText("Disk of the data folder");
            browser.find("plenum-system-health").link("infrastructure").awaitShown();
            browser.assertAccessible().assertNoSidewaysScroll();
        }
    }

    @Test
    void theLogIsSearchedOnTheServer(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/system/logs")) {
            browser.find("plenum-log", "li").awaitShown();
            browser.assertAccessible();
            browser.field("Search in the log").type("no such words anywhere");
            browser.awaitPath(".*text=no\\+such.*").awaitText("No line holds");
        }
    }

    @Test
    void anEndpointIsFoundTriedAndItsAnswerShown(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/system/api")) {
            browser.field("Path, word or method").type("health");
            browser.find("plenum-system-api", "nav")
                    .text("Tell what works, per module and component")
                    .click();
            browser.awaitText("curl -sS");
            browser.button("Send").click();
            browser.find("#answer").awaitText("200").awaitText("\"status\": \"up\"");
            browser.assertAccessible().assertNoSidewaysScroll();
        }
    }

    @Test
    void whatChangesSomethingAsksFirstAndWhatIsMissingIsNamed(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/system/api?op=groups.delete")) {
            browser.button("Send").click();
            browser.awaitText("This is required.");
            browser.assertAccessible();
            browser.find("plenum-api-endpoint", "input").type("\"1\"");
            browser.find("plenum-api-endpoint", "input:not([aria-invalid])").awaitShown();
            browser.find("plenum-api-endpoint", "input[aria-invalid]").type("01a214ff-0000-7000-8000-000000000000");
            browser.button("Send").click();
            browser.find("plenum-confirm")
                    .awaitText("This really deletes")
                    .button("Send")
                    .click();
            browser.find("#answer").awaitText("404");
        }
    }

    @Test
    void safeModeSaysHowItIsEntered(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/system/safe-mode")) {
            browser.awaitText("--safe-mode");
            assertThat(browser.text()).doesNotContain("This server runs in safe mode");
            browser.assertAccessible();
        }
    }

    @Test
    void theConsoleIsOpenedWithoutThePagesOfModulesAndWithThemAgain(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/system/safe-mode")) {
            browser.link("Simulated world").awaitShown();
            browser.link("Open without them").click();
            browser.link("Open with the pages of modules").awaitShown();
            browser.link("Simulated world").awaitGone();
            browser.go("/console/inventory").awaitText("demo-drifted");
            browser.link("Simulated world").awaitGone();

            browser.go("/console/system/safe-mode")
                    .link("Open with the pages of modules")
                    .click();
            browser.link("Simulated world").awaitShown();
        }
    }

    @Test
    void whoMayNotSeeTheSystemIsToldSo(Site site) {
        try (Browser browser = site.browser().as(site.user("system-nobody")).go("/console/system")) {
            browser.awaitText("It needs the permission system.view");
            browser.assertAccessible();
        }
    }
}

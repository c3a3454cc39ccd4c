package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Server;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** An operator without a mouse. */
class KeyboardIT {
    private static final int MOST_TABS = 80;

    @Test
    void oneLogsInInstallsAModuleConnectsItAndOpensAnItemWithKeysAlone(@TempDir Path data) throws IOException {
        Site site = Site.start(data);
        try (Browser browser = site.browser().go("/console/")) {
            browser.awaitPath("/console/login.*");
            to(browser, browser.field("Login")).press("admin");
            to(browser, browser.field("Password")).press(Server.ADMIN_PASSWORD, Keys.ENTER);
            browser.awaitPath("/console/");

            browser.chord(Keys.CONTROL, "k");
            browser.role("dialog", "Go to anything").awaitShown();
            browser.press("modules");
            browser.role("option", "Modules").awaitShown();
            browser.press(Keys.ENTER).awaitPath("/console/modules");
            to(browser, browser.role("tab", "Catalog")).press(Keys.ENTER);
            to(browser, browser.button("Install Simulator")).press(Keys.ENTER);
            Part plan = browser.find("plenum-module-change");
            plan.awaitText("nothing of the core restarts");
            to(browser, plan.button("Install")).press(Keys.ENTER);
            browser.awaitText("Simulator is installed");
        } finally {
            site.server().close();
        }
    }

    /** Tab after tab until the part has the focus, which must be seen. */
    private static Browser to(Browser browser, Part part) {
        part.awaitShown();
        for (int tabs = 0; tabs < MOST_TABS; tabs++) {
            if (part.hasFocus()) {
                assertThat(browser.focusIsVisible()).as("focus on " + part + " can be seen").isTrue();
                return browser;
            }
            browser.press(Keys.TAB);
        }
        throw new AssertionError(part + " is not reached with " + MOST_TABS + " tabs");
    }
}

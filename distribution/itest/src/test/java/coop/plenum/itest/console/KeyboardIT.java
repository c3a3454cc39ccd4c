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
        try (Browser browser = site.browser()) {
            logIn(browser);
            install(browser);
            connect(browser);
            openAnItem(browser);
        } finally {
            site.server().close();
        }
    }

    private static void logIn(Browser browser) {
        browser.go("/console/").awaitPath("/console/login.*");
        to(browser, browser.field("Login")).press("admin");
        to(browser, browser.field("Password")).press(Server.ADMIN_PASSWORD, Keys.ENTER);
        browser.awaitPath("/console/").awaitText("First steps");
    }

    private static void install(Browser browser) {
        jump(browser, "Modules").awaitPath("/console/modules");
        to(browser, browser.find("plenum-tabs", "a[href*='catalog']")).press(Keys.ENTER);
        to(browser, browser.button("Install Simulator")).press(Keys.ENTER);
        Part plan = browser.find("plenum-module-change");
        plan.awaitText("nothing of the core restarts");
        to(browser, plan.button("Install")).press(Keys.ENTER);
        browser.awaitText("Simulator is installed");
        to(browser, plan.button("Close")).press(Keys.ESCAPE);
        plan.awaitGone();
    }

    private static void connect(Browser browser) {
        jump(browser, "Connections").awaitPath("/console/connections");
        to(browser, browser.link("New connection")).press(Keys.ENTER);
        to(browser, browser.find("plenum-connection-edit", "a.choice")).press(Keys.ENTER);
        to(browser, browser.field("Servers")).press("5");
        to(browser, browser.button("Test and save")).press(Keys.ENTER);
        browser.awaitPath("/console/connections/[0-9a-f-]{36}").awaitText("Simulated world with 5 servers");
    }

    private static void openAnItem(Browser browser) {
        jump(browser, "Inventory").awaitPath("/console/inventory.*");
        to(browser, browser.find("plenum-table", "tbody tr")).press(Keys.ARROW_DOWN, Keys.ENTER);
        browser.awaitPath("/console/items/[0-9a-f-]{36}").awaitText("Simulated");
    }

    /** By the palette. */
    private static Browser jump(Browser browser, String page) {
        browser.chord(Keys.CONTROL, "k").role("dialog", "Go to anything").awaitShown();
        browser.press(page).role("option", page).awaitShown();
        return browser.press(Keys.ENTER);
    }

    /** Tab after tab until the part has the focus, which must be seen. */
    private static Browser to(Browser browser, Part part) {
        part.awaitShown();
        for (int tabs = 0; tabs < MOST_TABS; tabs++) {
            if (part.hasFocus()) {
                assertThat(browser.focusIsVisible())
                        .as("focus on " + part + " can be seen")
                        .isTrue();
                return browser;
            }
            browser.press(Keys.TAB);
        }
        throw new AssertionError(part + " is not reached with " + MOST_TABS + " tabs");
    }
}

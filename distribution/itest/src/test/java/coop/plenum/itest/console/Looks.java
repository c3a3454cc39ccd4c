package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks at what a browser shows, in every window and theme, and keeps pictures of it. */
final class Looks {
    private Looks() {}

    /** One heading, nothing pushed out of the window, no violation of WCAG 2.2 AA that rules can find. */
    static void assertSound(Browser browser, String page, Theme... themes) {
        for (Width width : Width.values()) {
            browser.width(width);
            for (Theme theme : themes) {
                browser.theme(theme).assertAccessible().assertNoSidewaysScroll().screenshot(page);
            }
        }
        assertThat(browser.find("h1").count()).as("headings of " + page).isEqualTo(1);
    }
}

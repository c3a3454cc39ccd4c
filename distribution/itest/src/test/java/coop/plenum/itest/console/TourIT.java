package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page in every state, in both themes, wide and narrow: no violation of WCAG 2.2 AA that rules can find, nothing
 * pushed out of the window, no error in the console, no request to another host, no report against the content security
 * policy. Pictures of all of it stay in {@code target/screenshots}.
 */
@ExtendWith(DemoSite.class)
class TourIT {
    /** Every answer of the API but those that tell who is there is an error. */
    private static final String BROKEN =
            """
            const real = window.fetch;
            window.fetch = async (address, options) => {
              if (!/\\/api\\/v1\\//.test(address) || /\\/(session|setup|spaces|extensions)(\\?|$)/.test(address)) {
                return real(address, options);
              }
              const problem = {
                type: 'https://plenum.example/errors/database-unavailable',
                title: 'The database does not answer',
                status: 503,
                detail: 'It was asked for 5 seconds. Look whether it runs, then try again.',
              };
              return new Response(JSON.stringify(problem), {
                status: 503,
                headers: { 'Content-Type': 'application/problem+json' },
              });
            };""";

    @TestFactory
    Stream<DynamicTest> everyPageIsSound(Site site) throws IOException {
        List<Tour.Stop> stops = new Tour(site.server().admin()).stops();
        assertThat(stops).hasSizeGreaterThan(30);
        return inOneBrowser(site, site.browserOfAdmin(), stops, "", Theme.values(), browser -> {});
    }

    @TestFactory
    Stream<DynamicTest> everyPageOfTheNavigationSaysSoWhenItsDataDoesNotCome(Site site) throws IOException {
        Browser browser = site.browserOfAdmin().inEveryPage(BROKEN).tolerate("The database does not answer");
        return inOneBrowser(
                site,
                browser,
                Tour.navigation(),
                "-error",
                one(Theme.LIGHT),
                shown -> shown.awaitText("The database does not answer"));
    }

    @TestFactory
    Stream<DynamicTest> everyPageOfTheNavigationIsSoundForWhoMayDoNothing(Site site) throws IOException {
        Browser browser = site.browser().as(site.user("nobody-at-all"));
        return inOneBrowser(site, browser, Tour.navigation(), "-forbidden", one(Theme.DARK), shown -> {});
    }

    @TestFactory
    Stream<DynamicTest> everyPageOfTheNavigationIsSoundWhenThereIsNothingYet(@TempDir Path data) throws IOException {
        Site empty = Site.start(data);
        Stream<DynamicTest> tests = inOneBrowser(
                empty, empty.browserOfAdmin(), Tour.navigation(), "-empty", one(Theme.LIGHT), shown -> {});
        return Stream.concat(
                tests, Stream.of(DynamicTest.dynamicTest("end", () -> empty.server().close())));
    }

    private static Theme[] one(Theme theme) {
        return new Theme[] {theme};
    }

    private static Stream<DynamicTest> inOneBrowser(
            Site site,
            Browser browser,
            List<Tour.Stop> stops,
            String state,
            Theme[] themes,
            Consumer<Browser> expectation) {
        Stream<DynamicTest> pages = stops.stream()
                .flatMap(stop -> Stream.of(Width.values())
                        .map(width -> DynamicTest.dynamicTest(
                                stop + state + " at " + width.pixels,
                                () -> look(browser, stop, state, width, themes, expectation))));
        DynamicTest end = DynamicTest.dynamicTest("no error, no foreign request, no policy report", () -> {
            browser.close();
            assertThat(site.policyViolations()).isZero();
        });
        return Stream.concat(pages, Stream.of(end));
    }

    private static void look(
            Browser browser,
            Tour.Stop stop,
            String state,
            Width width,
            Theme[] themes,
            Consumer<Browser> expectation) {
        browser.width(width).go(stop.path()).settle();
        expectation.accept(browser);
        assertThat(browser.find("h1").count()).as("headings of the page").isEqualTo(1);
        browser.assertNoSidewaysScroll();
        for (Theme theme : themes) {
            browser.theme(theme).assertAccessible().screenshot(stop.name() + state);
        }
        assertThat(browser.errors()).as("errors in the console").isEmpty();
    }
}

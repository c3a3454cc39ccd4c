package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import coop.plenum.itest.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    private static final String BROKEN = """
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
        return looks(site, site::browserOfAdmin, stops, "", browser -> {}, Theme.values());
    }

    @TestFactory
    Stream<DynamicTest> thePagesForWhoHasNotLoggedInAreSound(Site site) {
        return looks(site, site::browser, Tour.ANYBODY, "-anybody", browser -> {}, Theme.values());
    }

    @TestFactory
    Stream<DynamicTest> everyPageOfTheNavigationSaysSoWhenItsDataDoesNotCome(Site site) throws IOException {
        return looks(
                site,
                () -> site.browserOfAdmin().inEveryPage(BROKEN).tolerate("It was asked for 5 seconds"),
                Tour.navigation(),
                "-error",
                browser -> browser.awaitText("The database does not answer"),
                Theme.LIGHT);
    }

    @TestFactory
    Stream<DynamicTest> everyPageOfTheNavigationIsSoundForWhoMayDoNothing(Site site) throws IOException {
        Client nobody = site.user("nobody-at-all");
        return looks(
                site,
                () -> site.browser().as(nobody),
                Tour.navigation(),
                "-forbidden",
                browser -> browser.awaitText("No role has been granted to you yet"),
                Theme.DARK);
    }

    @TestFactory
    Stream<DynamicTest> everyPageOfTheNavigationIsSoundWhenThereIsNothingYet(@TempDir Path data) throws IOException {
        Site empty = Site.start(data);
        Stream<DynamicTest> looks =
                looks(empty, empty::browserOfAdmin, Tour.navigation(), "-empty", browser -> {}, Theme.LIGHT);
        return Stream.concat(
                looks,
                Stream.of(dynamicTest("the server ends", () -> empty.server().close())));
    }

    private static Stream<DynamicTest> looks(
            Site site,
            Supplier<Browser> open,
            List<Tour.Stop> stops,
            String state,
            Consumer<Browser> expectation,
            Theme... themes) {
        Browsers browsers = new Browsers(open);
        List<DynamicTest> looks = stops.stream()
                .map(stop -> {
                    Runnable look = browsers.submit(browser -> {
                        browser.width(Width.DESK).go(stop.path()).settle();
                        expectation.accept(browser);
                        Looks.assertSound(browser, stop.name() + state, themes);
                        browser.assertNoErrors();
                    });
                    return dynamicTest(stop.name() + state, look::run);
                })
                .toList();
        DynamicTest end = dynamicTest("no foreign request, no report against the policy", () -> {
            browsers.close();
            assertThat(site.policyViolations()).isZero();
        });
        return Stream.concat(looks.stream(), Stream.of(end));
    }
}

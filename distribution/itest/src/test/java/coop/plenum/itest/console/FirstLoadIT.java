package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a browser that has never been here fetches until the first page can be used. */
@ExtendWith(DemoSite.class)
class FirstLoadIT {
    private static final long MOST = 250 * 1024;

    @Test
    void theFirstPageAfterLogInIsUsableWithinAQuarterOfAMebibyte(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/")) {
            browser.awaitText("Overview").settle();
            List<Traffic.Request> fetched = browser.traffic().to(site.address());
            assertThat(fetched.stream().mapToLong(Traffic.Request::bytes).sum())
                    .as(fetched::toString)
                    .isBetween(20_000L, MOST);
        }
    }
}

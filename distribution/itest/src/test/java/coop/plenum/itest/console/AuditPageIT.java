package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.itest.Client;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DemoSite.class)
class AuditPageIT {
    @Test
    void theTimelineIsNarrowedAndAnEntryIsProvenInTheBrowser(Site site) throws Exception {
        try (Browser browser = site.browserOfAdmin().go("/console/audit")) {
            browser.awaitText("This browser has noted the state");
            browser.button("Any outcome").click();
            browser.role("menuitemcheckbox", "Failed").click();
            browser.awaitPath("/console/audit\\?outcome=FAILURE");
            browser.find("plenum-audit-list", ".entry").awaitText("has failed").click();
            browser.awaitPath("/console/audit/\\d+");
            Part proof = browser.find("plenum-entry-proof");
            proof.awaitText("Verified")
                    .awaitText("lead from it to the root")
                    .awaitText("That root is signed by the log")
                    .awaitText("The log continues what this browser saw");
            proof.button("Show each step").click();
            proof.awaitText("Step 1: a hash on the");
            browser.assertAccessible();

            String index = browser.path().replace("/console/audit/", "");
            proof.button("Save the proof").click();
            assertThat(Files.readString(browser.awaitDownload("audit-" + index + ".tlog-proof")))
                    .startsWith("c2sp.org/tlog-proof@v1\nindex " + index + "\n");
        }
    }

    @Test
    void whatOneRequestHasCausedIsShownTogether(Site site) {
        Client admin = site.server().admin();
        JsonNode entry = admin.get("/api/v1/audit/entries?action=resource.act&limit=1")
                .expect(200)
                .json()
                .at("/items/0");
        String correlation = entry.at("/event/correlation").asText();
        int together = admin.get("/api/v1/audit/entries?limit=1000&correlation=" + correlation)
                .json()
                .path("items")
                .size();
        assertThat(together).isBetween(2, 50);
        try (Browser browser =
                site.browserOfAdmin().go("/console/audit/" + entry.path("index").asText())) {
            browser.link("Show all").click();
            browser.awaitPath("/console/audit\\?correlation=" + correlation);
            browser.awaitText(together + " entries");
            browser.button("Remove “Request " + correlation + "”").click();
            browser.awaitPath("/console/audit");
        }
    }

    @Test
    void anEntryThatIsNotTheOneInTheTreeIsNotVerified(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/audit?action=module.install")) {
            browser.find("plenum-audit-list", "a.entry").awaitShown();
            // the server's answers, changed on their way: the entry, and with it the leaf of the proof
            browser.run("""
                    const real = window.fetch;
                    window.fetch = async (address, options) => {
                      const answer = await real(address, options);
                      if (!/audit\\/(entries|proof)\\/\\d+$/.test(address)) {
                        return answer;
                      }
                      const body = await answer.json();
                      body.leaf = btoa(atob(body.leaf).replace('SUCCESS', 'FAILURE'));
                      return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
                    };""");
            browser.find("plenum-audit-list", "a.entry").click();
            browser.find("plenum-entry-proof")
                    .awaitText("Not verified")
                    .awaitText("The bytes that the server gave are not those of this entry.");
        }
    }

    @Test
    void aLogThatDoesNotContinueWhatTheBrowserSawIsAnAlarm(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/audit")) {
            browser.awaitText("This browser has noted the state");
            browser.reload().awaitText("continuing what this browser saw");

            remember(browser, "lines[2] = btoa('\\u0001'.repeat(32))");
            browser.reload();
            browser.role("alert", "The log has another past than before").awaitShown();
            browser.button("Save the checkpoint seen before").awaitShown();
            browser.assertAccessible();

            remember(browser, "lines[1] = String(Number(lines[1]) + 1000000)");
            browser.reload();
            browser.role("alert", "The log has become shorter").awaitShown();
            browser.reload();
            browser.role("alert", "The log has become shorter").awaitShown();

            browser.button("Forget what was seen").click();
            browser.role("dialog", "Forget what was seen")
                    .button("Forget what was seen")
                    .click();
            browser.awaitText("This browser has noted the state");
        }
    }

    /** Changes what the browser thinks that it has seen. */
    private static void remember(Browser browser, String change) {
        browser.run("""
                const seen = JSON.parse(localStorage.getItem('plenum.audit.seen'));
                const lines = seen.checkpoint.split('\\n');
                %s;
                seen.checkpoint = lines.join('\\n');
                localStorage.setItem('plenum.audit.seen', JSON.stringify(seen));""".formatted(change));
    }

    @Test
    void theWholeNarrowedListIsExported(Site site) throws Exception {
        int all = site.server()
                .admin()
                .get("/api/v1/audit/entries?action=item.create&limit=1000")
                .json()
                .path("items")
                .size();
        assertThat(all).isGreaterThan(100);
        try (Browser browser = site.browserOfAdmin().go("/console/audit?action=item.create")) {
            browser.button("Export").click();
            browser.role("menuitem", "As CSV, for spreadsheets").click();
            List<String> lines = Files.readAllLines(browser.awaitDownload("audit.csv"));
            assertThat(lines).hasSizeGreaterThanOrEqualTo(all + 1);
            assertThat(lines.get(0)).startsWith("index,time,actor,action,outcome");
            assertThat(lines.subList(1, lines.size())).allMatch(line -> line.contains("\"item.create\",\"SUCCESS\""));
        }
    }

    @Test
    void whoMayNotSeeTheLogIsToldWhatIsMissing(Site site) {
        try (Browser browser = site.browser().as(site.user("no-auditor")).go("/console/audit")) {
            browser.awaitText("audit.view");
            browser.assertAccessible();
        }
    }
}

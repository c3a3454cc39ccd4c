package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Answer;
import coop.plenum.itest.Client;
import coop.plenum.itest.Inventory;
import coop.plenum.itest.Waiting;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console of a resource: opened for who may act on it, with an address that is told once and kept nowhere. */
class RemoteConsoleIT {
    /** A page that exists, in place of a console proxy. */
    private static final String PAGE = "/health/live";

    @TempDir
    private static Path data;

    private static Site site;
    private static Client admin;

    @BeforeAll
    static void connect() throws Exception {
        site = Site.start(data);
        admin = site.server().admin();
        admin.post("/api/v1/modules/example/install", Map.of()).expect(200);
        Inventory.connect(
                admin,
                admin.get("/api/v1/spaces").text("/items/0/id"),
                "lab",
                "simulator",
                Map.of("count", 60, "consoles", site.address().resolve(PAGE).toString()),
                Map.of());
    }

    @AfterAll
    static void stop() {
        site.server().close();
    }

    private static String server(String power) {
        return Inventory.find(admin, "example.server", "values.powerState == \"" + power + "\"")
                .path(0)
                .path("id")
                .asText();
    }

    private static String console(String item) {
        return Inventory.INFRASTRUCTURE + "/resources/" + item + "/console";
    }

    @Test
    void theAddressIsToldOnceAndKeptNowhere() {
        String path = console(server("on"));
        Client keyed = admin.with("Idempotency-Key", UUID.randomUUID().toString());

        Answer opened = keyed.post(path, Map.of()).expect(200);

        assertThat(opened.text("/address"))
                .startsWith(site.address().resolve(PAGE) + "?server=")
                .contains("&ticket=");
        assertThat(opened.headers().allValues("Cache-Control")).containsExactly("no-store");
        String ticket = opened.text("/address").replaceAll(".*&ticket=", "");
        Answer again = keyed.post(path, Map.of()).expectProblem(409, "idempotency-not-replayable");
        String entries = "/api/v1/audit/entries?action=resource.console&limit=50";
        Waiting.until(
                "both entries are in the log",
                Browser.PATIENCE,
                () -> admin.get(entries).body().contains("\"SUCCESS\""));
        Answer trail = admin.get(entries);
        assertThat(trail.body()).contains("\"INTENT\"");
        assertThat(again.body()).doesNotContain(ticket);
        assertThat(trail.body()).doesNotContain(ticket);
        assertThat(admin.get("/api/v1/operations").body()).doesNotContain(ticket);
        assertThat(admin.get("/api/v1/system/logs?limit=1000").expect(200).body())
                .doesNotContain(ticket);
        assertThat(site.server().output()).doesNotContain(ticket);
    }

    @Test
    void whoMayNotActGetsNone() {
        String path = console(server("on"));
        for (String role : new String[] {"viewer", "auditor", "developer"}) {
            Client who = site.user("console-" + role, role);
            who.post(path, Map.of()).expectProblem(403, "access-denied");
            assertThat(who.get(path).expect(200).text("/unavailable")).contains("example.server.act");
        }
        site.user("console-nobody").post(path, Map.of()).expect(403);
        site.server().client().post(path, Map.of()).expect(401);
        site.user("console-operator", "operator").post(path, Map.of()).expect(200);
    }

    @Test
    void whatIsOffOrHasNoConsoleSaysSo() {
        String off = console(server("off"));
        assertThat(admin.get(off).text("/unavailable")).contains("start it");
        admin.post(off, Map.of()).expectProblem(409, "console-unavailable");

        String network = console(Inventory.find(admin, "example.network", "true")
                .path(0)
                .path("id")
                .asText());
        assertThat(admin.get(network).text("/offered")).isEqualTo("false");
        admin.post(network, Map.of()).expectProblem(404, "no-console");
        admin.post(console(UUID.randomUUID().toString()), Map.of()).expectProblem(404, "item-missing");
    }

    @Test
    void thePageOpensItInATabThatKnowsNothingOfThisOne() {
        try (Browser browser = site.browserOfAdmin().tolerate("favicon").go("/console/items/" + server("on"))) {
            browser.button("Open console").awaitShown();
            for (Theme theme : Theme.values()) {
                for (Width width : Width.values()) {
                    browser.theme(theme).width(width).assertAccessible().assertNoSidewaysScroll();
                    browser.screenshot("item-console");
                }
            }
            browser.theme(Theme.LIGHT).width(Width.DESK);
            String here = browser.tab();
            browser.button("Open console").click();
            browser.awaitOtherTab().awaitPath(PAGE + "\\?server=.*&ticket=.*");
            assertThat(browser.evaluate("window.opener")).isNull();
            assertThat(browser.evaluate("document.referrer")).isEqualTo("");
            browser.switchTo(here).awaitNoText("Show it in a new tab");
        }
    }

    @Test
    void whereTheBrowserLetsNoTabBeOpenedThePageAsksOnceMore() {
        try (Browser browser = site.browserOfAdmin()
                .tolerate("favicon")
                .inEveryPage("Object.defineProperty(navigator, 'userActivation', {value: {isActive: false}});")
                .go("/console/items/" + server("on"))) {
            browser.button("Open console").click();
            browser.awaitText("Whoever has its address has the console");
            browser.assertAccessible();
            browser.screenshot("item-console-asked");
            String here = browser.tab();
            browser.link("Show it in a new tab").click();
            browser.awaitOtherTab().awaitPath(PAGE + "\\?server=.*&ticket=.*");
            assertThat(browser.evaluate("window.opener")).isNull();
            browser.switchTo(here).awaitNoText("Whoever has its address has the console");
        }
    }

    @Test
    void theButtonSaysWhyItCannotBeOpened() {
        try (Browser browser = site.browserOfAdmin().go("/console/items/" + server("off"))) {
            assertThat(browser.button("Open console").awaitShown().attribute("aria-description"))
                    .contains("start it");
        }
    }
}

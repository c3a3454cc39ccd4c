package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.itest.Client;
import coop.plenum.itest.Ports;
import coop.plenum.itest.SshRig;
import coop.plenum.itest.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Machines that are reached by a password at first: a key takes its place from the connection's page, and the page of a host
 * whose key has changed says so.
 */
class HostPagesIT {
    private static final String CONNECTIONS = "/api/v1/ext/infrastructure/connections";
    private static final String PASSWORD = "four wheels turn slowly";
    private static final int HOSTS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int basePort = Ports.before(HOSTS);

    @Test
    void aKeyTakesThePlaceOfThePasswordAndAChangedHostKeyIsShown(@TempDir Path data, @TempDir Path folder)
            throws Exception {
        Assumptions.assumeTrue(
                System.getProperty("user.name").equals("root"), "Only root can make a user with a password.");
        try (SshRig rig = SshRig.start(folder, basePort, HOSTS, PASSWORD)) {
            Site site = Site.start(data);
            try (Browser browser = site.browserOfAdmin()) {
                Client admin = site.server().admin();
                admin.post("/api/v1/modules/ssh/install", Map.of()).expect(200);
                refused(admin, rig);
                String connection = connect(admin, rig);
                onlyLookedAt(site, connection);
                facts(browser, admin);
                rotate(browser, admin, connection, rig);
                changedHostKey(browser, admin, connection, rig);
            } finally {
                site.server().close();
            }
        }
    }

    private Map<String, Object> form(SshRig rig, String password) {
        return Map.of(
                "title", "Racks",
                "provider", "ssh",
                "syncEvery", "off",
                "settings",
                        Map.of(
                                "username", rig.user(),
                                "addresses", List.of("127.0.0.1:" + (basePort + 1) + "-" + (basePort + HOSTS))),
                "secrets", Map.of("password", password));
    }

    private void refused(Client admin, SshRig rig) {
        assertThat(admin.post(CONNECTIONS, form(rig, "not the password"))
                        .expect(400)
                        .body())
                .contains("authentication-refused", "/secrets/password")
                .doesNotContain("not the password");
    }

    private String connect(Client admin, SshRig rig) {
        String connection =
                admin.post(CONNECTIONS, form(rig, PASSWORD)).expect(201).text("/id");
        sync(admin, connection);
        return connection;
    }

    private static void sync(Client admin, String connection) {
        String operation = admin.post(CONNECTIONS + "/" + connection + "/sync", Map.of())
                .expect(202)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        Waiting.until(
                "synced", PATIENCE, () -> admin.get(operation).text("/status").equals("succeeded"));
    }

    private static void onlyLookedAt(Site site, String connection) {
        Client viewer = site.user("vera", "viewer");
        try (Browser browser = site.browser().as(viewer)) {
            browser.go("/console/connections/" + connection);
            assertThat(browser.button("Rotate secrets").attribute("aria-disabled"))
                    .isEqualTo("true");
            browser.button("Rotate secrets").hover();
            browser.awaitText("Needs the permission infrastructure.connection.edit");
        }
    }

    private void rotate(Browser browser, Client admin, String connection, SshRig rig) throws Exception {
        browser.go("/console/connections/" + connection).awaitText("Rotate secrets");
        Looks.assertSound(browser.settle(), "connection-rotatable", Theme.values());
        browser.width(Width.DESK).theme(Theme.LIGHT);
        browser.button("Rotate secrets").click();
        Part question = browser.find("plenum-confirm");
        question.awaitText("Replace the secrets of Racks?").awaitText("access is never lost");
        browser.assertAccessible();
        question.button("Rotate secrets").click();
        browser.awaitText("The secrets of Racks are being replaced").awaitText("Rotation of secrets");
        Waiting.until(
                "the key is in use",
                PATIENCE,
                () -> rotated(admin.get(CONNECTIONS + "/" + connection).json()));
        for (int i = 1; i <= HOSTS; i++) {
            assertThat(rig.acceptedKeys(i)).hasSize(2); // the rig's own, and the new one
        }
        browser.awaitText("Succeeded");
        Looks.assertSound(browser.settle(), "connection-rotated", Theme.values());
        browser.width(Width.DESK).theme(Theme.LIGHT);
        assertThat(admin.post(CONNECTIONS + "/" + connection + "/check", Map.of())
                        .expect(200)
                        .json()
                        .path("ok")
                        .asBoolean())
                .isTrue();
    }

    private static boolean rotated(JsonNode connection) {
        return !connection.has("rotation")
                && connection.path("secrets").has("privateKey")
                && !connection.path("secrets").has("password");
    }

    private void changedHostKey(Browser browser, Client admin, String connection, SshRig rig) throws Exception {
        String before = rig.fingerprint(1);
        rig.changeHostKey(1);
        sync(admin, connection);
        String host = "";
        for (JsonNode item : admin.get("/api/v1/items?type=ssh.host").json().path("items")) {
            host = item.at("/values/port").asInt() == basePort + 1
                    ? item.path("id").asText()
                    : host;
        }
        browser.go("/console/items/" + host);
        browser.awaitText("host-key-changed")
                .awaitText("Host key shown instead")
                .awaitText(rig.fingerprint(1));
        assertThat(browser.text()).contains(before, "Nobody logged in");
        Looks.assertSound(browser.settle(), "host-key-changed", Theme.values());
        browser.width(Width.DESK);
        browser.button("Actions").click();
        browser.role("menuitem", "Accept host key").awaitShown();

        browser.go("/console/items/" + host);
        browser.find("plenum-tabs").link("Host").click();
        Part tab = browser.find("ssh-host");
        tab.awaitText("The host shows another key than the one that is kept")
                .awaitText(before)
                .awaitText(rig.fingerprint(1))
                .awaitText("Racks")
                .awaitText("None is under way.");
        Looks.assertSound(browser.settle(), "host-with-another-key", Theme.values());
        browser.width(Width.DESK).theme(Theme.LIGHT);
    }

    /** What is known of a host stands where a machine of bare metal has its hardware. */
    private static void facts(Browser browser, Client admin) {
        String host = admin.get("/api/v1/items?type=ssh.host").text("/items/0/id");
        browser.go("/console/items/" + host).find("plenum-tabs").link("Host").click();
        browser.awaitPath("/console/items/" + host + "/ssh-host");
        Part tab = browser.find("ssh-host");
        tab.awaitText("No other key is accepted")
                .awaitText("Kernel")
                .awaitText("Network")
                .awaitText("A password.");
        assertThat(tab.text()).doesNotContain("shows another key");
        Looks.assertSound(browser.settle(), "host", Theme.values());
        browser.width(Width.DESK).theme(Theme.LIGHT);
    }
}

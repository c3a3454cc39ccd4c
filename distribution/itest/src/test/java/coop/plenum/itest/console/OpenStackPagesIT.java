package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Answer;
import coop.plenum.itest.Client;
import coop.plenum.itest.Waiting;
import coop.plenum.openstack.fake.FakeCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages and tabs that the module of OpenStack brings along. */
class OpenStackPagesIT {
    private static final String INFRASTRUCTURE = "/api/v1/ext/infrastructure/";

    private final FakeCloud cloud = new FakeCloud();
    private Site site;
    private Client admin;

    @TempDir
    private Path data;

    @BeforeEach
    void connect() throws Exception {
        cloud.services().quota("compute", "instances", 10, 9);
        cloud.services().quota("compute", "cores", 20, 20);
        cloud.services().quota("compute", "ram", 51200, 2048);
        cloud.services().quota("network", "floatingip", -1, 4);
        cloud.services().quota("volume", "gigabytes", 1000, 10);
        String network = cloud.services().put("network/networks", Map.of("name", "base"));
        String volume =
                cloud.services().put("volume/volumes", Map.of("name", "web-data", "size", 10, "status", "in-use"));
        String server = cloud.services()
                .put(
                        "compute/servers",
                        Map.of(
                                "name",
                                "web",
                                "flavorRef",
                                "f1",
                                "imageRef",
                                "i1",
                                "os-extended-volumes:volumes_attached",
                                List.of(Map.of("id", volume))));
        cloud.services()
                .put(
                        "network/ports",
                        Map.of(
                                "name",
                                "web-port",
                                "network_id",
                                network,
                                "device_id",
                                server,
                                "device_owner",
                                "compute:nova",
                                "mac_address",
                                "fa:16:3e:00:00:01",
                                "fixed_ips",
                                List.of(Map.of("ip_address", "10.0.0.5"))));
        site = Site.start(data);
        admin = site.server().admin();
        admin.post("/api/v1/modules/openstack/install", Map.of()).expect(200);
        String connection = admin.post(
                        INFRASTRUCTURE + "connections",
                        Map.of(
                                "title",
                                "cloud",
                                "provider",
                                "openstack",
                                "syncEvery",
                                "off",
                                "settings",
                                Map.of("authUrl", cloud.authUrl(), "username", "tester", "project", "proving"),
                                "secrets",
                                Map.of("password", FakeCloud.PASSWORD)))
                .expect(201)
                .text("/id");
        String sync = admin.post(INFRASTRUCTURE + "connections/" + connection + "/sync", Map.of())
                .expect(202)
                .text("/id");
        Waiting.until(
                "synced",
                Duration.ofMinutes(1),
                () -> admin.get("/api/v1/operations/" + sync).text("/status").equals("succeeded"));
    }

    @AfterEach
    void stop() {
        site.server().close();
        cloud.close();
    }

    @Test
    void quotasShowWhatIsLeft() {
        try (Browser browser = site.browserOfAdmin().go("/console/x/openstack/openstack-quotas")) {
            browser.awaitText("9 of 10 used, 1 left");
            browser.awaitText("Nearly used up");
            browser.awaitText("Used up");
            browser.awaitText("4 used, no limit");
            everywhere(browser, "openstack-quotas");
            browser.width(Width.DESK).link("Quotas of proving").click();
            browser.link("Used and left").click();
            browser.awaitText("9 of 10 used, 1 left");
            everywhere(browser, "openstack-quota");
        }
    }

    @Test
    void aServerShowsItsPortsItsVolumesAndWhatCanBeDone() {
        String server = admin.get("/api/v1/items?type=openstack.server").text("/items/0/id");
        try (Browser browser = site.browserOfAdmin().go("/console/items/" + server)) {
            browser.link("Network and volumes").click();
            browser.awaitText("fa:16:3e:00:00:01");
            browser.awaitText("10.0.0.5");
            browser.awaitText("web-data");
            browser.awaitText("Power");
            everywhere(browser, "openstack-server");
            browser.width(Width.DESK).link("web-port").click();
            browser.awaitText("web-port");
        }
    }

    @Test
    void anApplicationCredentialIsMadeWithASecretThatStaysHere() {
        String secret = "correct-horse-battery-staple";
        String reference = admin.post(
                        "/api/v1/secrets", Map.of("field", "openstack.application-credential.secret", "value", secret))
                .expect(201)
                .text("/reference");
        Answer change = admin.post(
                        INFRASTRUCTURE + "changes",
                        Map.of(
                                "kind",
                                "create",
                                "connection",
                                admin.get(INFRASTRUCTURE + "connections").text("/items/0/id"),
                                "type",
                                "openstack.application-credential",
                                "title",
                                "ci",
                                "values",
                                Map.of("name", "ci", "roles", List.of("member"), "secret", reference)))
                .expect(201);
        String operation = admin.post(
                        INFRASTRUCTURE + "changes/" + change.text("/id") + "/apply",
                        Map.of("digest", change.text("/digest")))
                .expect(202)
                .text("/id");
        Waiting.until(
                "applied",
                Duration.ofMinutes(1),
                () -> List.of("succeeded", "failed")
                        .contains(admin.get("/api/v1/operations/" + operation).text("/status")));

        Answer ended = admin.get("/api/v1/operations/" + operation);
        assertThat(ended.text("/status")).as(ended.body()).isEqualTo("succeeded");
        Answer kept = admin.get(INFRASTRUCTURE + "changes/" + change.text("/id"));
        Answer item = admin.get("/api/v1/items/" + kept.text("/resourceId"));
        assertThat(item.text("/values/unrestricted")).isEqualTo("false");
        assertThat(item.text("/management/drift")).isEmpty();
        Answer log = admin.get("/api/v1/operations/" + operation + "/log");
        for (Answer answer : List.of(ended, kept, item, log)) {
            assertThat(answer.body()).doesNotContain(secret);
        }
        assertThat(cloud.services().opens(item.text("/management/externalId"), secret))
                .isTrue();
    }

    @Test
    void theConsoleOfAServerIsAtTheAddressThatNovaGives() {
        String path = INFRASTRUCTURE + "resources/"
                + admin.get("/api/v1/items?type=openstack.server").text("/items/0/id") + "/console";

        assertThat(admin.post(path, Map.of()).expect(200).text("/address"))
                .startsWith("https://consoles.example/vnc.html?path=%3Ftoken%3D");

        cloud.services().consoles(Map.of());
        admin.post(path, Map.of()).expectProblem(424, "no-console");
    }

    private static void everywhere(Browser browser, String name) {
        for (Theme theme : Theme.values()) {
            for (Width width : Width.values()) {
                browser.theme(theme).width(width).assertAccessible().assertNoSidewaysScroll();
                browser.screenshot(name);
            }
        }
    }
}

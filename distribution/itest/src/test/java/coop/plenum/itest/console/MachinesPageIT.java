package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Client;
import coop.plenum.itest.Inventory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One machine that several systems show is one, why is shown, and people put right what is wrong. */
@ExtendWith(DemoSite.class)
class MachinesPageIT {
    private static final String TYPE = "site.box";
    /** One of those that the simulator began with; these have MAC addresses. */
    private static final String SEEN = "server-000150";

    @BeforeAll
    static void type(Site site) {
        Map<String, Object> macs = field("macAddresses", "mac");
        Map<String, Object> addresses = field("addresses", "ip-address");
        site.server()
                .admin()
                .post(
                        "/api/v1/content-types",
                        Map.of(
                                "name",
                                TYPE,
                                "label",
                                "Box",
                                "traits",
                                List.of("compute.server"),
                                "fields",
                                List.of(macs, addresses)))
                .expect(201);
    }

    private static Map<String, Object> field(String name, String type) {
        return Map.of("name", name, "type", type, "label", name, "flags", List.of("multiple"));
    }

    /** What somebody has written down of a machine. */
    private static String box(Client admin, String title, String space, Map<String, Object> values) {
        Map<String, Object> item = new HashMap<>(Map.of("type", TYPE, "title", title, "values", values));
        item.put("space", space);
        item.put("state", "published");
        return admin.post("/api/v1/items", item).expect(201).text("/id");
    }

    @Test
    void viewsOfOneMachineAreToldApartAndThatIsTakenBack(Site site) {
        Client admin = site.server().admin();
        String server = admin.get(
                        "/api/v1/items?type=example.server&filter=" + Inventory.encoded("title == \"" + SEEN + "\""))
                .text("/items/0/id");
        String mac = admin.get("/api/v1/items/" + server).text("/values/mac");
        String shed = GuardedSpace.make(admin, "shed").id();
        String box = box(admin, "the same box", shed, Map.of("macAddresses", List.of(mac)));
        String machines = "/console/x/infrastructure/infrastructure-machines?filter="
                + Inventory.encoded("title == \"" + SEEN + "\" || title == \"the same box\"");
        try (Browser browser = site.browserOfAdmin().go(machines)) {
            browser.find("infrastructure-machines", "tbody").awaitText("2 views");
            browser.find("infrastructure-machines", "tbody tr").awaitCount(1);
            Looks.assertSound(browser.settle(), "machines-of-two-views", Theme.values());
            browser.width(Width.DESK).theme(Theme.LIGHT);

            browser.go("/console/items/" + server);
            browser.link("Same machine").click();
            Part tab = browser.find("infrastructure-machine");
            tab.awaitText("the same box").awaitText("same MAC address " + mac);
            Looks.assertSound(browser.settle(), "same-machine", Theme.values());
            browser.width(Width.DESK).theme(Theme.LIGHT);
            browser.button("Not the same: the same box").click();
            browser.find("plenum-confirm").awaitText("different machines from now on");
            browser.find("plenum-confirm").button("Not the same").click();
            tab.awaitText("Nothing else shows this machine").awaitText("What people have said");
            browser.assertAccessible().assertNoSidewaysScroll();

            browser.go(machines).find("infrastructure-machines", "tbody tr").awaitCount(2);
            browser.go("/console/items/" + box + "/infrastructure-machine");
            browser.button("Take back: " + SEEN).click();
            tab.awaitText("same MAC address " + mac);
            browser.go(machines).find("infrastructure-machines", "tbody tr").awaitCount(1);
        }
        mayWhereOneOfThemIs(site, server, box, shed);
    }

    /** Who may say so where one of the two is may say so from the page of either. */
    private static void mayWhereOneOfThemIs(Site site, String server, String box, String shed) {
        Client keeper = site.user("machines-keeper", "viewer");
        Client admin = site.server().admin();
        String role = "";
        for (var one : admin.get("/api/v1/roles").expect(200).json().path("items")) {
            role = one.path("name").asText().equals("operator") ? one.path("id").asText() : role;
        }
        String user = keeper.get("/api/v1/session").text("/subject/id");
        admin.post("/api/v1/grants", Map.of("subject", user, "role", role, "space", shed))
                .expect(201);
        try (Browser browser = site.browser().as(keeper).go("/console/items/" + server + "/infrastructure-machine")) {
            browser.button("Not the same: the same box").click();
            browser.find("plenum-confirm").button("Not the same").click();
            browser.find("infrastructure-machine").awaitText("Nothing else shows this machine");
            browser.button("Take back: the same box").click();
            browser.find("infrastructure-machine").awaitText("same MAC address");
        }
        try (Browser browser = site.browser()
                .as(site.user("machines-viewer", "viewer"))
                .go("/console/items/" + box + "/infrastructure-machine")) {
            assertThat(browser.button("Not the same: " + SEEN).attribute("aria-disabled"))
                    .isEqualTo("true");
            browser.assertAccessible();
        }
    }

    @Test
    void whatContradictsWhatPeopleHaveSaidIsRefusedInWords(Site site) {
        Client admin = site.server().admin();
        String root = admin.get("/api/v1/spaces").text("/items/0/id");
        Map<String, Object> values = Map.of("addresses", List.of("10.77.3.9"));
        String one = box(admin, "box-one", root, values);
        String two = box(admin, "box-two", root, values);
        String three = box(admin, "box-three", root, values);
        admin.put(Inventory.link(two, three), Map.of("verdict", "same")).expect(200);
        try (Browser browser = site.browserOfAdmin().go("/console/items/" + one + "/infrastructure-machine")) {
            Part tab = browser.find("infrastructure-machine");
            tab.awaitText("Perhaps the same").awaitText("An address alone does not tell");
            Looks.assertSound(browser.settle(), "perhaps-the-same-machine", Theme.values());
            browser.width(Width.DESK).theme(Theme.LIGHT);
            browser.button("The same: box-two").click();
            browser.find("plenum-confirm").button("The same").click();
            tab.awaitText("somebody said so");
            browser.button("Not the same: box-three").click();
            browser.find("plenum-confirm").button("Not the same").click();
            browser.find("plenum-confirm").awaitText("By what people have said of others, these two are one machine.");
            browser.assertAccessible();
            browser.find("plenum-confirm").button("Cancel").click();
        }
        assertThat(Inventory.machine(admin, one).path("views")).hasSize(3);
        admin.put(Inventory.link(one, three), Map.of("verdict", "different"))
                .expectProblem(409, "machine-link-contradicts");
    }
}

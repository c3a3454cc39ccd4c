package coop.plenum.blueprint.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.Observation;
import coop.plenum.api.content.State;
import coop.plenum.blueprint.Rig;
import coop.plenum.blueprint.deploy.Deployments;
import coop.plenum.blueprint.port.Inventory.Host;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PortTest {
    private final Rig rig = new Rig();
    private final TerraformImport terraform = new TerraformImport(rig.content, rig.content);
    private final AnsibleImport ansible = new AnsibleImport(rig.content);

    private Map<String, Object> imported(String name, Values state) {
        return terraform.read(rig.caller, name, state, Optional.empty());
    }

    private static String source(Map<String, Object> answer) {
        return String.valueOf(answer.get("source"));
    }

    private static Values state(Object... resources) {
        return Values.of(Map.of("version", 4, "resources", List.of(resources)));
    }

    private static Map<String, Object> resource(
            String type, String name, Map<String, Object> attributes, Object marks) {
        return Map.of(
                "mode",
                "managed",
                "type",
                type,
                "name",
                name,
                "instances",
                List.of(Map.of("attributes", attributes, "sensitive_attributes", marks)));
    }

    private void openstack() {
        rig.content.type(new ContentType(
                "openstack.network",
                "Network",
                1,
                List.of(Field.of("name", FieldType.STRING, "Name"), Field.of("enabled", FieldType.BOOLEAN, "Enabled")),
                Set.of(),
                "openstack",
                false));
        rig.content.type(new ContentType(
                "openstack.subnet",
                "Subnet",
                1,
                List.of(
                        Field.of("name", FieldType.STRING, "Name"),
                        Field.of("network", FieldType.REFERENCE, "Network").options("openstack.network"),
                        Field.of("cidr", FieldType.CIDR, "Range")),
                Set.of(),
                "openstack",
                false));
    }

    @Test
    void aTerraformStateBecomesABlueprintWithReferencesAndAReport() {
        openstack();
        Map<String, Object> answer = imported(
                "site",
                state(
                        resource(
                                "openstack_networking_network_v2",
                                "main",
                                Map.of("id", "n1", "name", "net ${x}"),
                                List.of()),
                        resource(
                                "openstack_networking_subnet_v2",
                                "main",
                                Map.of(
                                        "id",
                                        "s1",
                                        "name",
                                        "sub",
                                        "network_id",
                                        "n1",
                                        "cidr",
                                        "10.0.0.0/24",
                                        "enable_dhcp",
                                        true),
                                List.of()),
                        resource(
                                "openstack_networking_subnet_v2",
                                "far",
                                Map.of("id", "s2", "network_id", "elsewhere", "cidr", "10.1.0.0/24"),
                                List.of()),
                        resource("google_compute_instance", "vm", Map.of("id", "x"), List.of())));
        assertThat(rig.reader.examine(source(answer)).problems()).isEmpty();
        Deployments deployments = rig.parts.deployments;
        Item blueprint = rig.blueprint("site", source(answer));
        deployments.deploy(
                rig.caller,
                blueprint.id(),
                "site",
                AccessService.ROOT_SPACE,
                new Deployments.Wish(
                        Map.of("default", Rig.LAB),
                        Map.of("far_network", UUID.randomUUID().toString()),
                        ""));
        List<Step> steps = rig.drafts.last().steps();
        assertThat(((Step.Create) steps.get(0)).values().text("name")).contains("net ${x}");
        assertThat(((Step.Create) steps.get(1)).values().text("network")).contains("step:main");
        assertThat(String.valueOf(answer.get("report")))
                .contains("google_compute_instance.vm", "only OpenStack and AWS are mapped", "enable_dhcp");
    }

    @Test
    void whatIsConfidentialInAStateIsNamedAndNeverCarriedOver() {
        Map<String, Object> answer = imported(
                "site",
                state(resource(
                        "openstack_compute_instance_v2",
                        "web",
                        Map.of(
                                "id", "i1",
                                "name", "hunter1",
                                "admin_pass", "hunter2",
                                "user_data", "hunter3",
                                "metadata", Map.of("password", "hunter4")),
                        List.of(
                                List.of(Map.of("type", "get_attr", "value", "name")),
                                List.of(
                                        Map.of("type", "get_attr", "value", "metadata"),
                                        Map.of("type", "index", "value", "password"))))));
        assertThat(answer.toString()).doesNotContain("hunter").contains("admin_pass", "user_data", "metadata");
    }

    @Property(tries = 300)
    void aWrongStateIsRefusedInWords(@ForAll("json") Object json) {
        Map<String, Object> whole = Map.of("version", 4, "resources", json);
        Throwable thrown = catchThrowable(() -> imported("x", Values.of(whole)));
        assertThat(thrown == null || thrown instanceof PlenumException)
                .as(String.valueOf(thrown))
                .isTrue();
    }

    @Provide
    Arbitrary<Object> json() {
        Arbitrary<Object> scalars = Arbitraries.<Object>of(
                "", "x", 4L, true, "aws_vpc", "managed", "id", List.of(), Map.of(), "${", "\uE000");
        Arbitrary<String> keys = Arbitraries.of(
                "mode",
                "type",
                "name",
                "instances",
                "attributes",
                "sensitive_attributes",
                "value",
                "index_key",
                "id",
                "vpc_id",
                "cidr_block");
        Arbitrary<Object> inner = containers(keys, scalars);
        return Arbitraries.oneOf(scalars, inner, containers(keys, inner), containers(keys, containers(keys, inner)));
    }

    private static Arbitrary<Object> containers(Arbitrary<String> keys, Arbitrary<Object> values) {
        return Arbitraries.oneOf(
                values.list().ofMaxSize(3).map(Object.class::cast),
                Arbitraries.maps(keys, values).ofMaxSize(6).map(Object.class::cast));
    }

    @Test
    void anIniInventoryIsReadWithRangesGroupsAndVariables() {
        List<Host> hosts = IniInventory.read("""
                        # comment
                        gate ansible_host=10.0.0.1
                        [web]
                        web[01:03] ansible_port=2222 note="a b"
                        [db]
                        db-[a:b]
                        [site:children]
                        web
                        db
                        [site:vars]
                        ansible_user=deploy
                        ansible_port=22
                        """).resolve();
        assertThat(hosts).extracting(Host::name).containsExactly("gate", "web01", "web02", "web03", "db-a", "db-b");
        Host web = hosts.get(1);
        assertThat(web.groups()).containsExactlyInAnyOrder("site", "web");
        assertThat(web.variables()).containsEntry("ansible_port", "2222").containsEntry("ansible_user", "deploy");
        assertThat(hosts.get(4).variables()).containsEntry("ansible_port", "22");
    }

    @Test
    void anInventoryBecomesABlueprintOfHosts() {
        String ini = "[web]\nweb1 ansible_host=10.0.0.1 ansible_user=ada ansible_password=hunter2\nweb2\n";
        Map<String, Object> without = ansible.read("hosts", ini);
        assertThat(without.toString()).doesNotContain("hunter2").contains("ansible_password", "There is no such type");
        rig.content.type(new ContentType(
                "ssh.host",
                "Host",
                1,
                List.of(
                        Field.of("address", FieldType.STRING, "Address"),
                        Field.of("port", FieldType.INTEGER, "Port"),
                        Field.of("user", FieldType.STRING, "User")),
                Set.of(),
                "ssh",
                false));
        Item blueprint = rig.blueprint("hosts", source(ansible.read("hosts", ini)));
        rig.parts.deployments.deploy(
                rig.caller,
                blueprint.id(),
                "hosts",
                AccessService.ROOT_SPACE,
                new Deployments.Wish(Map.of("default", Rig.LAB), Map.of(), ""));
        List<Step> steps = rig.drafts.last().steps();
        assertThat(steps).extracting(Step::key).containsExactly("host[web1]", "host[web2]");
        assertThat(((Step.Create) steps.get(0)).values().asMap())
                .isEqualTo(Map.of("address", "10.0.0.1", "port", 22L, "user", "ada"));
    }

    @Test
    void aYamlInventoryIsReadAndItsVaultStaysShut() {
        Map<String, Object> answer = ansible.read("hosts", """
                all:
                  vars: {ansible_user: deploy}
                  children:
                    web:
                      hosts:
                        web[1:2]:
                          ansible_port: 2222
                          plain: !vault |
                            $ANSIBLE_VAULT;1.1;AES256
                            6138
                      vars: {other: "$ANSIBLE_VAULT;1.1;AES256 6139"}
                """);
        assertThat(source(answer)).contains("web1", "web2", "2222", "deploy").doesNotContain("6138", "6139", "VAULT");
        assertThat(String.valueOf(answer.get("report"))).contains("plain", "other");
    }

    @Test
    void wrongInventoriesAreRefusedInWords() {
        for (String wrong : List.of(
                "",
                "[a:children]\na\n[a]\nx\n",
                "[a:children]\nb\n[b:children]\na\n[b]\nx\n",
                "web[1:100000]\n",
                "web[1:20][1:20][1:20]\n",
                "web[b:1]\n",
                "web[9:1]\n",
                "web[\n",
                "x y\n",
                "x \"y\n",
                "all: []\n",
                "all:\n  hosts: [a]\n",
                "all:\n  surprise: {}\n")) {
            PlenumException thrown = catchThrowableOfType(PlenumException.class, () -> ansible.read("x", wrong));
            assertThat(thrown).as(wrong).isNotNull();
            assertThat(thrown.category()).isEqualTo(PlenumException.Category.INVALID);
        }
    }

    @Property(tries = 500)
    void whateverIsNoInventoryIsRefusedInWords(@ForAll("inventories") String text) {
        Throwable thrown = catchThrowable(() -> ansible.read("x", text));
        assertThat(thrown == null || thrown instanceof PlenumException)
                .as(text + thrown)
                .isTrue();
        if (thrown == null) {
            assertThat(rig.reader.examine(source(ansible.read("x", text))).problems())
                    .allSatisfy(problem -> assertThat(problem.code()).isEqualTo("unknown-type"));
        }
    }

    @Provide
    Arbitrary<String> inventories() {
        return Arbitraries.of(
                        "[a]",
                        "[a:vars]",
                        "[b:children]",
                        "\n",
                        "web[1:3]",
                        "a",
                        "b",
                        "=",
                        " ",
                        "\"",
                        "'",
                        "#",
                        "[",
                        "]",
                        ":",
                        "all:",
                        "\n  hosts:",
                        "\n    x:",
                        "{",
                        "}",
                        "!vault",
                        "x=1",
                        "$ANSIBLE_VAULT",
                        "é",
                        "-",
                        "${x}")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }

    private Item resource(String type, String title, Values values) {
        Item item = rig.content.create(
                rig.caller,
                new NewItem(
                        type,
                        AccessService.ROOT_SPACE,
                        title,
                        Map.of(),
                        State.PUBLISHED,
                        values,
                        Optional.of(Rig.LAB),
                        ""));
        return rig.content.get(item.id());
    }

    @Test
    void itemsAreExportedWithReferencesAndWithoutSecrets() {
        Export export = new Export(rig.content, rig.content);
        Item net = resource("lab.network", "Main net", Values.of("cidr", "10.0.0.0/16"));
        Item web = resource(
                "lab.server",
                "web ${1}",
                Values.builder()
                        .put("hostname", "web")
                        .put("network", net.id().toString())
                        .put("networks", List.of(UUID.randomUUID().toString()))
                        .put("password", "secret:00000000-0000-0000-0000-000000000001#1")
                        .put("address", "10.0.0.1")
                        .build());
        Map<String, Object> answer = export.of(rig.caller, "site", List.of(net.id(), web.id()));
        assertThat(answer.toString()).doesNotContain("secret:").contains("password", "partly");
        assertThat(rig.reader.examine(source(answer)).problems()).isEmpty();
        Item blueprint = rig.blueprint("site", source(answer));
        rig.parts.deployments.deploy(
                rig.caller,
                blueprint.id(),
                "copy",
                AccessService.ROOT_SPACE,
                new Deployments.Wish(Map.of("default", Rig.LAB), Map.of(), ""));
        Step.Create copy = (Step.Create) rig.drafts.last().steps().get(1);
        assertThat(copy.title()).isEqualTo("web ${1}");
        assertThat(copy.values().text("network")).contains("step:main_net");
        assertThat(copy.values().asMap()).doesNotContainKey("address");
    }

    @Test
    void anExportIsOfVisibleResourcesOnly() {
        Export export = new Export(rig.content, rig.content);
        Item net = resource("lab.network", "net", Values.of("cidr", "10.0.0.0/16"));
        rig.content.hide(net.id());
        assertThat(catchThrowableOfType(PlenumException.class, () -> export.of(rig.caller, "x", List.of(net.id())))
                        .code())
                .isEqualTo("item-missing");
        assertThat(catchThrowableOfType(PlenumException.class, () -> export.of(rig.caller, "x", List.of()))
                        .code())
                .isEqualTo("invalid-export");
    }

    @Test
    void theTableNamesFieldsOnce() {
        new TerraformTypes()
                .all()
                .forEach((name, mapped) ->
                        assertThat(mapped.fields().values()).as(name).doesNotHaveDuplicates());
    }

    private Item there(String type, String externalId) {
        rig.content.observe(
                rig.caller,
                Rig.LAB,
                List.of(new Observation(
                        Optional.empty(),
                        type,
                        externalId,
                        AccessService.ROOT_SPACE,
                        externalId,
                        Map.of(),
                        Values.empty())));
        return rig.content.findExternal(rig.caller, Rig.LAB, type, externalId).orElseThrow();
    }

    @Test
    void whatIsThereAlreadyIsNamedByItsItem() {
        openstack();
        Item network = there("openstack.network", "n-1");
        Item other = there("openstack.network", "eu-1/n-2");
        Map<String, Object> answer = terraform.read(
                rig.caller,
                "site",
                state(
                        resource(
                                "openstack_networking_network_v2",
                                "net",
                                Map.of("id", "n-1", "name", "net"),
                                List.of()),
                        resource(
                                "openstack_networking_subnet_v2",
                                "sub",
                                Map.of("id", "s-1", "name", "sub", "network_id", "n-2", "region", "eu-1"),
                                List.of())),
                Optional.of(Rig.LAB));

        assertThat(source(answer).replace("\"", ""))
                .contains("existing: " + network.id(), "network: " + other.id())
                .doesNotContain("title: net", "parameters:");
        assertThat(answer.get("report").toString()).contains("It is there already");
        assertThat(rig.reader.examine(source(answer)).problems()).isEmpty();
    }
}

package coop.plenum.itest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.aws.common.test.Moto;
import coop.plenum.baremetal.redfish.FakeRedfishService;
import coop.plenum.baremetal.redfish.Maker;
import coop.plenum.itest.Client;
import coop.plenum.itest.Ports;
import coop.plenum.itest.Server;
import coop.plenum.itest.SshRig;
import coop.plenum.openstack.fake.FakeCloud;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages about remote systems and about tools beside the server: each runs against what it is about. */
class ProviderDocsIT {
    private static final String BARE_METAL = "docs/how-to/bare-metal.md";
    private static final String MACHINES = "docs/how-to/bring-your-existing-machines.md";
    private static final String AWS = "docs/how-to/connect-aws.md";
    private static final String OPENSTACK = "docs/how-to/connect-openstack.md";
    private static final String TERRAFORM = "docs/how-to/from-terraform.md";
    private static final String ANSIBLE = "docs/how-to/from-ansible.md";
    private static final String AUDIT = "docs/reference/audit.md";
    private static final String CONSOLE_PAGE = "docs/tutorial/add-a-page-to-the-console.md";

    static final List<String> PAGES =
            List.of(BARE_METAL, MACHINES, AWS, OPENSTACK, TERRAFORM, ANSIBLE, AUDIT, CONSOLE_PAGE);

    private static final String RIGS = "distribution/itest/rigs";

    @TempDir
    private Path folder;

    private Server start() throws IOException {
        int port = Ports.free();
        Map<String, String> environment =
                Map.of("PLENUM_ADMIN_PASSWORD", "", "PLENUM_PUBLIC_URL", "http://127.0.0.1:" + port);
        return Server.launch(folder.resolve("data"), port, environment).awaitReady();
    }

    private static Path rig(String script) {
        return Page.root().resolve(RIGS).resolve(script);
    }

    @Test
    void bareMetalAgainstAControllerAndTheSimulatedOnes() throws Exception {
        int ports = Ports.before(3);
        Map<String, String> rig = Map.of("STATE", folder.resolve("ipmi").toString(), "BASE_PORT", "" + ports);
        try (FakeRedfishService controller = new FakeRedfishService(Maker.STANDARD);
                Server server = start()) {
            Page page = Page.afterSetUp(BARE_METAL)
                    .replacing("\"10.0.4.0/24\", \"bmc-17.example\"", "\"127.0.0.1:" + controller.port() + "\"")
                    .replacing("10.0.4.0/24", "127.0.0.1:" + controller.port())
                    .replacing(
                            "\"username\": \"plenum\"}",
                            "\"username\": \"admin\", \"tlsTrust\": \"pinned\"," + " \"certificateFingerprints\": [\""
                                    + FakeRedfishService.fingerprint() + "\"]}")
                    .replacing(
                            "\"credentials\": [",
                            "\"fingerprints\": [\"" + FakeRedfishService.fingerprint() + "\"], \"credentials\": [")
                    .replacing("{\"username\": \"plenum\", \"password\"", "{\"username\": \"admin\", \"password\"")
                    .replacing("...", FakeRedfishService.PASSWORD)
                    .replacing(RIGS, rig("").toString())
                    .replacing("6231-6233", (ports + 1) + "-" + (ports + 3));
            rig.forEach(page::with);
            String output = page.run(folder, server);
            assertThat(output).contains("\"works\"", "3 of 3 answer").doesNotContain("failed");
            assertThat(output.lines().filter("succeeded"::equals))
                    .as("sync, scan, boot device, subscription: " + output)
                    .hasSize(4);
        } finally {
            end("ipmi/down.sh", rig);
        }
    }

    @Test
    void existingMachinesAgainstRealServers() throws Exception {
        int ports = Ports.before(2);
        int shownPorts = Ports.before(3);
        Map<String, String> shown = Map.of(
                "STATE", folder.resolve("shown/sshd").toString(),
                "BASE_PORT", "" + shownPorts,
                "SSH_USER", "plenum-" + shownPorts);
        try (SshRig hosts = SshRig.start(folder, ports, 2);
                Server server = start()) {
            Files.writeString(folder.resolve("plenum.key"), hosts.privateKey());
            Page page = Page.afterSetUp(MACHINES)
                    .replacing(
                            "\"10.0.4.0/24\", \"db1.example:2222\"",
                            "\"127.0.0.1:" + (ports + 1) + "-" + (ports + 2) + "\"")
                    .replacing("username: \"plenum\"", "username: \"" + hosts.user() + "\"")
                    .replacing(RIGS, rig("").toString());
            shown.forEach(page::with);
            assertThat(page.run(folder, server))
                    .contains("succeeded", "3 hosts at")
                    .doesNotContain("failed");
            assertThat(hosts.firstKeyOpens(1)).as("rotated").isFalse();
        } finally {
            end("sshd/down.sh", shown);
        }
    }

    private static void end(String script, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(rig(script).toString()).inheritIO();
        builder.environment().putAll(environment);
        assertThat(builder.start().waitFor()).isZero();
    }

    @Test
    void awsAgainstMoto() throws Exception {
        try (Moto moto = Moto.start("--lax");
                Server server = start()) {
            String output = Page.afterSetUp(AWS)
                    .replacing("AKIA...", "AKIATESTS\", \"endpoint\": \"" + moto.endpoint())
                    .replacing("...", "a-secret-of-tests")
                    .run(folder, server);
            assertThat(output).contains("succeeded").doesNotContain("failed");
        }
    }

    @Test
    void openStackAgainstAFakeCloud() throws Exception {
        try (FakeCloud cloud = new FakeCloud();
                Server server = start()) {
            String credential = applicationCredential(cloud, "a-secret-of-the-credential");
            String output = Page.afterSetUp(OPENSTACK)
                    .replacing("https://cloud.example:5000/v3", cloud.authUrl())
                    .replacing("18f1520f85754bce877757b03cf756b0", credential)
                    .replacing("...", "a-secret-of-the-credential")
                    .run(folder, server);
            assertThat(output).contains("succeeded").doesNotContain("failed");
        }
    }

    /** What OpenStack's own client does in the step before. */
    private static String applicationCredential(FakeCloud cloud, String secret) throws Exception {
        HttpResponse<String> signedIn = post(
                cloud.authUrl() + "/v3/auth/tokens",
                "",
                Map.of(
                        "auth",
                        Map.of(
                                "identity",
                                Map.of("password", Map.of("user", Map.of("password", FakeCloud.PASSWORD))))));
        HttpResponse<String> made = post(
                cloud.authUrl() + "/v3/users/u1/application_credentials",
                signedIn.headers().firstValue("X-Subject-Token").orElseThrow(),
                Map.of("application_credential", Map.of("name", "plenum", "secret", secret)));
        return Client.JSON
                .readTree(made.body())
                .at("/application_credential/id")
                .asText();
    }

    private static HttpResponse<String> post(String address, String token, Object body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("X-Auth-Token", token)
                                .POST(HttpRequest.BodyPublishers.ofString(Client.JSON.writeValueAsString(body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    @Test
    void aStateOfTerraformBecomesABlueprint() throws Exception {
        Path state = Files.writeString(folder.resolve("terraform.tfstate"), """
                {"version": 4, "terraform_version": "1.9.0", "resources": [
                  {"mode": "managed", "type": "openstack_networking_network_v2", "name": "front",
                   "instances": [{"attributes": {"id": "n1", "name": "front", "admin_state_up": true}}]},
                  {"mode": "managed", "type": "openstack_networking_subnet_v2", "name": "front",
                   "instances": [{"attributes": {"id": "s1", "name": "front-v4", "network_id": "n1", "cidr": "10.3.0.0/24"}}]}]}
                """);
        try (Server server = start()) {
            String output = Page.afterSetUp(TERRAFORM)
                    .replacing("terraform state pull", "cat " + state)
                    .run(folder, server);
            assertThat(output).contains("openstack_networking_network_v2");
            assertThat(Files.readString(folder.resolve("site.yaml")))
                    .contains("openstack.network", "openstack.subnet", "10.3.0.0/24");
        }
    }

    @Test
    void anInventoryOfAnsibleBecomesABlueprint() throws Exception {
        Files.writeString(folder.resolve("hosts.ini"), """
                [web]
                web[01:03].example ansible_user=deploy
                """);
        try (Server server = start()) {
            Page.afterSetUp(ANSIBLE).run(folder, server);
            assertThat(Files.readString(folder.resolve("hosts.yaml"))).contains("ssh.host", "web02.example", "deploy");
        }
    }

    @Test
    void anEntryOfTheLogIsProvenByHand() throws Exception {
        try (Server server = start()) {
            String output = Page.afterSetUp(AUDIT)
                    .replacing("docs/reference/", Page.root().resolve("docs/reference") + "/")
                    .run(folder, server);
            assertThat(output).contains("proven", "Signature Verified Successfully");
            List<String> lines = output.lines().toList();
            int last = lines.size() - 1; // after the two roots comes only the signature's verdict
            assertThat(lines.get(last - 2)).isEqualTo(lines.get(last - 1)).isBase64();
        }
    }

    @Test
    void aModuleIsPackedSignedAndTrusted() throws Exception {
        copy(Page.root().resolve("docs/tutorial/console-page"), folder);
        Page.of(CONSOLE_PAGE)
                .replacing("me.p12", "me.p12 -storepass of-the-tutorial")
                .with("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"))
                .run(folder);
        byte[] module = Files.readAllBytes(folder.resolve("stock-1.0.0.jar"));
        Path trust = Files.createDirectories(folder.resolve("data/trust"));
        try (Server server = Server.start(folder.resolve("data"))) {
            Client admin = server.admin();
            Client upload = admin.with("Content-Type", "application/java-archive");
            upload.post("/api/v1/modules/upload", module).expectProblem(400, "untrusted-bundle");
            Files.copy(folder.resolve("me.pem"), trust.resolve("me.pem"), StandardCopyOption.REPLACE_EXISTING);
            upload.post("/api/v1/modules/upload", module).expect(201);
            admin.post("/api/v1/modules/stock/install", Map.of()).expect(200);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}

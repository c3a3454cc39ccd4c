package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.aws.common.test.Moto;
import coop.plenum.baremetal.redfish.FakeRedfishService;
import coop.plenum.baremetal.redfish.Maker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look at what has not changed leaves no trace but that there was one: no revision, and no entry for a resource. */
class UnchangedSyncIT {
    private static final int RESOURCES = 10_000;
    private static final int INSTANCES = 50;
    private static final String ROOT = "00000000-0000-0000-0000-000000000001";

    @TempDir
    private static Path data;

    private static Server server;
    private static Client admin;

    @BeforeAll
    static void start() throws Exception {
        server = Server.start(data);
        admin = server.admin();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void ofTenThousandSimulatedResources() {
        admin.post("/api/v1/modules/example/install", Map.of()).expect(200);
        Map<String, Object> settings = Map.of("seed", 1, "count", RESOURCES);
        unchanged(
                Inventory.connect(admin, ROOT, "lab", "simulator", settings, Map.of()),
                "example.server",
                RESOURCES,
                10,
                "operation\\..*");
    }

    @Test
    void ofAControllerWithAllItsParts() {
        admin.post("/api/v1/modules/baremetal/install", Map.of()).expect(200);
        try (FakeRedfishService controller = new FakeRedfishService(Maker.STANDARD)) {
            Map<String, Object> settings = Map.of(
                    "protocol",
                    "redfish",
                    "timeout",
                    "PT30S",
                    "addresses",
                    List.of("127.0.0.1:" + controller.port()),
                    "username",
                    "admin",
                    "tlsTrust",
                    "pinned",
                    "certificateFingerprints",
                    List.of(FakeRedfishService.fingerprint()));
            Map<String, Object> secrets = Map.of("password", FakeRedfishService.PASSWORD);
            unchanged(
                    Inventory.connect(admin, ROOT, "rack", "baremetal", settings, secrets),
                    "baremetal.machine",
                    1,
                    10,
                    "operation\\..*|secret\\..*");
        }
    }

    @Test
    void ofAnAccountOfAwsWithFiftyInstances() throws Exception {
        for (String module : List.of("aws-ec2", "aws-s3", "aws-route53", "aws-iam", "aws-rds", "aws-elb")) {
            admin.post("/api/v1/modules/" + module + "/install", Map.of()).expect(200);
        }
        try (Moto moto = Moto.start("--lax")) {
            MotoCalls calls = new MotoCalls(moto);
            calls.ec2(
                    "Action=RunInstances&ImageId=ami-12345678&InstanceType=t3.micro&MinCount=" + INSTANCES
                            + "&MaxCount=" + INSTANCES,
                    "instanceId");
            calls.ec2("Action=CreateVolume&Size=1&AvailabilityZone=eu-west-1a", "volumeId");
            calls.makeBucket("unchanged-bucket");
            Map<String, Object> settings = Map.of(
                    "regions", List.of("eu-west-1"),
                    "accessKeyId", "AKIATESTS",
                    "endpoint", moto.endpoint().toString());
            unchanged(
                    Inventory.connect(
                            admin, ROOT, "account", "aws", settings, Map.of("secretAccessKey", "a-secret-of-tests")),
                    "aws.instance",
                    INSTANCES,
                    10,
                    "operation\\..*|secret\\..*");
            assertThat(total("type=aws.bucket")).as("of another service").isEqualTo(1);
        }
    }

    private static void unchanged(String connection, String type, int count, int most, String actions) {
        assertThat(total("type=" + type)).as("the first sync brought them").isEqualTo(count);
        long changed = total("filter=" + Inventory.encoded("revision > 1"));
        long logged = logged();
        String newest = newestChange();

        Inventory.sync(admin, connection);

        assertThat(total("type=" + type)).isEqualTo(count);
        assertThat(total("filter=" + Inventory.encoded("revision > 1")))
                .as("items with revisions")
                .isEqualTo(changed);
        assertThat(newestChange()).as("the item that changed last").isEqualTo(newest);
        JsonNode entries = admin.get("/api/v1/audit/entries?limit=" + (logged() - logged))
                .expect(200)
                .json()
                .path("items");
        assertThat(entries).as("entries of a sync").isNotEmpty().hasSizeLessThan(most);
        for (JsonNode entry : entries) {
            assertThat(entry.at("/event/action").asText()).as(entry.toString()).matches(actions);
        }
    }

    private static long total(String query) {
        return admin.get("/api/v1/items?limit=1&total=true&" + query)
                .expect(200)
                .json()
                .path("total")
                .asLong(-1);
    }

    private static String newestChange() {
        JsonNode newest = admin.get("/api/v1/items?sort=-updatedAt&limit=1")
                .expect(200)
                .json()
                .path("items")
                .path(0);
        return newest.path("id").asText() + " " + newest.path("updatedAt").asText();
    }

    private static long logged() {
        return admin.get("/api/v1/audit/entries?limit=1")
                        .expect(200)
                        .json()
                        .at("/items/0/index")
                        .asLong(-1)
                + 1;
    }
}

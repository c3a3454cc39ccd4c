package coop.plenum.itest.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.aws.common.test.Moto;
import coop.plenum.itest.Changes;
import coop.plenum.itest.Client;
import coop.plenum.itest.Inventory;
import coop.plenum.itest.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A site on AWS from one blueprint: a network with a server, a bucket and a name; made in order and taken down in reverse.
 * Services come one by one while the system runs.
 */
class AwsSiteIT {
    private static final String INFRASTRUCTURE = "/api/v1/ext/infrastructure";
    private static final String BLUEPRINTS = "/api/v1/ext/blueprint";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int SERVICES = 6;
    private static final long LARGEST = 35L << 20;

    private static final String SOURCE = """
            name: A site on AWS
            items:
              net:
                type: aws.vpc
                values: {name: "${deployment.name}-net", cidr: 10.77.0.0/16, dnsHostnames: true}
              sub:
                type: aws.subnet
                values: {name: "${deployment.name}-sub", network: {ref: net}, cidr: "${cidr.subnet('10.77.0.0/16', 8, 3)}"}
              gateway:
                type: aws.internet-gateway
                values: {name: "${deployment.name}-gateway", network: {ref: net}}
              table:
                type: aws.route-table
                values: {name: "${deployment.name}-table", network: {ref: net}, subnets: [{ref: sub}]}
              route:
                type: aws.route
                values: {routeTable: {ref: table}, destination: 0.0.0.0/0, internetGateway: {ref: gateway}}
              group:
                type: aws.security-group
                values: {name: "${deployment.name}-group", network: {ref: net}}
              web:
                type: aws.security-group-rule
                values: {securityGroup: {ref: group}, direction: ingress, protocol: tcp, firstPort: 443, remoteRange: 0.0.0.0/0}
              server:
                type: aws.instance
                values:
                  name: "${deployment.name}-server"
                  instanceType: t3.micro
                  imageId: ami-1e749f67
                  subnet: {ref: sub}
                  securityGroups: [{ref: group}]
              bucket:
                type: aws.bucket
                values: {name: "${deployment.name}-bucket", versioning: true}
              zone:
                type: aws.zone
                values: {name: "${deployment.name}.test"}
              name:
                type: aws.record
                values: {zone: {ref: zone}, name: "www.${deployment.name}.test", recordType: A, values: [10.77.3.4]}
            """;

    @TempDir
    private Path data;

    @Test
    void servicesComeWhileTheSystemRunsAndASiteIsMadeAndTakenDown() throws Exception {
        try (Moto moto = Moto.start("--lax", "--images");
                Server server = Server.start(data)) {
            Client admin = server.admin();
            for (String module : List.of("aws-ec2", "aws-elb", "aws-rds", "blueprint")) {
                admin.post("/api/v1/modules/" + module + "/install", Map.of()).expect(200);
            }
            assertThat(server.classes()).as("before the first connection").doesNotContain("software.amazon.awssdk");
            String connection = admin.post(INFRASTRUCTURE + "/connections", connection(moto))
                    .expect(201)
                    .text("/id");
            Inventory.sync(admin, connection);
            assertThat(server.classes()).contains("software.amazon.awssdk.services.ec2");
            assertThat(types(admin)).contains("aws.vpc").doesNotContain("aws.bucket");

            for (String module : List.of("aws-s3", "aws-route53")) {
                admin.post("/api/v1/modules/" + module + "/install", Map.of()).expect(200);
            }
            assertThat(types(admin)).contains("aws.vpc", "aws.bucket", "aws.record");
            Inventory.sync(admin, connection);

            JsonNode drafted = deploy(admin, connection);
            Changes.apply(admin, drafted.at("/change/id").asText()).expect(202);
            Changes.awaitApplied(admin, drafted.at("/change/id").asText(), PATIENCE);
            assertThat(titles(admin, "aws.instance")).containsExactly("site-server");
            assertThat(titles(admin, "aws.bucket")).containsExactly("site-bucket");
            assertThat(titles(admin, "aws.record")).contains("www.site.test");
            Inventory.sync(admin, connection);
            assertThat(admin.get(INFRASTRUCTURE + "/drift").json().path("items"))
                    .isEmpty();

            String destroyed = admin.post(
                            BLUEPRINTS + "/deployments/" + drafted.path("id").asText() + "/destroy", Map.of())
                    .expect(200)
                    .text("/change/id");
            Changes.apply(admin, destroyed).expect(202);
            Changes.awaitApplied(admin, destroyed, PATIENCE);
            Inventory.sync(admin, connection);
            // what others still refer to is kept, though its resource is gone
            assertThat(states(admin, "aws.instance", "site-server")).containsOnly("archived");
            assertThat(states(admin, "aws.vpc", "site-net")).containsOnly("archived");
            assertThat(states(admin, "aws.bucket", "site-bucket")).isEmpty();
            assertThat(states(admin, "aws.record", "www.site.test")).isEmpty();
            assertThat(server.output()).doesNotContain("a-secret-of-tests");
        }
    }

    @Test
    void eachBundleIsSmall() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("plenum.home")))) {
            List<Path> bundles = files.filter(
                            file -> file.getFileName().toString().startsWith("coop.plenum.aws."))
                    .toList();
            assertThat(bundles).hasSizeGreaterThanOrEqualTo(SERVICES);
            for (Path bundle : bundles) {
                assertThat(Files.size(bundle)).as(bundle.toString()).isLessThan(LARGEST);
            }
        }
    }

    private static Map<String, Object> connection(Moto moto) {
        return Map.of(
                "space",
                "00000000-0000-0000-0000-000000000001",
                "title",
                "moto",
                "provider",
                "aws",
                "settings",
                Map.of(
                        "regions",
                        List.of("eu-west-1"),
                        "endpoint",
                        moto.endpoint().toString(),
                        "accessKeyId",
                        "AKIATESTS"),
                "secrets",
                Map.of("secretAccessKey", "a-secret-of-tests"));
    }

    private static List<String> types(Client admin) {
        JsonNode providers = admin.get(INFRASTRUCTURE + "/providers").json().path("items");
        for (JsonNode provider : providers) {
            if (provider.path("name").asText().equals("aws")) {
                return Client.JSON.convertValue(
                        provider.path("resourceTypes"),
                        Client.JSON.getTypeFactory().constructCollectionType(List.class, String.class));
            }
        }
        return List.of();
    }

    private static List<String> titles(Client admin, String type) {
        return admin.get("/api/v1/items?type=" + type).json().path("items").findValuesAsText("title");
    }

    private static List<String> states(Client admin, String type, String title) {
        List<String> states = new ArrayList<>();
        for (JsonNode item : admin.get("/api/v1/items?type=" + type).json().path("items")) {
            if (item.path("title").asText().equals(title)) {
                states.add(item.path("state").asText());
            }
        }
        return states;
    }

    private JsonNode deploy(Client admin, String connection) {
        String blueprint = admin.post(
                        "/api/v1/items",
                        Map.of(
                                "type",
                                "blueprint.blueprint",
                                "title",
                                "site",
                                "state",
                                "published",
                                "values",
                                Map.of("source", SOURCE)))
                .expect(201)
                .text("/id");
        return admin.post(
                        BLUEPRINTS + "/blueprints/" + blueprint + "/deploy",
                        Map.of(
                                "name",
                                "site",
                                "space",
                                "00000000-0000-0000-0000-000000000001",
                                "connections",
                                Map.of("default", connection),
                                "parameters",
                                Map.of()))
                .expect(201)
                .json();
    }
}

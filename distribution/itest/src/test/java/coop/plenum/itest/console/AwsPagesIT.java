package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.aws.common.test.Moto;
import coop.plenum.itest.Client;
import coop.plenum.itest.Inventory;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tabs that the modules of AWS bring along. */
class AwsPagesIT {
    private static final String ROOT = "00000000-0000-0000-0000-000000000001";
    private static final String EC2 = "ec2", ELB = "elasticloadbalancing", CLOUD_WATCH = "monitoring";
    private static final Map<String, String> VERSIONS =
            Map.of(EC2, "2016-11-15", ELB, "2015-12-01", CLOUD_WATCH, "2010-08-01");

    private final HttpClient http = HttpClient.newHttpClient();
    private Moto moto;
    private Site site;
    private Client admin;

    @TempDir
    private Path data;

    @BeforeEach
    void connect() throws Exception {
        moto = Moto.start("--lax");
        fill();
        site = Site.start(data);
        admin = site.server().admin();
        for (String module : List.of("aws-ec2", "aws-elb", "aws-route53")) {
            admin.post("/api/v1/modules/" + module + "/install", Map.of()).expect(200);
        }
        Inventory.connect(
                admin,
                ROOT,
                "moto",
                "aws",
                Map.of(
                        "regions",
                        List.of("eu-west-1"),
                        "endpoint",
                        moto.endpoint().toString(),
                        "accessKeyId",
                        "AKIATESTS"),
                Map.of("secretAccessKey", "a-secret-of-tests"));
    }

    @AfterEach
    void stop() {
        if (site != null) {
            site.server().close();
        }
        if (moto != null) {
            moto.close();
        }
    }

    private void fill() throws Exception {
        String vpc = element(ask(EC2, "CreateVpc", "CidrBlock", "10.0.0.0/16"), "vpcId");
        String a = subnet(vpc, 0, "eu-west-1a");
        String b = subnet(vpc, 1, "eu-west-1b");
        String instance = element(
                ask(
                        EC2,
                        "RunInstances",
                        "ImageId",
                        "ami-12345678",
                        "InstanceType",
                        "t3.micro",
                        "MinCount",
                        "1",
                        "MaxCount",
                        "1",
                        "SubnetId",
                        a,
                        "TagSpecification.1.ResourceType",
                        "instance",
                        "TagSpecification.1.Tag.1.Key",
                        "Name",
                        "TagSpecification.1.Tag.1.Value",
                        "web-1"),
                "instanceId");
        String volume = element(ask(EC2, "CreateVolume", "Size", "20", "AvailabilityZone", "eu-west-1a"), "volumeId");
        ask(EC2, "CreateTags", "ResourceId.1", volume, "Tag.1.Key", "Name", "Tag.1.Value", "web-data");
        ask(EC2, "AttachVolume", "VolumeId", volume, "InstanceId", instance, "Device", "/dev/sdh");
        String address = element(ask(EC2, "AllocateAddress", "Domain", "vpc"), "allocationId");
        ask(EC2, "AssociateAddress", "AllocationId", address, "InstanceId", instance);
        balancer(vpc, a, b, instance);
        String metric = "MetricData.member.1.";
        for (int minutes : List.of(20, 40, 60)) {
            ask(
                    CLOUD_WATCH,
                    "PutMetricData",
                    "Namespace",
                    "AWS/EC2",
                    metric + "MetricName",
                    "CPUUtilization",
                    metric + "Dimensions.member.1.Name",
                    "InstanceId",
                    metric + "Dimensions.member.1.Value",
                    instance,
                    metric + "Timestamp",
                    Instant.now().minus(Duration.ofMinutes(minutes)).toString(),
                    metric + "Value",
                    "42");
        }
        zone();
    }

    private String subnet(String vpc, int number, String zone) throws Exception {
        return element(
                ask(
                        EC2,
                        "CreateSubnet",
                        "VpcId",
                        vpc,
                        "CidrBlock",
                        "10.0." + number + ".0/24",
                        "AvailabilityZone",
                        zone),
                "subnetId");
    }

    private void balancer(String vpc, String a, String b, String instance) throws Exception {
        String balancer = element(
                ask(ELB, "CreateLoadBalancer", "Name", "front", "Subnets.member.1", a, "Subnets.member.2", b),
                "LoadBalancerArn");
        String group = element(
                ask(ELB, "CreateTargetGroup", "Name", "webs", "Protocol", "HTTP", "Port", "80", "VpcId", vpc),
                "TargetGroupArn");
        ask(ELB, "RegisterTargets", "TargetGroupArn", group, "Targets.member.1.Id", instance);
        ask(
                ELB,
                "CreateListener",
                "LoadBalancerArn",
                balancer,
                "Protocol",
                "HTTP",
                "Port",
                "80",
                "DefaultActions.member.1.Type",
                "forward",
                "DefaultActions.member.1.TargetGroupArn",
                group);
    }

    private void zone() throws Exception {
        String id = element(
                send(
                        "route53",
                        "/2013-04-01/hostedzone",
                        "<CreateHostedZoneRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">"
                                + "<Name>site.test</Name><CallerReference>r</CallerReference></CreateHostedZoneRequest>"),
                "Id");
        send(
                "route53",
                "/2013-04-01" + id + "/rrset/",
                "<ChangeResourceRecordSetsRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><ChangeBatch>"
                        + "<Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>www.site.test</Name>"
                        + "<Type>A</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>10.9.8.7</Value>"
                        + "</ResourceRecord></ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch>"
                        + "</ChangeResourceRecordSetsRequest>");
    }

    private String ask(String service, String action, String... pairs) throws IOException, InterruptedException {
        StringBuilder form = new StringBuilder("Action=" + action + "&Version=" + VERSIONS.get(service));
        for (int i = 0; i < pairs.length; i += 2) {
            form.append('&')
                    .append(pairs[i])
                    .append('=')
                    .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        return send(service, "/", form.toString());
    }

    private String send(String service, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(moto.endpoint() + path))
                        .header("Content-Type", body.startsWith("<") ? "text/xml" : "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=AKIATESTS/20260101/eu-west-1/" + service
                                        + "/aws4_request, SignedHeaders=host, Signature=0")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return answer.body();
    }

    private static String element(String document, String name) {
        Matcher matcher =
                Pattern.compile("<" + name + ">([^<]+)</" + name + ">").matcher(document);
        assertThat(matcher.find()).as(document).isTrue();
        return matcher.group(1);
    }

    private String item(String type) {
        return "/console/items/" + admin.get("/api/v1/items?type=" + type).text("/items/0/id");
    }

    private static Browser sound(Browser browser, String page) {
        Looks.assertSound(browser.settle(), page, Theme.values());
        return browser.width(Width.DESK).theme(Theme.LIGHT);
    }

    @Test
    void instancesLoadBalancersAndZonesShowWhatBelongsToThem() {
        try (Browser browser = site.browserOfAdmin()) {
            browser.go(item("aws.instance"));
            browser.link("Network and volumes").click();
            browser.awaitText("web-data")
                    .awaitText("/dev/sdh")
                    .awaitText("10.0.0.")
                    .awaitText("Power");
            sound(browser, "aws-instance").link("Metrics").click();
            browser.awaitText("Processor").awaitText("42");
            sound(browser, "aws-metrics").go(item("aws.volume"));
            browser.link("Metrics").click();
            browser.awaitText("Waiting reads and writes");

            browser.go(item("aws.load-balancer"));
            browser.link("Targets").click();
            browser.awaitText("webs").awaitText("web-1").awaitText("Not unhealthy");
            sound(browser, "aws-targets").link("Metrics").click();
            browser.awaitText("Response time");

            browser.go(item("aws.zone"));
            browser.link("Records").click();
            browser.awaitText("www.site.test").awaitText("10.9.8.7");
            sound(browser, "aws-records");
            assertThat(browser.text()).doesNotContain("a-secret-of-tests");
        }
    }
}

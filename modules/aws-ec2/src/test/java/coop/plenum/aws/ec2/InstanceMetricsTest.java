package coop.plenum.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Metrics;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.aws.common.test.Accounts;
import coop.plenum.aws.common.test.Moto;
import coop.plenum.aws.common.test.Wire;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is measured of an instance, against moto, and on the wire where that is laxer. */
class InstanceMetricsTest {
    private static final String INSTANCE = "i-0123456789abcdef0";
    private static final Duration STEP = Duration.ofMinutes(5);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);

    private List<Metrics.Series> measure(ProviderDriver driver) throws Exception {
        ResourceRef ref =
                new ResourceRef(UUID.randomUUID(), Optional.of("eu-west-1/" + INSTANCE), "web", Values.empty());
        return ((Metrics) driver.handler(Types.INSTANCE))
                .measure(ref, now.minus(Duration.ofHours(1)), now, STEP, FakeOperationContext.create());
    }

    private static ProviderDriver connect(URI endpoint) throws ProviderException {
        return Ec2Account.connect(Accounts.lasting(endpoint, List.of("eu-west-1")));
    }

    private static void put(Moto moto, String metric, Instant time, int value) throws Exception {
        String item = "MetricData.member.1.";
        String form = "Action=PutMetricData&Version=2010-08-01&Namespace=AWS/EC2&" + item + "MetricName=" + metric + "&"
                + item + "Dimensions.member.1.Name=InstanceId&" + item + "Dimensions.member.1.Value=" + INSTANCE + "&"
                + item + "Timestamp=" + time + "&" + item + "Value=" + value;
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(moto.endpoint())
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header(
                                        "Authorization",
                                        "AWS4-HMAC-SHA256 Credential=AKIATESTS/20260101/eu-west-1/monitoring/aws4_request,"
                                                + " SignedHeaders=host, Signature=0")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void processorAndNetworkAreToldAsTimeGoesByAndBytesAsARate() throws Exception {
        try (Moto moto = Moto.start("--lax");
                ProviderDriver driver = connect(moto.endpoint())) {
            put(moto, "CPUUtilization", now.minus(Duration.ofMinutes(40)), 20);
            put(moto, "CPUUtilization", now.minus(Duration.ofMinutes(39)), 40);
            put(moto, "CPUUtilization", now.minus(Duration.ofMinutes(20)), 90);
            put(moto, "NetworkIn", now.minus(Duration.ofMinutes(20)), 3000);

            List<Metrics.Series> series = measure(driver);

            assertThat(series)
                    .extracting(Metrics.Series::metric)
                    .containsExactly("cpu", "network-in", "network-out", "disk-read", "disk-write", "failed-checks");
            assertThat(series.get(0).points()).extracting(Metrics.Point::value).containsExactly(30.0, 90.0);
            assertThat(series.get(0).points()).extracting(Metrics.Point::time).isSorted();
            assertThat(series.get(1).points())
                    .singleElement()
                    .satisfies(point -> assertThat(point.value()).isCloseTo(10, within(0.001)));
            assertThat(series.get(2).points()).isEmpty();
        }
    }

    private static String page(String id, String time, String value, String next) {
        return "<GetMetricDataResult><MetricDataResults><member><Id>" + id + "</Id><Timestamps><member>" + time
                + "</member></Timestamps><Values><member>" + value + "</member></Values></member></MetricDataResults>"
                + next + "</GetMetricDataResult>";
    }

    @Test
    void allPagesOfAnAnswerAreReadAndTheRequestIsSigned() throws Exception {
        try (Wire aws = new Wire();
                ProviderDriver driver = connect(aws.endpoint())) {
            aws.on("GetMetricData", page("m0", "2026-11-26T10:00:00Z", "1.5", "<NextToken>a/+=</NextToken>"))
                    .on("GetMetricData", page("m0", "2026-11-26T10:05:00Z", "2.5E0", ""));

            assertThat(measure(driver).get(0).points())
                    .extracting(Metrics.Point::value)
                    .containsExactly(1.5, 2.5);
            assertThat(aws.asked("GetMetricData").get(0))
                    .containsEntry("MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Value", INSTANCE)
                    .containsEntry("MetricDataQueries.member.1.MetricStat.Period", "300")
                    .doesNotContainKey("NextToken");
            assertThat(aws.asked("GetMetricData").get(1)).containsEntry("NextToken", "a/+=");
        }
    }

    @Test
    void whatCloudWatchRefusesIsToldApart() throws Exception {
        try (Wire aws = new Wire();
                ProviderDriver driver = connect(aws.endpoint())) {
            aws.refuse("GetMetricData", 403, "AccessDenied").refuse("GetMetricData", 400, "Throttling");

            assertThatThrownBy(() -> measure(driver)).isInstanceOfSatisfying(ProviderException.class, thrown -> {
                assertThat(thrown.code()).isEqualTo("insufficient-privilege");
                assertThat(thrown).hasMessageContaining("CloudWatch refused GetMetricData");
            });
            assertThatThrownBy(() -> measure(driver))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            thrown -> assertThat(thrown.category()).isEqualTo(Category.THROTTLED));
        }
    }

    @Test
    void aVolumeIsAskedForAsEbsHasIt() throws Exception {
        try (Wire aws = new Wire();
                ProviderDriver driver = connect(aws.endpoint())) {
            aws.on("GetMetricData", page("m2", "2026-11-26T10:00:00Z", "600", ""));
            ResourceRef ref =
                    new ResourceRef(UUID.randomUUID(), Optional.of("eu-west-1/vol-1"), "data", Values.empty());
            List<Metrics.Series> series = ((Metrics) driver.handler(Types.VOLUME))
                    .measure(ref, now.minus(Duration.ofHours(1)), now, STEP, FakeOperationContext.create());

            assertThat(series)
                    .extracting(Metrics.Series::metric)
                    .containsExactly("read", "write", "read-operations", "write-operations", "queue", "burst");
            assertThat(series.get(2).points()).extracting(Metrics.Point::value).containsExactly(2.0);
            assertThat(aws.asked("GetMetricData").get(0))
                    .containsEntry("MetricDataQueries.member.1.MetricStat.Metric.Namespace", "AWS/EBS")
                    .containsEntry("MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Name", "VolumeId")
                    .containsEntry("MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Value", "vol-1");
        }
    }
}

package coop.plenum.aws.elb;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Metrics;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.aws.common.test.Wire;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is measured of load balancers is asked for as CloudWatch has it. */
class LoadBalancerMetricsTest {
    private static final String ARN = "eu-west-1/arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/";
    private static final String QUERY = "MetricDataQueries.member.";

    private static Map<String, String> asked(String name) throws Exception {
        try (Wire aws = new Wire();
                ProviderDriver driver = ElbAccount.connect(aws.endpoint(), new ElbService())) {
            aws.on("GetMetricData", "<GetMetricDataResult><MetricDataResults/></GetMetricDataResult>");
            Metrics metrics = (Metrics) driver.handler(Types.LOAD_BALANCER);
            List<Metrics.Series> series = metrics.measure(
                    new ResourceRef(UUID.randomUUID(), Optional.of(ARN + name), "web", Values.empty()),
                    Instant.now().minus(Duration.ofHours(1)),
                    Instant.now(),
                    Duration.ofMinutes(5),
                    FakeOperationContext.create());
            assertThat(series)
                    .extracting(Metrics.Series::metric)
                    .containsExactlyElementsOf(
                            metrics.metrics().stream().map(Metrics.Metric::name).toList());
            return aws.asked("GetMetricData").get(0);
        }
    }

    @Test
    void ofOneForApplicationsRequestsAreTold() throws Exception {
        assertThat(asked("app/web/50dc6c495c0c9188"))
                .containsEntry(QUERY + "1.MetricStat.Metric.Namespace", "AWS/ApplicationELB")
                .containsEntry(QUERY + "1.MetricStat.Metric.MetricName", "RequestCount")
                .containsEntry(QUERY + "1.MetricStat.Metric.Dimensions.member.1.Name", "LoadBalancer")
                .containsEntry(QUERY + "1.MetricStat.Metric.Dimensions.member.1.Value", "app/web/50dc6c495c0c9188")
                .containsKey(QUERY + "6.Id");
    }

    @Test
    void ofOneForNetworksOnlyConnectionsAndBytesAre() throws Exception {
        assertThat(asked("net/web/50dc6c495c0c9188"))
                .containsEntry(QUERY + "1.Id", "m4")
                .containsEntry(QUERY + "1.MetricStat.Metric.Namespace", "AWS/NetworkELB")
                .containsEntry(QUERY + "1.MetricStat.Metric.MetricName", "NewFlowCount")
                .containsEntry(QUERY + "2.MetricStat.Metric.MetricName", "ProcessedBytes")
                .doesNotContainKey(QUERY + "3.Id");
    }
}

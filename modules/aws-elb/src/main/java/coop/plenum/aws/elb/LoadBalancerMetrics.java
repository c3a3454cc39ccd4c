package coop.plenum.aws.elb;

import coop.plenum.api.provider.Metrics.Metric;
import coop.plenum.api.provider.Metrics.Series;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.common.CloudWatch;
import coop.plenum.aws.common.CloudWatch.Measure;
import coop.plenum.aws.common.CloudWatch.Period;
import coop.plenum.aws.common.CloudWatch.Subject;
import coop.plenum.aws.common.Place;
import java.util.List;

/** What CloudWatch measures of load balancers. Only those for applications know of requests. */
record LoadBalancerMetrics(CloudWatch cloudWatch) {
    /** What is in an ARN before the name by which CloudWatch has it, which tells the kind. */
    private static final String BEFORE_NAME = ":loadbalancer/";

    private static final List<Measure> OF_APPLICATIONS = measures("RequestCount", "NewConnectionCount");
    private static final List<Measure> OF_OTHERS = measures("", "NewFlowCount");

    private static List<Measure> measures(String requests, String connections) {
        boolean ofRequests = !requests.isEmpty();
        return List.of(
                Measure.events("requests", "Requests", requests),
                Measure.average("response-time", "Response time", "s", ofRequests ? "TargetResponseTime" : ""),
                Measure.events("target-errors", "Errors of targets", ofRequests ? "HTTPCode_Target_5XX_Count" : ""),
                Measure.events("own-errors", "Errors of its own", ofRequests ? "HTTPCode_ELB_5XX_Count" : ""),
                Measure.events("connections", "New connections", connections),
                Measure.bytes("bytes", "Processed", "ProcessedBytes"));
    }

    static List<Metric> all() {
        return OF_APPLICATIONS.stream().map(Measure::metric).toList();
    }

    List<Series> measure(Place place, Period period, OperationContext context)
            throws ProviderException, InterruptedException {
        String name = place.id().substring(place.id().indexOf(BEFORE_NAME) + BEFORE_NAME.length());
        Subject subject = new Subject(place.region(), namespace(name), "LoadBalancer", name);
        return cloudWatch.measure(
                subject,
                subject.namespace().equals("AWS/ApplicationELB") ? OF_APPLICATIONS : OF_OTHERS,
                period,
                context);
    }

    /** @param name such as {@code app/web/50dc6c495c0c9188} */
    private static String namespace(String name) {
        return switch (name.substring(0, name.indexOf('/') + 1)) {
            case "app/" -> "AWS/ApplicationELB";
            case "gwy/" -> "AWS/GatewayELB";
            default -> "AWS/NetworkELB";
        };
    }
}

package coop.plenum.aws.ec2;

import coop.plenum.api.provider.Metrics.Metric;
import coop.plenum.api.provider.Metrics.Point;
import coop.plenum.api.provider.Metrics.Series;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.QueryClient;
import coop.plenum.aws.common.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What CloudWatch measures of instances by itself, each of its bytes as so many a second. */
final class InstanceMetrics {
    private static final String ID = "m";
    private static final String PER_SECOND = "By/s";

    /** @param statistic by which CloudWatch makes one value of many; sums are made a rate */
    private record Measure(Metric metric, String name, String statistic) {
        boolean isRate() {
            return statistic.equals("Sum");
        }
    }

    private static final List<Measure> MEASURES = List.of(
            new Measure(new Metric("cpu", "Processor", "%"), "CPUUtilization", "Average"),
            new Measure(new Metric("network-in", "Received", PER_SECOND), "NetworkIn", "Sum"),
            new Measure(new Metric("network-out", "Sent", PER_SECOND), "NetworkOut", "Sum"),
            new Measure(new Metric("disk-read", "Read from volumes", PER_SECOND), "EBSReadBytes", "Sum"),
            new Measure(new Metric("disk-write", "Written to volumes", PER_SECOND), "EBSWriteBytes", "Sum"),
            new Measure(new Metric("failed-checks", "Failed checks", ""), "StatusCheckFailed", "Maximum"));

    private final QueryClient cloudWatch;

    InstanceMetrics(AwsAccount account) {
        this.cloudWatch = new QueryClient(account, "CloudWatch", "monitoring", "2010-08-01");
    }

    static List<Metric> all() {
        return MEASURES.stream().map(Measure::metric).toList();
    }

    List<Series> measure(Place place, Instant from, Instant to, Duration step, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, String> question = question(place.id(), from, to, step);
        Map<String, SortedMap<Instant, Double>> points = new LinkedHashMap<>();
        String next = "";
        do {
            if (!next.isEmpty()) {
                question.put("NextToken", next);
            }
            Xml result = cloudWatch
                    .call(place.region(), "GetMetricData", question, context)
                    .child("GetMetricDataResult");
            for (Xml one : result.list("MetricDataResults")) {
                read(one, points.computeIfAbsent(one.text("Id"), id -> new TreeMap<>()));
            }
            next = result.text("NextToken");
        } while (!next.isEmpty());
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < MEASURES.size(); i++) {
            series.add(series(MEASURES.get(i), points.getOrDefault(ID + i, new TreeMap<>()), step));
        }
        return series;
    }

    private static Map<String, String> question(String instance, Instant from, Instant to, Duration step) {
        Map<String, String> question = new LinkedHashMap<>();
        question.put("StartTime", from.toString());
        question.put("EndTime", to.toString());
        question.put("ScanBy", "TimestampAscending");
        for (int i = 0; i < MEASURES.size(); i++) {
            String query = "MetricDataQueries.member." + (i + 1);
            String metric = query + ".MetricStat.Metric.";
            question.put(query + ".Id", ID + i);
            question.put(metric + "Namespace", "AWS/EC2");
            question.put(metric + "MetricName", MEASURES.get(i).name());
            question.put(metric + "Dimensions.member.1.Name", "InstanceId");
            question.put(metric + "Dimensions.member.1.Value", instance);
            question.put(query + ".MetricStat.Period", String.valueOf(step.toSeconds()));
            question.put(query + ".MetricStat.Stat", MEASURES.get(i).statistic());
        }
        return question;
    }

    private static void read(Xml result, Map<Instant, Double> points) {
        List<Xml> times = result.list("Timestamps");
        List<Xml> values = result.list("Values");
        for (int i = 0; i < Math.min(times.size(), values.size()); i++) {
            points.put(
                    Instant.parse(times.get(i).text()),
                    Double.valueOf(values.get(i).text()));
        }
    }

    private static Series series(Measure measure, SortedMap<Instant, Double> points, Duration step) {
        double divisor = measure.isRate() ? step.toSeconds() : 1;
        return new Series(
                measure.metric().name(),
                points.entrySet().stream()
                        .map(point -> new Point(point.getKey(), point.getValue() / divisor))
                        .toList());
    }
}

package coop.plenum.aws.common;

import coop.plenum.api.provider.Metrics.Metric;
import coop.plenum.api.provider.Metrics.Point;
import coop.plenum.api.provider.Metrics.Series;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.api.AwsAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What CloudWatch measures of resources by itself; what is counted becomes so much a second. Thread-safe. */
public final class CloudWatch {
    private static final String ID = "m";
    private static final String PER_SECOND = "By/s";

    /**
     * Something that CloudWatch measures.
     *
     * @param name as CloudWatch has it; empty where this kind of a resource is not measured so
     * @param statistic by which CloudWatch makes one value of many; sums are made a rate
     */
    public record Measure(Metric metric, String name, String statistic) {
        /** A state, such as a share of a whole. */
        public static Measure average(String metric, String title, String unit, String name) {
            return new Measure(new Metric(metric, title, unit), name, "Average");
        }

        /** The worst that was. */
        public static Measure most(String metric, String title, String unit, String name) {
            return new Measure(new Metric(metric, title, unit), name, "Maximum");
        }

        /** Bytes, as so many a second. */
        public static Measure bytes(String metric, String title, String name) {
            return new Measure(new Metric(metric, title, PER_SECOND), name, "Sum");
        }

        /** Events, as so many a second. */
        public static Measure events(String metric, String title, String name) {
            return new Measure(new Metric(metric, title, "1/s"), name, "Sum");
        }

        private boolean isRate() {
            return statistic.equals("Sum");
        }
    }

    /**
     * What tells a resource from others of its kind.
     *
     * @param namespace such as {@code AWS/EC2}
     * @param dimension such as {@code InstanceId}
     * @param value its id there
     */
    public record Subject(String region, String namespace, String dimension, String value) {}

    /** From when to when, and how far points lie apart. */
    public record Period(Instant from, Instant to, Duration step) {}

    private final QueryClient client;

    public CloudWatch(AwsAccount account) {
        this.client = new QueryClient(account, "CloudWatch", "monitoring", "2010-08-01");
    }

    /** One series for each measure. */
    public List<Series> measure(Subject subject, List<Measure> measures, Period period, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, String> question = question(subject, measures, period);
        Map<String, SortedMap<Instant, Double>> points = new LinkedHashMap<>();
        String next = "";
        do {
            if (!next.isEmpty()) {
                question.put("NextToken", next);
            }
            Xml result = client.call(subject.region(), "GetMetricData", question, context)
                    .child("GetMetricDataResult");
            for (Xml one : result.list("MetricDataResults")) {
                read(one, points.computeIfAbsent(one.text("Id"), id -> new TreeMap<>()));
            }
            next = result.text("NextToken");
        } while (!next.isEmpty());
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < measures.size(); i++) {
            series.add(series(measures.get(i), points.getOrDefault(ID + i, new TreeMap<>()), period.step()));
        }
        return series;
    }

    private static Map<String, String> question(Subject subject, List<Measure> measures, Period period) {
        Map<String, String> question = new LinkedHashMap<>();
        question.put("StartTime", period.from().toString());
        question.put("EndTime", period.to().toString());
        question.put("ScanBy", "TimestampAscending");
        int queries = 0;
        for (int i = 0; i < measures.size(); i++) {
            if (measures.get(i).name().isEmpty()) {
                continue;
            }
            queries++;
            String query = "MetricDataQueries.member." + queries;
            String metric = query + ".MetricStat.Metric.";
            question.put(query + ".Id", ID + i);
            question.put(metric + "Namespace", subject.namespace());
            question.put(metric + "MetricName", measures.get(i).name());
            question.put(metric + "Dimensions.member.1.Name", subject.dimension());
            question.put(metric + "Dimensions.member.1.Value", subject.value());
            question.put(
                    query + ".MetricStat.Period", String.valueOf(period.step().toSeconds()));
            question.put(query + ".MetricStat.Stat", measures.get(i).statistic());
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

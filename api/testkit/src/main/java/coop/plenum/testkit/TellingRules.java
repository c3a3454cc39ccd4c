package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.provider.EventSource;
import coop.plenum.api.provider.Metrics;
import coop.plenum.api.provider.Metrics.Metric;
import coop.plenum.api.provider.Metrics.Point;
import coop.plenum.api.provider.Metrics.Series;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a provider measures, and what it is told by the remote system. One that does neither is not asked. */
abstract class TellingRules extends PlanningRules {
    private static final int SAMPLE = 2;
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final List<String> FOREIGN =
            List.of("", "{}", "[]", "null", "<event/>", "{\"events\":[{\"id\":\"1\"}]}", "\u0000\u00ff\n=&%zz");

    @Test
    void whatCanBeMeasuredIsNamed() {
        for (ResourceHandler handler : measured()) {
            List<Metric> metrics = ((Metrics) handler).metrics();
            assertThat(metrics)
                    .as("metrics() of %s must name each metric once", name(handler))
                    .extracting(Metric::name)
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .allSatisfy(name -> assertThat(name)
                            .as("the name of a metric must be kebab-case, such as network-in")
                            .matches("[a-z][a-z0-9-]*"));
            for (Metric metric : metrics) {
                assertThat(metric.title())
                        .as("the metric %s must have a title", metric.name())
                        .isNotBlank();
                assertThat(metric.unit())
                        .as(
                                "the unit of %s must be one of UCUM, such as %% or By/s, and no word for people",
                                metric.name())
                        .matches("[!-~]*");
            }
        }
    }

    @Test
    void whatIsMeasuredLiesInTheTimeAskedFor() throws Exception {
        Instant to = Instant.now().truncatedTo(ChronoUnit.HOURS);
        Instant from = to.minus(Duration.ofHours(1));
        for (ResourceHandler handler : measured()) {
            for (ResourceState state : discover(handler).stream().limit(SAMPLE).toList()) {
                List<Series> all = ((Metrics) handler).measure(ref(state), from, to, STEP, context());
                assertThat(all)
                        .as("measure() of %s must answer with one series for each of metrics()", name(handler))
                        .extracting(Series::metric)
                        .containsExactlyInAnyOrderElementsOf(((Metrics) handler)
                                .metrics().stream().map(Metric::name).toList());
                for (Series series : all) {
                    List<Instant> times =
                            series.points().stream().map(Point::time).toList();
                    String of = "measure() of " + name(handler) + ", " + series.metric() + ", ";
                    assertThat(times)
                            .as(of + "must give points oldest first, one for each time")
                            .isSorted()
                            .doesNotHaveDuplicates();
                    assertThat(times)
                            .as(of + "must give points that lie in the time asked for")
                            .allSatisfy(time -> assertThat(time).isBetween(from.minus(STEP), to));
                    assertThat(series.points())
                            .as(of + "must leave out what was not measured")
                            .allSatisfy(point ->
                                    assertThat(Double.isFinite(point.value())).isTrue());
                }
            }
        }
    }

    private List<ResourceHandler> measured() {
        return discoverers(provider).stream().filter(Metrics.class::isInstance).toList();
    }

    @Test
    void whatProvesNothingIsNoEvent() {
        if (!(provider instanceof EventSource events)) {
            return;
        }
        List<byte[]> bodies = new ArrayList<>();
        FOREIGN.forEach(text -> bodies.add(text.getBytes(StandardCharsets.UTF_8)));
        byte[] large = new byte[EventSource.LARGEST];
        Arrays.fill(large, (byte) '[');
        bodies.add(large);
        for (byte[] body : bodies) {
            assertThat(events.read(body))
                    .as(
                            "read() must be empty, and no failure, for what does not prove that it comes from a remote system"
                                    + " of this connection: anybody can post \"%s\"",
                            new String(body, 0, Math.min(body.length, 40), StandardCharsets.UTF_8))
                    .isEmpty();
        }
    }
}

package coop.plenum.testkit;

import coop.plenum.api.provider.EventSource.Notice;
import coop.plenum.api.provider.Metrics.Metric;
import coop.plenum.api.provider.Metrics.Point;
import coop.plenum.api.provider.Metrics.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Providers that measure and listen badly. */
final class TellingFlaws {
    private TellingFlaws() {}

    @Breaks(value = "whatCanBeMeasuredIsNamed", says = "must be kebab-case, such as network-in")
    static final class NamesMetricsForPeople extends Harbour {
        @Override
        List<Metric> metrics() {
            return List.of(new Metric("Flashes", "Flashes", ""));
        }

        @Override
        List<Series> measure(Instant from, Instant to, Duration step) {
            return List.of(new Series("Flashes", List.of()));
        }
    }

    @Breaks(value = "whatCanBeMeasuredIsNamed", says = "must be one of UCUM, such as % or By/s, and no word for people")
    static final class WritesUnitsForPeople extends Harbour {
        @Override
        List<Metric> metrics() {
            return List.of(
                    new Metric("brightness", "Brightness", "candela per hour"), new Metric("flashes", "Flashes", ""));
        }
    }

    @Breaks(value = "whatIsMeasuredLiesInTheTimeAskedFor", says = "with one series for each of metrics()")
    static final class LeavesOutWhatHasNoPoints extends Harbour {
        @Override
        List<Series> measure(Instant from, Instant to, Duration step) {
            return super.measure(from, to, step).subList(0, 1);
        }
    }

    @Breaks(value = "whatIsMeasuredLiesInTheTimeAskedFor", says = "must give points that lie in the time asked for")
    static final class TellsAllItHas extends Harbour {
        @Override
        List<Series> measure(Instant from, Instant to, Duration step) {
            return List.of(
                    new Series("brightness", List.of(new Point(from.minus(Duration.ofDays(1)), 800))),
                    new Series("flashes", List.of()));
        }
    }

    @Breaks(value = "whatIsMeasuredLiesInTheTimeAskedFor", says = "must give points oldest first")
    static final class TellsTheNewestFirst extends Harbour {
        @Override
        List<Series> measure(Instant from, Instant to, Duration step) {
            return List.of(
                    new Series("brightness", List.of(new Point(from.plus(step), 810), new Point(from, 800))),
                    new Series("flashes", List.of()));
        }
    }

    @Breaks(value = "whatProvesNothingIsNoEvent", says = "for what does not prove that it comes from a remote system")
    static final class BelievesWhateverIsPosted extends Harbour {
        @Override
        Optional<List<Notice>> read(String body) {
            return Optional.of(List.of(new Notice(BEACON, body, "It is out.")));
        }
    }
}

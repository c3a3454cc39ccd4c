package coop.plenum.api.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Tells what the remote system measures of a resource as time goes by. */
@ConsumerType
public interface Metrics {
    /** All that can be measured of the type. No I/O. */
    List<Metric> metrics();

    /**
     * Looks, never modifies.
     *
     * @param to not before {@code from}
     * @param step how far points shall lie apart: whole minutes. The remote system may have only wider ones
     * @return one for each of {@link #metrics}, without points where nothing was measured
     */
    List<Series> measure(ResourceRef ref, Instant from, Instant to, Duration step, OperationContext context)
            throws ProviderException, InterruptedException;

    /**
     * Something that can be measured.
     *
     * @param name {@code kebab-case}
     * @param title for people
     * @param unit in UCUM, such as {@code %} or {@code By/s}; empty for a plain number
     */
    record Metric(String name, String title, String unit) {}

    /**
     * What was measured.
     *
     * @param metric its name
     * @param points oldest first
     */
    record Series(String metric, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /** @param time beginning of the step that the value is for */
    record Point(Instant time, double value) {}
}

package coop.plenum.baremetal.bmc;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A measuring sensor.
 *
 * @param id stable at its controller
 * @param kind such as {@code temperature}
 * @param unit UCUM code
 * @param reading empty when the controller has none now
 */
public record Sensor(
        String id,
        String name,
        String kind,
        String unit,
        Optional<BigDecimal> reading,
        Health health,
        Thresholds thresholds) {
    /** Beyond which a reading is a warning, or critical. */
    public record Thresholds(
            Optional<BigDecimal> lowerCritical,
            Optional<BigDecimal> lowerWarning,
            Optional<BigDecimal> upperWarning,
            Optional<BigDecimal> upperCritical) {}
}

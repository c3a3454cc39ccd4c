package coop.plenum.baremetal.ipmi;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/** A full sensor record (type 01h) of a sensor with thresholds: what it is, and how its raw bytes become a number. */
record SensorRecord(
        int number, int lun, String name, String kind, String unit, Conversion conversion, int readableThresholds) {
    private static final int FULL_RECORD = 0x01;
    private static final int THRESHOLD_SENSOR = 0x01;
    private static final int BASE_CONTROLLER = 0x20;
    private static final int NO_READING = 3;

    private static final Map<Integer, String> KINDS = Map.of(
            0x01, "temperature",
            0x02, "voltage",
            0x03, "current",
            0x04, "fan",
            0x08, "power-supply",
            0x09, "power-unit",
            0x0a, "cooling",
            0x0b, "other");

    /** UCUM codes by IPMI's base units. */
    private static final Map<Integer, String> UNITS = Map.of(
            1, "Cel",
            2, "[degF]",
            3, "K",
            4, "V",
            5, "A",
            6, "W",
            7, "J",
            18, "{rev}/min",
            19, "Hz");

    /** Empty for all other records: discrete sensors, sensors of other controllers, garbage. */
    static Optional<SensorRecord> parse(Bytes data) {
        if (data.size() < 48
                || data.at(3) != FULL_RECORD
                || data.at(5) != BASE_CONTROLLER
                || data.at(13) != THRESHOLD_SENSOR
                || data.at(20) >> 6 == NO_READING) {
            return Optional.empty();
        }
        int end = Math.min(data.size(), 48 + (data.at(47) & 0x1f));
        int number = data.at(7);
        String name = Text.decode(data.at(47) >> 6, data.part(48, end));
        return Optional.of(new SensorRecord(
                number,
                data.at(6) & 0x03,
                name.isEmpty() ? "Sensor " + number : name,
                KINDS.getOrDefault(data.at(12), "other"),
                data.has(20, 1) ? "%" : UNITS.getOrDefault(data.at(21), ""),
                Conversion.parse(data),
                data.at(18) & 0x3f));
    }

    /**
     * From a raw byte to a number: {@code (m * raw + b * 10^bExponent) * 10^exponent}, then the linearization.
     *
     * @param format 0 unsigned, 1 one's complement, 2 two's complement
     */
    record Conversion(int format, int linearization, int m, int b, int bExponent, int exponent) {
        static Conversion parse(Bytes data) {
            return new Conversion(
                    data.at(20) >> 6,
                    data.at(23) & 0x7f,
                    signed(data.at(24) | (data.at(25) & 0xc0) << 2, 10),
                    signed(data.at(26) | (data.at(27) & 0xc0) << 2, 10),
                    signed(data.at(29) & 0x0f, 4),
                    signed(data.at(29) >> 4, 4));
        }

        private static int signed(int value, int bits) {
            int sign = 1 << (bits - 1);
            return (value ^ sign) - sign;
        }

        /** Empty where the curve has no value. */
        Optional<BigDecimal> value(int raw) {
            int number = switch (format) {
                case 1 -> (raw & 0x80) == 0 ? raw : raw - 255;
                case 2 -> (byte) raw;
                default -> raw;
            };
            BigDecimal linear = BigDecimal.valueOf((long) m * number)
                    .add(BigDecimal.valueOf(b).scaleByPowerOfTen(bExponent))
                    .scaleByPowerOfTen(exponent);
            return curve(linear).map(value -> {
                BigDecimal rounded =
                        value.round(new MathContext(6, RoundingMode.HALF_UP)).stripTrailingZeros();
                return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
            });
        }

        private Optional<BigDecimal> curve(BigDecimal linear) {
            double x = linear.doubleValue();
            double y = switch (linearization) {
                case 0 -> Double.NaN;
                case 1 -> Math.log(x);
                case 2 -> Math.log10(x);
                case 3 -> Math.log(x) / Math.log(2);
                case 4 -> Math.exp(x);
                case 5 -> Math.pow(10, x);
                case 6 -> Math.pow(2, x);
                case 7 -> 1 / x;
                case 8 -> x * x;
                case 9 -> x * x * x;
                case 10 -> Math.sqrt(x);
                case 11 -> Math.cbrt(x);
                default -> Double.POSITIVE_INFINITY;
            };
            if (linearization == 0) {
                return Optional.of(linear);
            }
            return Double.isFinite(y) ? Optional.of(BigDecimal.valueOf(y)) : Optional.empty();
        }
    }
}

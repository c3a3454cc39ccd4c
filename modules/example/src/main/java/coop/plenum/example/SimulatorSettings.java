package coop.plenum.example;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.math.BigDecimal;
import java.util.Locale;

/** The connection form, read. */
record SimulatorSettings(
        long seed, int count, int latencyMillis, double failureRate, Category failure, double driftRate) {
    private static final int MOST = 100_000;

    static SimulatorSettings parse(Values settings) throws ProviderException {
        return new SimulatorSettings(
                settings.integer("seed").orElse(1),
                (int) between(settings, "count", 100, MOST),
                (int) between(settings, "latencyMillis", 0, 60_000),
                rate(settings, "failureRate"),
                Category.valueOf(
                        settings.text("failureCategory").orElse("transient").toUpperCase(Locale.ROOT)),
                rate(settings, "driftRate"));
    }

    private static long between(Values settings, String field, long otherwise, long most) throws ProviderException {
        long number = settings.integer(field).orElse(otherwise);
        if (number < 0 || number > most) {
            throw wrong(field, "A whole number from 0 to " + most + " is expected.");
        }
        return number;
    }

    private static double rate(Values settings, String field) throws ProviderException {
        double rate = settings.decimal(field).orElse(BigDecimal.ZERO).doubleValue();
        if (rate < 0 || rate > 1) {
            throw wrong(field, "A number from 0 to 1 is expected.");
        }
        return rate;
    }

    private static ProviderException wrong(String field, String message) {
        return new ProviderException(Category.USER, "invalid-setting", message, field, null, null);
    }
}

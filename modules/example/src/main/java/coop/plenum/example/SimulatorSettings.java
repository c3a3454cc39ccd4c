package coop.plenum.example;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The connection form, read. */
record SimulatorSettings(
        long seed,
        int count,
        int latencyMillis,
        double failureRate,
        Category failure,
        double driftRate,
        Optional<URI> consoles) {
    private static final int MOST = 100_000;

    static SimulatorSettings parse(Values settings) throws ProviderException {
        return new SimulatorSettings(
                settings.integer("seed").orElse(1),
                (int) between(settings, "count", 100, MOST),
                (int) between(settings, "latencyMillis", 0, 60_000),
                rate(settings, "failureRate"),
                Category.valueOf(
                        settings.text("failureCategory").orElse("transient").toUpperCase(Locale.ROOT)),
                rate(settings, "driftRate"),
                page(settings, "consoles"));
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

    private static Optional<URI> page(Values settings, String field) throws ProviderException {
        Optional<String> text = settings.text(field).filter(some -> !some.isBlank());
        try {
            Optional<URI> page = text.map(URI::create);
            if (page.filter(uri -> uri.getHost() == null
                            || !List.of("http", "https").contains(String.valueOf(uri.getScheme())))
                    .isEmpty()) {
                return page;
            }
        } catch (IllegalArgumentException e) {
            // falls through: it is no address at all
        }
        throw wrong(field, "An address such as https://consoles.example/ is expected.");
    }

    private static ProviderException wrong(String field, String message) {
        return new ProviderException(Category.USER, "invalid-setting", message, field, null, null);
    }
}

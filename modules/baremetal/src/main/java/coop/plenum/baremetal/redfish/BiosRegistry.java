package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.baremetal.bmc.Patience;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a service says about the settings of its firmware: their kinds, bounds and words. */
final class BiosRegistry {
    private static final int SHOWN = 20;

    private final Map<String, Values> attributes = new LinkedHashMap<>();

    private BiosRegistry() {}

    /** Empty when the service does not give it. */
    static Optional<BiosRegistry> find(Service service, String name, Patience patience)
            throws ProviderException, InterruptedException {
        for (Values file : service.optionalMembers(Service.link(service.root(), "Registries"), patience)) {
            boolean named = file.text("Id").orElse("").equals(name)
                    || file.text("Registry").orElse("").equals(name);
            if (!named) {
                continue;
            }
            for (Object place : file.list("Location")) {
                Optional<Values> registry = service.optional(Json.values(place).text("Uri"), patience);
                if (registry.isPresent()) {
                    return Optional.of(of(registry.get()));
                }
            }
        }
        return Optional.empty();
    }

    static BiosRegistry of(Values registry) {
        BiosRegistry known = new BiosRegistry();
        for (Object entry : registry.nested("RegistryEntries").list("Attributes")) {
            Values attribute = Json.values(entry);
            attribute.text("AttributeName").ifPresent(name -> known.attributes.put(name, attribute));
        }
        return known;
    }

    /** All that is wrong with the settings, in words. */
    List<String> problems(Values settings) {
        List<String> problems = new ArrayList<>();
        settings.forEach((name, value) -> {
            String wrong = attributes.isEmpty() ? null : problem(name, value);
            if (wrong != null) {
                problems.add(name + ": " + wrong);
            }
        });
        return problems;
    }

    private @Nullable String problem(String name, @Nullable Object value) {
        Values attribute = attributes.get(name);
        if (attribute == null) {
            return "the firmware has no such setting.";
        }
        if (attribute.flag("ReadOnly").orElse(false)) {
            return "it can only be read.";
        }
        return switch (attribute.text("Type").orElse("")) {
            case "Enumeration" -> word(attribute, value);
            case "Integer" -> number(attribute, value);
            case "Boolean" -> value instanceof Boolean ? null : "true or false is expected.";
            case "String" -> text(attribute, value);
            case "Password" -> "passwords are set at the controller itself.";
            default -> null;
        };
    }

    private static @Nullable String word(Values attribute, @Nullable Object value) {
        List<String> words = attribute.list("Value").stream()
                .flatMap(entry -> Json.values(entry).text("ValueName").stream())
                .toList();
        boolean known = value instanceof String && words.contains(value);
        List<String> shown = words.subList(0, Math.min(SHOWN, words.size()));
        return known ? null : "one of " + String.join(", ", shown) + " is expected.";
    }

    private static @Nullable String number(Values attribute, @Nullable Object value) {
        Optional<BigDecimal> low = attribute.decimal("LowerBound");
        Optional<BigDecimal> high = attribute.decimal("UpperBound");
        if (!(value instanceof Long given)) {
            return "a whole number is expected.";
        }
        BigDecimal number = BigDecimal.valueOf(given);
        boolean within = low.map(bound -> number.compareTo(bound) >= 0).orElse(true)
                && high.map(bound -> number.compareTo(bound) <= 0).orElse(true);
        return within
                ? null
                : "a number from " + low.map(BigDecimal::toPlainString).orElse("...") + " to "
                        + high.map(BigDecimal::toPlainString).orElse("...") + " is expected.";
    }

    private static @Nullable String text(Values attribute, @Nullable Object value) {
        long low = attribute.integer("MinLength").orElse(0);
        long high = attribute.integer("MaxLength").orElse(Integer.MAX_VALUE);
        return value instanceof String text && text.length() >= low && text.length() <= high
                ? null
                : "a text of " + low + " to " + high + " characters is expected.";
    }
}

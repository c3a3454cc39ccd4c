package coop.plenum.console.asset;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the bytes of a file are coded on the wire; in the order of preference where a browser likes them equally. */
public enum Encoding {
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz"),
    IDENTITY("identity", "");

    private final String token;
    private final String suffix;

    Encoding(String token, String suffix) {
        this.token = token;
        this.suffix = suffix;
    }

    /** The word in HTTP. */
    public String token() {
        return token;
    }

    /** What the name of a file ends in that is coded so. */
    String suffix() {
        return suffix;
    }

    /** The encoding that a file's name tells. */
    static Encoding ofFile(String name) {
        return name.endsWith(BROTLI.suffix) ? BROTLI : name.endsWith(GZIP.suffix) ? GZIP : IDENTITY;
    }

    /**
     * The best of the available ones by the weights of Accept-Encoding (RFC 9110, section 12.5.3). A client that refuses
     * all of them gets identity: it can do more with that than with an error.
     */
    public static Encoding choose(@Nullable String accepted, Collection<Encoding> available) {
        Encoding best = IDENTITY;
        double weight = 0;
        for (Encoding candidate : values()) {
            double its = available.contains(candidate) ? candidate.weight(accepted) : 0;
            if (its > weight) {
                best = candidate;
                weight = its;
            }
        }
        return best;
    }

    private double weight(@Nullable String accepted) {
        double unnamed = this == IDENTITY ? Math.ulp(1.0) : 0;
        if (accepted == null || accepted.isBlank()) {
            return unnamed;
        }
        double any = -1;
        for (String element : accepted.split(",", -1)) {
            String[] parts = element.split(";", 2);
            String name = parts[0].strip().toLowerCase(Locale.ROOT);
            if (name.equals(token) || (this == GZIP && name.equals("x-gzip"))) {
                return quality(parts);
            }
            if (name.equals("*")) {
                any = quality(parts);
            }
        }
        return any < 0 ? unnamed : any;
    }

    /** What cannot be read is taken as a refusal. */
    private static double quality(String[] parts) {
        Optional<String> parameter = parts.length < 2 ? Optional.empty() : Optional.of(parts[1].strip());
        if (parameter.isEmpty()) {
            return 1;
        }
        String text = parameter.get().toLowerCase(Locale.ROOT).replaceFirst("^q\\s*=\\s*", "");
        try {
            double quality = Double.parseDouble(text);
            return quality >= 0 && quality <= 1 ? quality : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

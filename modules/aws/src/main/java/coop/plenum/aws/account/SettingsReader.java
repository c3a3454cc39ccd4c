package coop.plenum.aws.account;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a connection form. */
public final class SettingsReader {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+){1,3}-\\d{1,2}");
    private static final Pattern KEY_ID = Pattern.compile("\\w{4,128}");
    private static final Pattern ROLE = Pattern.compile("arn:[a-z-]+:iam::\\d{12}:role/[\\w+=,.@/-]{1,576}");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    private SettingsReader() {}

    /** @throws ProviderException category USER */
    public static Settings read(Values values) throws ProviderException {
        return new Settings(
                regions(values),
                accessKeyId(values),
                role(values),
                endpoint(values),
                fingerprints(values),
                authorities(values),
                timeout(values),
                values);
    }

    private static Optional<String> text(Values values, String field) {
        return values.text(field).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static List<String> regions(Values values) throws ProviderException {
        List<String> regions = new ArrayList<>();
        for (Object given : values.list("regions")) {
            String region = String.valueOf(given).strip();
            if (!REGION.matcher(region).matches()) {
                throw invalid("regions", "\"" + region + "\" is not the name of a region, such as eu-central-1.");
            }
            if (!regions.contains(region)) {
                regions.add(region);
            }
        }
        if (regions.isEmpty()) {
            throw invalid("regions", "At least one region is needed, such as eu-central-1.");
        }
        return List.copyOf(regions);
    }

    private static String accessKeyId(Values values) throws ProviderException {
        return text(values, "accessKeyId")
                .filter(id -> KEY_ID.matcher(id).matches())
                .orElseThrow(() -> invalid("accessKeyId", "The id of an access key is needed, such as AKIA and more."));
    }

    private static Optional<Settings.Role> role(Values values) throws ProviderException {
        Optional<String> arn = text(values, "roleArn");
        Optional<String> externalId = text(values, "externalId");
        if (arn.isEmpty() && externalId.isPresent()) {
            throw invalid("externalId", "An external id goes with a role to assume; there is none.");
        }
        if (arn.isPresent() && !ROLE.matcher(arn.get()).matches()) {
            throw invalid("roleArn", "The ARN of a role is expected, such as arn:aws:iam::123456789012:role/plenum.");
        }
        return arn.map(role -> new Settings.Role(role, externalId));
    }

    private static Optional<URI> endpoint(Values values) throws ProviderException {
        Optional<String> given = text(values, "endpoint");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(given.get().replaceFirst("/+$", ""));
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            if (web && url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            // falls through: it is no address at all
        }
        throw invalid("endpoint", "An address such as https://aws.example:8443 is expected, without a password in it.");
    }

    private static Set<String> fingerprints(Values values) throws ProviderException {
        Set<String> fingerprints = new TreeSet<>();
        for (Object given : values.list("certificateFingerprints")) {
            String digits = String.valueOf(given).toLowerCase(Locale.ROOT).replaceAll("[^0-9a-z]", "");
            if (!FINGERPRINT.matcher(digits).matches()) {
                throw invalid(
                        "certificateFingerprints",
                        "A SHA-256 fingerprint has 64 hexadecimal digits; \"" + given + "\" has not.");
            }
            fingerprints.add(digits);
        }
        return fingerprints;
    }

    private static List<X509Certificate> authorities(Values values) throws ProviderException {
        Optional<String> pem = text(values, "authorities");
        if (pem.isEmpty()) {
            return List.of();
        }
        try {
            List<X509Certificate> found = new ArrayList<>();
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.get().getBytes(StandardCharsets.US_ASCII)))
                    .forEach(certificate -> found.add((X509Certificate) certificate));
            if (!found.isEmpty()) {
                return List.copyOf(found);
            }
        } catch (CertificateException e) {
            // falls through: it is none
        }
        throw invalid("authorities", "Certificates are expected as PEM: -----BEGIN CERTIFICATE----- and so on.");
    }

    private static Duration timeout(Values values) throws ProviderException {
        Optional<String> given = text(values, "timeout");
        if (given.isEmpty()) {
            return USUAL_TIMEOUT;
        }
        try {
            Duration timeout = Duration.parse(given.get());
            if (!timeout.isNegative() && !timeout.isZero() && timeout.compareTo(LONGEST_TIMEOUT) <= 0) {
                return timeout;
            }
        } catch (DateTimeParseException e) {
            // falls through: it is no duration
        }
        throw invalid("timeout", "A time of up to 5 minutes is expected, such as PT30S.");
    }

    private static ProviderException invalid(String field, String message) {
        return new ProviderException(Category.USER, "invalid-settings", message, field, null, null);
    }
}

package coop.plenum.baremetal.scan;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.baremetal.AddressList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A request to scan, read and checked.
 *
 * @param addresses as they were written
 * @param fingerprints 64 small hexadecimal digits each
 * @param logins to be wiped by who reads the request
 */
record ScanRequest(
        Optional<UUID> space, List<String> addresses, String protocol, List<String> fingerprints, List<Login> logins) {
    static final Set<String> PROTOCOLS = Set.of("auto", "redfish", "ipmi");

    private static final int MOST_LOGINS = 5;
    private static final int MOST_ENTRIES = 256;
    private static final int MOST_FINGERPRINTS = 1024;
    private static final int LONGEST = 256;

    /** @throws PlenumException {@code invalid-scan} with all that is wrong */
    static ScanRequest read(Map<String, ?> body) {
        Values values = Values.of(body);
        List<Violation> problems = new ArrayList<>();
        values.asMap().keySet().stream()
                .filter(name -> !Set.of("space", "addresses", "protocol", "fingerprints", "credentials")
                        .contains(name))
                .forEach(name -> problems.add(new Violation("/" + name, "unknown-field", "There is no such field.")));
        List<String> addresses = texts(values, "addresses", MOST_ENTRIES, problems);
        try {
            AddressList.parse(addresses);
        } catch (ProviderException e) {
            problems.add(new Violation("/addresses", e.code(), e.getMessage()));
        }
        String protocol = values.text("protocol").orElse("auto");
        if (!PROTOCOLS.contains(protocol)) {
            problems.add(new Violation("/protocol", "invalid-value", "One of auto, redfish, ipmi is expected."));
        }
        List<String> fingerprints = new ArrayList<>();
        for (String text : texts(values, "fingerprints", MOST_FINGERPRINTS, problems)) {
            String hex = text.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
            if (!hex.matches("[0-9a-f]{64}")) {
                problems.add(new Violation("/fingerprints", "invalid-value", "SHA-256 fingerprints are expected."));
            }
            fingerprints.add(hex);
        }
        ScanRequest request =
                new ScanRequest(space(values, problems), addresses, protocol, fingerprints, logins(values, problems));
        if (!problems.isEmpty()) {
            request.logins().forEach(Login::wipe);
            throw PlenumException.invalid("invalid-scan", "The scan is not filled in correctly.", problems);
        }
        return request;
    }

    private static Optional<UUID> space(Values values, List<Violation> problems) {
        try {
            return values.text("space").map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            problems.add(new Violation("/space", "invalid-value", "The id of a space is expected."));
            return Optional.empty();
        }
    }

    private static List<String> texts(Values values, String name, int most, List<Violation> problems) {
        List<?> list = values.list(name);
        boolean texts = list.stream().allMatch(String.class::isInstance)
                && (values.get(name).isEmpty() || values.get(name).get() instanceof List<?>);
        if (!texts || list.size() > most) {
            problems.add(
                    new Violation("/" + name, "invalid-value", "A list of at most " + most + " texts is expected."));
            return List.of();
        }
        return list.stream().map(String::valueOf).toList();
    }

    private static List<Login> logins(Values values, List<Violation> problems) {
        List<Login> logins = new ArrayList<>();
        List<?> list = values.list("credentials");
        if (list.size() > MOST_LOGINS) {
            problems.add(new Violation(
                    "/credentials",
                    "invalid-value",
                    "At most " + MOST_LOGINS + " are tried: controllers lock users after a few wrong passwords."));
            return logins;
        }
        for (int i = 0; i < list.size(); i++) {
            Values login = list.get(i) instanceof Map<?, ?> map ? Values.of(named(map)) : Values.empty();
            String username = login.text("username").orElse("");
            String password = login.text("password").orElse("");
            Optional<SecretRef> secret = secret(login, "/credentials/" + i, problems);
            boolean sane = !username.isBlank() && username.length() <= LONGEST && password.length() <= LONGEST;
            if (!sane || password.isEmpty() == login.text("secret").isEmpty()) {
                problems.add(new Violation(
                        "/credentials/" + i,
                        "invalid-value",
                        "A username, and either a password or the reference to a stored secret, are expected."));
            } else if (!password.isEmpty()) {
                logins.add(new Login(username, password.toCharArray()));
            } else {
                secret.ifPresent(ref -> logins.add(new Login(username, ref)));
            }
        }
        return logins;
    }

    private static Optional<SecretRef> secret(Values login, String pointer, List<Violation> problems) {
        try {
            return login.text("secret").map(SecretRef::parse);
        } catch (PlenumException e) {
            problems.add(new Violation(pointer + "/secret", e.code(), String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = new java.util.LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (value != null) {
                named.put(String.valueOf(name), value);
            }
        });
        return named;
    }
}

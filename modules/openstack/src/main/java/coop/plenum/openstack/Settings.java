package coop.plenum.openstack;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.openstack.client.Account;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads a connection form. */
final class Settings {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);
    private static final List<String> ENDPOINTS = List.of("public", "internal", "admin");

    private Settings() {}

    /** @throws ProviderException category USER */
    static Account parse(Values values) throws ProviderException {
        return new Account(
                identity(values),
                login(values),
                text(values, "region"),
                endpoints(values),
                fingerprints(values),
                timeout(values),
                values.flag("allProjects").orElse(false));
    }

    private static Optional<String> text(Values values, String field) {
        return values.text(field).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static URI identity(Values values) throws ProviderException {
        String given = text(values, "authUrl")
                .orElseThrow(() -> invalid("authUrl", "The address of Keystone is needed."))
                .replaceFirst("/+$", "");
        try {
            URI url = new URI(given.endsWith("/v3") ? given : given + "/v3");
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            if (web && url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // falls through: it is no address at all
        }
        throw invalid(
                "authUrl", "An address such as https://cloud.example:5000 is expected, without a password in it.");
    }

    private static Account.Login login(Values values) throws ProviderException {
        Optional<String> credential = text(values, "applicationCredentialId");
        Optional<String> user = text(values, "username");
        if (credential.isPresent() && user.isPresent()) {
            throw invalid("username", "Either an application credential or a user, not both.");
        }
        if (credential.isPresent()) {
            return new Account.ApplicationCredential(credential.get());
        }
        String domain = text(values, "userDomain").orElse("Default");
        return new Account.Password(
                user.orElseThrow(() ->
                        invalid("applicationCredentialId", "An application credential, or a user name, is needed.")),
                domain,
                scope(values));
    }

    private static Account.Scope scope(Values values) throws ProviderException {
        Optional<String> project = text(values, "project");
        Optional<String> domain = text(values, "domain");
        boolean system = values.flag("systemScope").orElse(false);
        int count = (project.isPresent() ? 1 : 0) + (domain.isPresent() ? 1 : 0) + (system ? 1 : 0);
        if (count != 1) {
            throw invalid("project", "A user signs in to exactly one of a project, a domain or the whole system.");
        }
        if (project.isPresent()) {
            String projectDomain = text(values, "projectDomain")
                    .or(() -> text(values, "userDomain"))
                    .orElse("Default");
            return new Account.ProjectScope(project.get(), projectDomain);
        }
        return domain.isPresent() ? new Account.DomainScope(domain.get()) : new Account.SystemScope();
    }

    private static String endpoints(Values values) throws ProviderException {
        String kind = text(values, "endpoints").orElse("public");
        if (!ENDPOINTS.contains(kind)) {
            throw invalid("endpoints", "The endpoints are public, internal or admin.");
        }
        return kind;
    }

    private static Set<String> fingerprints(Values values) throws ProviderException {
        Set<String> fingerprints = new TreeSet<>();
        for (Object entry : values.list("certificateFingerprints")) {
            String hex = String.valueOf(entry).replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
            if (!hex.matches("[0-9a-f]{64}")) {
                throw invalid("certificateFingerprints", "A fingerprint is a SHA-256 digest: 64 hexadecimal digits.");
            }
            fingerprints.add(hex);
        }
        return fingerprints;
    }

    private static Duration timeout(Values values) throws ProviderException {
        try {
            Duration timeout = text(values, "timeout").map(Duration::parse).orElse(USUAL_TIMEOUT);
            if (timeout.compareTo(Duration.ofSeconds(1)) >= 0 && timeout.compareTo(LONGEST_TIMEOUT) <= 0) {
                return timeout;
            }
        } catch (DateTimeParseException e) {
            // falls through: the text is no duration at all
        }
        throw invalid("timeout", "The time-out is a duration from PT1S to PT5M.");
    }

    private static ProviderException invalid(String field, String message) {
        return new ProviderException(Category.USER, "invalid-settings", message, field, null, null);
    }
}
